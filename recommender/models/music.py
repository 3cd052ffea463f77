"""The folders of music that somebody owns, and what the last scan found in them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommender.models.catalogue import Song


class MusicFolder(models.Model):
    """A folder whose audio files are songs and stay where they are.

    report: the counts of the last scan, and the first files that it left out, with the reasons.
    """

    class State(models.TextChoices):
        """How far a scan is; empty before the first."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    path = models.CharField(_("folder"), max_length=1000, unique=True)
    added = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, blank=True)
    scanned = models.DateTimeField(_("last scan"), null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)
    error = models.TextField(_("error"), blank=True, default="")

    class Meta:
        ordering = ("path",)
        verbose_name = _("music folder")
        verbose_name_plural = _("music folders")

    def __str__(self) -> str:
        return self.path


class MusicFile(models.Model):
    """A file as a scan left it, so that the next one need not open it again.

    Several files may hold the same sound, or the same recording in several formats; they are one
    song, which plays from one of them and whose external id is that one's fingerprint. A file with
    no song and no problem is one whose song was deleted here; it does not come back.
    """

    song = models.ForeignKey(Song, null=True, on_delete=models.SET_NULL, related_name="files")
    path = models.CharField(max_length=1000, unique=True)
    size = models.BigIntegerField(help_text="Bytes.")
    modified = models.BigIntegerField(help_text="Nanoseconds since 1970.")
    beside = models.CharField(max_length=60, blank=True, help_text="The lyrics file's state.")
    present = models.BooleanField(default=True)
    problem = models.CharField(max_length=200, blank=True, help_text="Why it is no song.")
    reader = models.PositiveSmallIntegerField(
        default=0, help_text="The version of what read it; another one reads it anew."
    )
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True)
    content_type = models.CharField(max_length=60, blank=True)
    recording = models.CharField(
        max_length=40, blank=True, default="", db_index=True,
        help_text="Artists, title and album as one mark (recommender.catalogue.music.recordings).",
    )  # fmt: skip
    track = models.PositiveSmallIntegerField(null=True, blank=True, help_text="On its album.")
    disc = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of its album.")
    cover = models.CharField(
        max_length=80, blank=True, default="", help_text="As in Song.cover; empty: it has none."
    )
    looked = models.CharField(
        max_length=16, blank=True, default="",
        help_text="The state of the pictures beside it when its cover was looked for.",
    )  # fmt: skip
    recording_id = models.CharField(
        max_length=36, blank=True, db_index=True, help_text="MusicBrainz."
    )
    artist_ids = models.JSONField(default=list, blank=True, help_text="MusicBrainz.")

    class Meta:
        ordering = ("path",)

    def __str__(self) -> str:
        return self.path
