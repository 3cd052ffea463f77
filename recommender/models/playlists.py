"""Playlists that people and curators made."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emotion.columns import MoodColumns
from emotion.models import MoodName, Reading
from mlfym.accounts.models import Listener
from recommender.models.catalogue import Song
from recommender.models.names import pick_text


class PlaylistQuerySet(models.QuerySet["Playlist"]):
    """The words in which the site asks for playlists."""

    def curated(self) -> "PlaylistQuerySet":
        """Return the curator's lists."""
        return self.filter(listener=None)

    def saved_by(self, listener: Listener) -> "PlaylistQuerySet":
        """Return the lists that a listener kept, latest first."""
        return self.filter(listener=listener, saved=True).order_by("-created")


class Playlist(MoodColumns):
    """An ordered list of songs: a curator's (no listener) or one mixed for a listener."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    listener = models.ForeignKey(
        Listener, null=True, blank=True, on_delete=models.CASCADE, related_name="playlists"
    )
    slug = models.SlugField(max_length=80, blank=True, default="")
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True, default="")
    title_ko = models.CharField(_("title (Korean)"), max_length=120, blank=True, default="")
    description_en = models.TextField(_("description (English)"), blank=True, default="")
    description_ko = models.TextField(_("description (Korean)"), blank=True, default="")
    default_for = models.CharField(
        _("default list for"), max_length=10, choices=MoodName.choices, blank=True, default=""
    )
    name = models.CharField(
        max_length=120, blank=True, default="", help_text="The name its listener gave it."
    )
    saved = models.BooleanField(default=False)
    reading = models.ForeignKey(Reading, null=True, blank=True, on_delete=models.SET_NULL)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="refinements"
    )
    target = models.JSONField(
        default=dict, blank=True, editable=False,
        help_text="What was asked for, kept so that the list can be refined again.",
    )  # fmt: skip
    artefacts = models.JSONField(default=dict, blank=True, editable=False)
    songs = models.ManyToManyField(Song, through="PlaylistItem", related_name="playlists")
    created = models.DateTimeField(_("created"), default=timezone.now, db_index=True)

    objects = PlaylistQuerySet.as_manager()

    class Meta:
        ordering = ("-created",)
        verbose_name = _("playlist")
        verbose_name_plural = _("playlists")
        constraints = (
            models.UniqueConstraint(
                fields=("default_for",), condition=~Q(default_for=""), name="one_default_a_mood"
            ),
            models.UniqueConstraint(
                fields=("slug",), condition=~Q(slug=""), name="playlist_slug_once"
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.uuid)

    @property
    def title(self) -> str:
        """Return the listener's name for it, else the title in the active language."""
        return self.name or pick_text({"en": self.title_en, "ko": self.title_ko})

    @property
    def description(self) -> str:
        """Return the description in the active language."""
        return pick_text({"en": self.description_en, "ko": self.description_ko})

    def get_absolute_url(self) -> str:
        """Return the list's page."""
        return reverse("playlist", args=[self.uuid])


class PlaylistItem(models.Model):
    """A song's place in a playlist, and why it stands there (engine name to share).

    `pair`: {start, end, line, similarity}, the part of the listener's text (which is not kept) and
    the song's line that met; or empty.
    """

    playlist = models.ForeignKey(Playlist, on_delete=models.CASCADE, related_name="items")
    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="playlist_rows")
    position = models.PositiveIntegerField()
    reasons = models.JSONField(default=dict, blank=True)
    pair = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ("position",)
        verbose_name = _("song of the list")
        verbose_name_plural = _("songs of the list")
        constraints = (
            models.UniqueConstraint(fields=("playlist", "song"), name="song_once_a_playlist"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.song}"
