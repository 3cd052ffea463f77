"""What the map's page is told of songs that are looked at, and of the words it says."""

from collections.abc import Sequence
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from recommender.covers import cover_of
from recommender.likes_showing import PageEntry, queue_of_rows
from recommender.models import Song
from recommender.song_map.points import Points
from recommender.song_map.table import TableRow
from recommender.song_map.words import era_labels, genre_labels, genre_words, mood_labels


class Pick(TypedDict):
    """A song that was picked on the map; entry: what the player plays."""

    id: int
    mood: str
    genre: str
    year: int | None
    page: str
    entry: PageEntry


def picks_of(points: Points, songs: Sequence[Song]) -> list[Pick]:
    """Return what the map says of songs, in their order."""
    rows = [TableRow(song, cover_of(song), "", "", ()) for song in songs]
    genres = genre_words(points, [song.pk for song in songs])
    entries = queue_of_rows(rows, reverse("map"))
    return [
        Pick(
            id=row.song.pk,
            mood=row.mood,
            genre=genres.get(row.song.pk, ""),
            year=row.song.year,
            page=row.song.get_absolute_url(),
            entry=entry,
        )
        for row, entry in zip(rows, entries, strict=True)
    ]


def page_words(points: Points) -> dict[str, object]:
    """Return what the script of the map says, and what the kinds of songs are called."""
    return {
        "mood": mood_labels(),
        "genre": genre_labels(points.columns.genres),
        "era": era_labels(points.columns.eras),
        "says": phrases(),
    }


def phrases() -> dict[str, str]:
    """Return the sentences that the script fills in."""
    return {
        "song": _("{title}, {artist}. {mood}."),
        "untitled": _("A song without a title"),
        "found": _("{n} songs in the region."),
        "found_one": _("1 song in the region."),
        "found_none": _("No song is in the region. Draw a larger one."),
        "count": _("{n} songs"),
        "one": _("1 song"),
        "make": _("Make a list"),
        "make_some": _("Make a list of 50"),
        "kind": _("{label}, {n} songs"),
        "end": _("No song further on in this direction."),
        "draw": _("Draw around songs with one finger or the mouse."),
        "away": _("The map could not be loaded. Please try again in a moment."),
    }
