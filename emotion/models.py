"""What a door saw: one row for each reading, never a picture; and the diary."""

import uuid

from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
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
    PHOTO_TEXT = "photo_text", _("Photo with words")
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


class DiaryEntry(models.Model):
    """A page of someone's diary, and what was read in it.

    `day`: the listener's own date; `hour`: 0..23 on their clock, None where the page is about
    another day than that on which it was written. `emotions`: {name: probability} of the 28 and
    `sentences`: [{start, end, mood, weight}] of `text`, both as they were read and both empty where
    no model could read; `reading` is missing as long as nobody said a mood either.
    """

    LONGEST = 5000

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="diary")
    reading = models.OneToOneField(
        Reading, null=True, on_delete=models.SET_NULL, related_name="diary_entry"
    )
    text = models.TextField(max_length=LONGEST, validators=[MaxLengthValidator(LONGEST)])
    folded = models.TextField(editable=False, help_text="What is searched: emotion.written.fold.")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField(null=True, blank=True)
    emotions = models.JSONField(default=dict, blank=True)
    sentences = models.JSONField(default=list, blank=True)
    unsure = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True, blank=True)
    client_uuid = models.UUIDField(
        null=True, blank=True, editable=False, help_text="The form that it came from."
    )

    class Meta:
        ordering = ("-day", "-created", "-pk")
        indexes = (models.Index(fields=("listener", "-day", "-created")),)
        # A form that is sent twice (a double click, an answer that got lost) makes one page.
        constraints = (
            models.UniqueConstraint(fields=("listener", "client_uuid"), name="one_page_of_a_form"),
        )

    def __str__(self) -> str:
        # No word of the text: this stands in logs and error reports.
        return f"{self.day}"

    def get_absolute_url(self) -> str:
        """Return the entry's page; it stands in the app that joins it with songs."""
        return reverse("diary_entry", args=[self.uuid])

    @property
    def stamp(self) -> str:
        """Return what tells this state of the text from a later one; empty until it is edited."""
        return self.edited.isoformat() if self.edited else ""

    @property
    def mood(self) -> Mood | None:
        """Return the mood that counts, None where nobody knows one."""
        return self.reading.settled_mood if self.reading else None

    @property
    def mood_name(self) -> str:
        """Return the leading mood, an empty string where nobody knows one."""
        return self.mood.top if self.mood else ""
