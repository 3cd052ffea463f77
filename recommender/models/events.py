"""What listeners did, append-only, and the standing ratings that follow from it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emotion.models import MoodName
from mlfym.accounts.models import Listener
from recommender.models.catalogue import Song
from recommender.models.playlists import Playlist


class Event(models.Model):
    """One thing that a listener did. Rows are added, never changed."""

    class Kind(models.TextChoices):
        """What was done; a skip is a song of which less than half was heard."""

        PLAY = "play", _("Play")
        FINISH = "finish", _("Finish")
        SKIP = "skip", _("Skip")
        LEFT = "left", _("Left after more than half")
        LIKE = "like", _("Like")
        UNLIKE = "unlike", _("Like taken back")
        DISLIKE = "dislike", _("Dislike")
        UNDISLIKE = "undislike", _("Dislike taken back")
        MORE = "more", _("More like this")
        LESS = "less", _("Less like this")
        UNLESS = "unless", _("Less like this, taken back")

    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="events")
    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    playlist = models.ForeignKey(Playlist, null=True, blank=True, on_delete=models.SET_NULL)
    position = models.PositiveIntegerField(null=True, blank=True)
    heard = models.FloatField(null=True, blank=True, help_text="Seconds heard.")
    mood = models.CharField(max_length=10, choices=MoodName.choices, blank=True, default="")
    artefacts = models.JSONField(default=dict, blank=True)
    client_uuid = models.UUIDField(
        default=uuid.uuid4, help_text="Chosen by the page, so that a retry does not count twice."
    )
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-created",)
        indexes = (models.Index(fields=("listener", "kind", "-created")),)
        constraints = (
            models.UniqueConstraint(fields=("listener", "client_uuid"), name="event_once"),
        )

    def __str__(self) -> str:
        return f"{self.listener} {self.kind} {self.song_id}"


class Rating(models.Model):
    """Where a listener stands on a song now; made from like and dislike events."""

    class Value(models.IntegerChoices):
        """Liked or disliked."""

        DISLIKE = -1, _("Disliked")
        LIKE = 1, _("Liked")

    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="ratings")
    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="ratings")
    value = models.SmallIntegerField(choices=Value.choices)
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("listener", "song"), name="rating_once"),)

    def __str__(self) -> str:
        return f"{self.listener} {self.get_value_display()} {self.song_id}"
