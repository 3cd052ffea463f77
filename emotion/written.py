"""Take in what someone wrote: any text becomes one that can be kept, searched and read."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Control characters and halves of a pair have no place in a text; a database may refuse both.
# Format characters stay: they join emoji and Indic letters, and turn the direction of writing.
REFUSED = {"Cc", "Cs"}
KEPT = {"\n", "\t"}
# Letters by their category that show nothing: the Hangul fillers and the empty Braille cell.
BLANK_LETTERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}


def tidy(text: str) -> str:
    """Return a text as it is kept: composed (NFC), lines by one character, nothing unprintable.

    Doing it twice changes nothing.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in KEPT or unicodedata.category(c) not in REFUSED)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def fold(text: str) -> str:
    """Return a text as it is searched: without case, composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def is_blank(text: str) -> bool:
    """Say whether nothing of a text can be seen."""
    return all(c in BLANK_LETTERS or unicodedata.category(c)[0] in "CZ" for c in text)


class WordsField(forms.CharField):
    """A text that someone writes, tidied before it is counted; too long and too short in words."""

    widget = forms.Textarea
    default_error_messages = {
        "required": gettext_lazy("Please write a few words first."),
    }

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        """Return the tidied text; one that shows nothing is empty."""
        text = tidy(super().to_python(value) or "")
        return "" if is_blank(text) else text

    def validate(self, value: str) -> None:
        """Refuse an empty text, and one that is too long with both figures."""
        super().validate(value)
        if len(value) > self.longest:
            figures = {"length": f"{len(value):,}", "longest": f"{self.longest:,}"}
            raise forms.ValidationError(
                _(
                    "That is %(length)s characters, and %(longest)s is the most we take. "
                    "Nothing is lost: your text stands below, please shorten it."
                )
                % figures,
                code="too_long",
            )
