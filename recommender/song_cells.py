"""What the cells of a song table say: names, artists, tags and moods, read and written."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from emotion.moods import MOODS, Mood
from recommender.models import Artist, ArtistName, Song, SongArtist, SongName, SongTag, Tag
from recommender.models.names import NameKind, normalise_name

SEPARATOR = "|"
LANGUAGES = ("en", "ko")
# A share with more digits than this says nothing, and would differ by rounding alone.
DIGITS = 4


def title_cell(song: Song, language: str) -> str:
    """Return a song's title in one language."""
    names = song.names.filter(language=language, kind=NameKind.TITLE).order_by("pk")
    return names.values_list("text", flat=True).first() or ""


def artists_cell(song: Song) -> str:
    """Return the artists' names, the main artist first."""
    rows = song.artist_rows.order_by("position").prefetch_related("artist__names")
    return f" {SEPARATOR} ".join(row.artist.name for row in rows)


def tags_cell(song: Song) -> str:
    """Return the tags as ``slug:weight``."""
    rows = song.tag_rows.order_by("tag__slug").values_list("tag__slug", "weight")
    return f" {SEPARATOR} ".join(f"{slug}:{weight:.{DIGITS}g}" for slug, weight in rows)


def mood_cell(song: Song, mood: str) -> str:
    """Return one share of the mood; empty where none is known."""
    return f"{getattr(song, mood):.{DIGITS}g}" if song.mood else ""


def parts(cell: Any) -> list[str]:
    """Return what stands between the bars of a cell."""
    return [part.strip() for part in str(cell or "").split(SEPARATOR) if part.strip()]


def read_tags(cell: Any) -> dict[str, float]:
    """Return weights 0..1 by slug; ValidationError names what is wrong."""
    weights: dict[str, float] = {}
    for part in parts(cell):
        slug, _colon, weight = part.partition(":")
        weights[slug.strip()] = share(weight or "1", part)
    known = set(Tag.objects.filter(slug__in=list(weights)).values_list("slug", flat=True))
    for slug in weights:
        if slug not in known:
            raise ValidationError(_("There is no tag “%(name)s”.") % {"name": slug})
    return weights


def read_mood(row: Mapping[str, Any]) -> Mood | None:
    """Return the mood in a row, brought to a sum of 1; None where its cells are empty."""
    shares = [share(row.get(name) or 0, name) for name in MOODS]
    total = sum(shares)
    return Mood([value / total for value in shares]) if total > 0 else None


def share(cell: Any, what: str) -> float:
    """Return a number 0..1; ValidationError where the cell holds anything else."""
    try:
        value = float(cell)
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        raise ValidationError(_("“%(what)s” must be a number from 0 to 1.") % {"what": what})
    return value


def write_title(song: Song, language: str, text: str) -> None:
    """Set a song's title in one language; an empty one is taken away."""
    names = SongName.objects.filter(song=song, language=language, kind=NameKind.TITLE)
    if names.filter(text=text).exists():
        return
    names.delete()
    if text:
        SongName.objects.create(song=song, language=language, kind=NameKind.TITLE, text=text)


def write_artists(song: Song, names: list[str]) -> None:
    """Set a song's artists by name, in any language; one that is not known is added."""
    artists = list(dict.fromkeys(artist_named(song, name) for name in names))
    SongArtist.objects.filter(song=song).exclude(artist__in=artists).delete()
    for position, artist in enumerate(artists):
        SongArtist.objects.update_or_create(
            song=song, artist=artist, defaults={"position": position}
        )


def artist_named(song: Song, name: str) -> Artist:
    """Return the artist of a name: one of the song's own first, else the oldest, else a new one."""
    rows = ArtistName.objects.filter(normalised=normalise_name(name)).order_by("artist_id")
    found = rows.filter(artist__songs=song).first() or rows.first()
    if found is not None:
        return found.artist
    artist = Artist.objects.create()
    ArtistName.objects.create(artist=artist, text=name)
    return artist


def write_tags(song: Song, weights: Mapping[str, float]) -> None:
    """Set a song's tags."""
    keys = dict(Tag.objects.filter(slug__in=list(weights)).values_list("slug", "pk"))
    SongTag.objects.filter(song=song).exclude(tag__in=keys.values()).delete()
    for slug, weight in weights.items():
        SongTag.objects.update_or_create(song=song, tag_id=keys[slug], defaults={"weight": weight})
