"""What the doors take from a page."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ConsentForm(forms.Form):
    """The listener's word that the camera may open."""

    consent = forms.BooleanField()


class PhotoForm(forms.Form):
    """One photograph of a face; it is read in memory and kept nowhere."""

    photo = forms.FileField(
        allow_empty_file=True,
        max_length=None,
        label=_("Photo"),
        error_messages={"required": _("Please choose a photo first.")},
    )

    def clean_photo(self) -> bytes:
        """Return the file's bytes; a file over PHOTO_MAX_BYTES has the error code "too_large"."""
        upload: UploadedFile[Any] = self.cleaned_data["photo"]
        if (upload.size or 0) > settings.PHOTO_MAX_BYTES:
            raise forms.ValidationError(str(PHOTO_ERRORS["too_large"]), code="too_large")
        return bytes(upload.read())


# By the codes of emotion.face.reader.ImageRejected, and two of our own.
PHOTO_ERRORS = {
    "empty": _("That file is empty. Please choose another photo."),
    "too_large": _("That photo is over 10 MB. Please choose a smaller one."),
    "not_an_image": _("I cannot read that as a photo. JPEG, PNG and WebP work."),
    "truncated": _("A part of that photo is missing. Please try it again or choose another."),
    "too_many_pixels": _("That picture has too many pixels for me. Please choose a smaller one."),
    "no_face": _("I found no face in that photo. One from the front, in good light, helps."),
}
