"""What the doors take from a page."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from emotion.written import WordsField

# One line: what people say when they are asked how they are.
SENTENCE_LONGEST = 500
# Beside a photo there is room for a little more.
WORDS_LONGEST = 1000


class ConsentForm(forms.Form):
    """The listener's word that the camera may open."""

    consent = forms.BooleanField()


class SentenceForm(forms.Form):
    """One line of text; it is read in memory and kept nowhere."""

    text = WordsField(longest=SENTENCE_LONGEST)


class PhotoForm(forms.Form):
    """A photograph of a face, a few words, or both; read in memory and kept nowhere."""

    photo = forms.FileField(
        required=False, allow_empty_file=True, max_length=None, label=_("Photo")
    )
    text = WordsField(longest=WORDS_LONGEST, required=False)

    def clean_photo(self) -> bytes | None:
        """Return the file's bytes; a file over PHOTO_MAX_BYTES has the error code "too_large"."""
        upload: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if upload is None:
            return None
        if (upload.size or 0) > settings.PHOTO_MAX_BYTES:
            raise forms.ValidationError(str(PHOTO_ERRORS["too_large"]), code="too_large")
        return bytes(upload.read())

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two at least."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and data["photo"] is None and not data["text"]:
            self.add_error("photo", _("Please choose a photo, write a few words, or do both."))
        return data


# By the codes of emotion.face.reader.ImageRejected, and two of our own.
PHOTO_ERRORS = {
    "empty": _("That file is empty. Please choose another photo."),
    "too_large": _("That photo is over 10 MB. Please choose a smaller one."),
    "not_an_image": _("I cannot read that as a photo. JPEG, PNG and WebP work."),
    "truncated": _("A part of that photo is missing. Please try it again or choose another."),
    "too_many_pixels": _("That picture has too many pixels for me. Please choose a smaller one."),
    "no_face": _("I found no face in that photo. One from the front, in good light, helps."),
}
