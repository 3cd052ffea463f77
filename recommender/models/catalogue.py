"""The catalogue: songs, artists, tags, and the evidence for a song's mood."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emotion.columns import MoodColumns
from recommender.models.names import NameKind, NameRow, pick_text

UNIT = (MinValueValidator(0.0), MaxValueValidator(1.0))
SIGNED_UNIT = (MinValueValidator(-1.0), MaxValueValidator(1.0))


def new_external_id() -> str:
    """Return the external id of what was made here and stands in no other catalogue."""
    return str(uuid.uuid4())


def audio_upload_path(song: "Song", filename: str) -> str:
    """Return where an uploaded audio file goes: under its UUID, so that names never collide."""
    return f"audio/{song.uuid}{Path(filename).suffix.lower()[:8]}"


class Tag(models.Model):
    """A word about songs, with its label in each language."""

    class Kind(models.TextChoices):
        """What a tag is about."""

        MOOD = "mood", _("Mood")
        GENRE = "genre", _("Genre")
        INSTRUMENT = "instrument", _("Instrument")
        TEMPO = "tempo", _("Tempo")
        SITUATION = "situation", _("Situation")
        ERA = "era", _("Era")
        OTHER = "other", _("Other")

    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True, allow_unicode=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    label_en = models.CharField(_("label (English)"), max_length=80)
    label_ko = models.CharField(_("label (Korean)"), max_length=80, blank=True, default="")

    class Meta:
        ordering = ("kind", "slug")
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.label or self.slug

    @property
    def label(self) -> str:
        """Return the label in the active language."""
        return pick_text({"en": self.label_en, "ko": self.label_ko})


class Artist(models.Model):
    """Who made a song."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=40, default="local")
    external_id = models.CharField(max_length=200, default=new_external_id)

    class Meta:
        ordering = ("id",)
        verbose_name = _("artist")
        verbose_name_plural = _("artists")
        constraints = (
            models.UniqueConstraint(fields=("source", "external_id"), name="artist_once_a_source"),
        )

    def __str__(self) -> str:
        return self.name or str(self.uuid)

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return pick_text({row.language: row.text for row in self.names.all()})


class ArtistName(NameRow):
    """A name of an artist."""

    artist = models.ForeignKey(Artist, on_delete=models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = (
            models.UniqueConstraint(
                fields=("artist", "language", "kind", "text"), name="artist_name_once"
            ),
        )


class SongQuerySet(models.QuerySet["Song"]):
    """The words in which the site asks for songs."""

    def playable(self) -> "SongQuerySet":
        """Return the songs that may stand in a list."""
        return self.filter(available=True)

    def for_display(self) -> "SongQuerySet":
        """Fetch what a list shows of each song in a fixed number of queries, and nothing long."""
        return self.defer("lyrics", "description").prefetch_related("names", "artists__names")


class Song(MoodColumns):
    """A piece of music with one source that plays.

    Primary keys 1 to 9999 belong to the starter library (key = its number there), so that the
    artefacts shipped with it name the right songs in every database; all others begin at 10000.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=40, default="local", editable=False)
    external_id = models.CharField(max_length=200, default=new_external_id, editable=False)
    artists = models.ManyToManyField(Artist, through="SongArtist", related_name="songs")
    tags = models.ManyToManyField(Tag, through="SongTag", related_name="songs")
    album = models.CharField(max_length=300, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    licence = models.CharField(max_length=80, blank=True, default="")
    source_note_en = models.TextField(_("about (English)"), blank=True, default="")
    source_note_ko = models.TextField(_("about (Korean)"), blank=True, default="")
    lyrics = models.TextField(blank=True, default="")
    sung = models.BooleanField(_("the words are sung"), default=True)
    description = models.TextField(_("description"), blank=True, default="")

    audio = models.FileField(
        _("audio file"), upload_to=audio_upload_path, blank=True, max_length=400
    )
    path = models.CharField(
        max_length=1000, blank=True, default="", editable=False,
        help_text="A file that stays where it is; 'starter:' stands for the starter folder.",
    )  # fmt: skip
    stream_url = models.URLField(max_length=1000, blank=True, default="")
    content_type = models.CharField(max_length=60, blank=True, default="audio/mp4", editable=False)
    cover = models.CharField(
        max_length=300, blank=True, default="", editable=False,
        help_text="A static path, an address, or a picture that we keep (recommender.cover_files).",
    )  # fmt: skip
    available = models.BooleanField(_("available"), default=True, db_index=True)
    unavailable_reason = models.CharField(max_length=40, blank=True, default="", editable=False)

    duration = models.FloatField(null=True, blank=True, help_text="Seconds.")
    loudness = models.FloatField(null=True, blank=True, help_text="Integrated, LUFS.")
    true_peak = models.FloatField(null=True, blank=True, help_text="dBTP.")
    tempo = models.FloatField(null=True, blank=True, help_text="Beats a minute.")
    key = models.CharField(max_length=20, blank=True, default="")
    energy = models.FloatField(default=0.5, validators=UNIT)
    valence = models.FloatField(default=0.0, validators=SIGNED_UNIT)
    arousal = models.FloatField(default=0.0, validators=SIGNED_UNIT)
    familiar = models.FloatField(
        default=0.0, validators=UNIT, help_text="1: a melody that most people know."
    )
    added = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)

    objects = SongQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("song")
        verbose_name_plural = _("songs")
        # What the search's index does not know yet is asked for by it.
        indexes = (models.Index(fields=["changed"], name="song_by_change"),)
        constraints = (
            models.UniqueConstraint(fields=("source", "external_id"), name="song_once_a_source"),
            models.CheckConstraint(
                condition=Q(energy__gte=0) & Q(energy__lte=1), name="song_energy_is_a_share"
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.uuid)

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and keep the key whole.

        SQLite before 3.41 returns a new row's key as a float where, as here, the table's first
        columns are floats; the admin would then lead to ".../song/10000.0/change/".
        """
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        self.pk = int(self.pk)

    @property
    def title(self) -> str:
        """Return the title in the active language."""
        names = [row for row in self.names.all() if row.kind == NameKind.TITLE]
        return pick_text({row.language: row.text for row in names})

    def get_absolute_url(self) -> str:
        """Return the song's page."""
        return reverse("song", args=[self.uuid])

    @property
    def artist_line(self) -> str:
        """Return the artists' names in the active language, joined."""
        return ", ".join(artist.name for artist in self.artists.all())

    @property
    def source_note(self) -> str:
        """Return what is said about the song in the active language."""
        return pick_text({"en": self.source_note_en, "ko": self.source_note_ko})

    @property
    def audio_path(self) -> Path | None:
        """Return the file that plays, None for a song that streams from elsewhere."""
        if self.audio:
            return Path(self.audio.path)
        if self.path.startswith("starter:"):
            return Path(settings.STARTER_DIR) / self.path.removeprefix("starter:")
        return Path(self.path) if self.path else None


class SongName(NameRow):
    """A title of a song."""

    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints = (
            models.UniqueConstraint(
                fields=("song", "language", "kind", "text"), name="song_name_once"
            ),
        )


class SongArtist(models.Model):
    """An artist's part in a song; position 0 is the main artist."""

    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="artist_rows")
    artist = models.ForeignKey(Artist, on_delete=models.CASCADE, related_name="song_rows")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("song", "artist"), name="song_artist_once"),)

    def __str__(self) -> str:
        return str(self.artist)


class SongTag(models.Model):
    """How much a tag fits a song."""

    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="tag_rows")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="song_rows")
    weight = models.FloatField(default=1.0, validators=UNIT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("song", "tag"), name="song_tag_once"),)

    def __str__(self) -> str:
        return str(self.tag)


class MoodEvidence(MoodColumns):
    """One source's word on a song's mood; the song's six columns are made from all of them."""

    class Kind(models.TextChoices):
        """Where evidence comes from."""

        CURATOR = "curator", _("Curator")
        TAGS = "tags", _("Tags")
        LYRICS = "lyrics", _("Lyrics")
        SOUND = "sound", _("Sound")
        SPREAD = "spread", _("Similar songs")

    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    weight = models.FloatField(default=1.0, validators=[MinValueValidator(0.0)])
    details = models.JSONField(
        default=dict, blank=True, editable=False,
        help_text="What it was read from (recommender.catalogue.lyrics_evidence).",
    )  # fmt: skip
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mood evidence")
        verbose_name_plural = _("mood evidence")
        constraints = (models.UniqueConstraint(fields=("song", "kind"), name="evidence_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"
