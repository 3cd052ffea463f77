"""What a door saw: one row for each reading, never a picture."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emotion.columns import MoodColumns
from emotion.moods import Mood
from mlfym.accounts.models import Listener


class MoodName(models.TextChoices):
    """The six moods, in their order."""

    ANGER = "anger", _("Anger")
    TENSION = "tension", _("Tension")
    SADNESS = "sadness", _("Sadness")
    PEACE = "peace", _("Peace")
    JOY = "joy", _("Joy")
    NEUTRAL = "neutral", _("Neutral")


class Door(models.TextChoices):
    """The ways in."""

    FACE = "face", _("Webcam")
    PHOTO = "photo", _("Photo")
    TILES = "tiles", _("Mood tiles")
    PAD = "pad", _("Mood pad")
    DIARY = "diary", _("Diary")
    SENTENCE = "sentence", _("Sentence")
    SONG = "song", _("Song")


class Reading(MoodColumns):
    """What one door read at one moment, and the listener's correction, which is what counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="readings")
    door = models.CharField(max_length=10, choices=Door.choices)
    confidence = models.FloatField()
    corrected_to = models.CharField(max_length=10, choices=MoodName.choices, blank=True, default="")
    created = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ("-created",)
        indexes = (models.Index(fields=("listener", "-created")),)

    def __str__(self) -> str:
        return f"{self.door} {self.created:%Y-%m-%d %H:%M}"

    @property
    def settled_mood(self) -> Mood:
        """Return the mood that counts: the correction where there is one, else what was read."""
        if self.corrected_to:
            return Mood.of(self.corrected_to)
        mood = self.mood
        if mood is None:
            raise ValueError("a reading always has a mood")
        return mood
