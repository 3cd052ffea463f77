"""The form in which a curator edits a song."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from emotion.models import MoodName
from emotion.moods import MOODS, Mood
from recommender.audio import AudioFacts, AudioRejected, measure
from recommender.models import Song

# Shares are kept as float32; more digits than these are its noise.
DIGITS = 4


def share_field(mood: str) -> forms.FloatField:
    """Return the field of one mood's share."""
    widget = forms.NumberInput(attrs={"step": "any"})
    return forms.FloatField(
        label=MoodName(mood).label, min_value=0.0, max_value=1.0, required=False, widget=widget
    )


class SongForm(forms.ModelForm):  # type: ignore[type-arg]
    """A song: an upload is decoded before it is taken, and the moods are shares of a whole."""

    anger, tension, sadness = share_field("anger"), share_field("tension"), share_field("sadness")
    peace, joy, neutral = share_field("peace"), share_field("joy"), share_field("neutral")
    stream_url = forms.URLField(
        label=_("stream address"),
        required=False,
        assume_scheme="https",
        help_text=_("Only for a song that plays from another host."),
    )
    facts: AudioFacts | None = None

    class Meta:
        model = Song
        fields = (
            "audio", "stream_url", "available", *MOODS, "energy", "valence", "arousal", "familiar",
            "tempo", "key", "album", "year", "licence", "source_note_en", "source_note_ko",
            "lyrics", "sung", "description",
        )  # fmt: skip
        labels = {
            "energy": _("energy"),
            "valence": _("valence"),
            "arousal": _("arousal"),
            "familiar": _("familiar"),
            "tempo": _("tempo"),
            "key": _("key"),
            "album": _("album"),
            "year": _("year"),
            "licence": _("licence"),
            "lyrics": _("lyrics"),
            "sung": _("the words are sung"),
            "description": _("description"),
        }
        help_texts = {
            "audio": _("M4A, MP3, OGG, FLAC or WAV. Length and loudness are measured for you."),
            "available": _("Whether the song may stand in lists."),
            "energy": _("0 calm to 1 full of energy."),
            "valence": _("-1 unpleasant to 1 pleasant."),
            "arousal": _("-1 asleep to 1 excited."),
            "familiar": _("1: a melody that most people know."),
            "tempo": _("Beats a minute."),
            "sung": _("Words that nobody sings here do not count for the song's mood."),
            "description": _(
                "What the song or its album is about. It is read for the mood where there are no "
                "lyrics that are sung."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Some names come from a column and some from here: all begin alike.
        for field in self.fields.values():
            field.label = capfirst(field.label)
        for name in MOODS:
            self.initial[name] = round(self.initial.get(name) or 0.0, DIGITS)

    def clean_audio(self) -> Any:
        """Decode a new upload; refuse what is not audio."""
        file = self.cleaned_data["audio"]
        if not isinstance(file, UploadedFile):
            return file
        if (file.size or 0) > settings.AUDIO_MAX_BYTES:
            most = filesizeformat(settings.AUDIO_MAX_BYTES)
            raise forms.ValidationError(_("Please upload at most %(most)s."), params={"most": most})
        try:
            self.facts = measure(file.file)  # type: ignore[arg-type]
        except AudioRejected as error:
            raise forms.ValidationError(error.message, code=error.code) from error
        file.seek(0)
        # The name's ending is the uploader's word; what was decoded is ours.
        file.name = f"upload{self.facts.suffix}"
        return file

    def clean(self) -> dict[str, Any]:
        """Bring the shares of the moods to a sum of 1; all empty means that nothing is said."""
        data: dict[str, Any] = super().clean() or {}
        shares = {name: data.get(name) or 0.0 for name in MOODS}
        total = sum(shares.values())
        if total > 0 and not any(name in self.errors for name in MOODS):
            mood = Mood([share / total for share in shares.values()])
            data.update(mood.as_dict())
        else:
            data.update(shares)
        return data

    @property
    def mood(self) -> Mood | None:
        """Return the mood that was entered, None where every field is empty."""
        shares = [self.cleaned_data[name] for name in MOODS]
        return Mood(shares) if sum(shares) > 0 else None

    @property
    def mood_changed(self) -> bool:
        """Tell whether the curator said something about the mood."""
        return any(name in self.changed_data for name in MOODS)
