"""Names in several languages, and the form in which they are compared."""

import unicodedata

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def normalise_name(text: str) -> str:
    """Return the form in which names are compared: NFKC, case-folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def pick_text(texts: dict[str, str]) -> str:
    """Return the text of the active language, else of English, else any, else an empty string."""
    language = (get_language() or "en").split("-")[0]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


class NameKind(models.TextChoices):
    """What sort of name a row holds."""

    TITLE = "title", _("Title")
    ALIAS = "alias", _("Other name")
    ROMANISED = "romanised", _("Romanised")


class NameRow(models.Model):
    """An abstract name: language (BCP 47, may be empty), kind, text, and its normalised form."""

    language = models.CharField(max_length=8, blank=True, default="")
    kind = models.CharField(max_length=10, choices=NameKind.choices, default=NameKind.TITLE)
    text = models.CharField(max_length=300)
    normalised = models.CharField(max_length=300, db_index=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with the normalised form up to date."""
        self.normalised = normalise_name(self.text)[:300]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
