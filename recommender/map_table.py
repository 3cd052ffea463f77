"""The map as a table: which songs, in which order, and what stands near each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import get_language
from numpy.typing import NDArray

from emotion.moods import MOODS
from recommender.covers import cover_of
from recommender.map_points import Points
from recommender.map_words import genre_words
from recommender.models import ArtistName, Song, SongName
from recommender.models.names import NameKind, normalise_name, pick_text
from recommender.snapshots import BATCH

# The songs named as near: more would be read out for each row.
NEAR = 2
# Songs without a name come after those with one.
LAST = "\uffff"

Order = NDArray[np.int64]


@dataclass(frozen=True)
class TableRow:
    """A song of the map; near: what lies next to it."""

    song: Song
    cover: str
    genre: str
    era: str
    near: tuple[str, ...]

    @property
    def mood(self) -> str:
        """Return the song's leading mood."""
        return self.song.mood.top if self.song.mood else "neutral"


def order_of(points: Points, sort: str, *, down: bool) -> Order:
    """Return the rows of the map in the order of a column of the table, kept with the map."""
    kept: dict[tuple[str, str], Order] = points.__dict__.setdefault("orders", {})
    key = (sort, get_language() or "en")
    if key not in kept:
        kept[key] = ORDERS[sort](points)
    return kept[key][::-1] if down else kept[key]


def by_title(points: Points) -> Order:
    """Order by title in the active language."""
    names = SongName.objects.filter(kind=NameKind.TITLE).order_by("song_id")
    titles = dict(spoken(names, "song_id"))
    return by_text([titles.get(song, LAST) for song in points.columns.song_ids.tolist()])


def by_artist(points: Points) -> Order:
    """Order by the main artist's name in the active language."""
    names = dict(spoken(ArtistName.objects.order_by("artist_id"), "artist_id"))
    rows = points.snapshot.rows(points.columns.song_ids)
    artists = points.snapshot.artist_ids[rows].tolist()
    return by_text([names.get(artist, LAST) for artist in artists])


def spoken(names: QuerySet[Any, Any], owner: str) -> Iterator[tuple[int, str]]:
    """Yield each owner's name in the active language, as it is compared."""
    rows = names.values_list(owner, "language", "text").iterator(chunk_size=BATCH)
    for key, group in groupby(rows, key=itemgetter(0)):
        yield key, normalise_name(pick_text({language: text for _, language, text in group}))


def by_text(texts: Sequence[str]) -> Order:
    """Order by text; equal ones keep their places."""
    return np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.int64)


def by_place(points: Points) -> Order:
    """Order so that songs near on the map are near in the table: along Morton's Z (1966)."""
    grid = ((points.columns.places + 1) * 511.5).astype(np.int64)
    code = np.zeros(len(points), dtype=np.int64)
    for bit in range(10):
        code |= ((grid[:, 0] >> bit & 1) << 2 * bit) | ((grid[:, 1] >> bit & 1) << (2 * bit + 1))
    return np.argsort(code, kind="stable")


ORDERS: Mapping[str, Callable[[Points], Order]] = {
    "title": by_title,
    "artist": by_artist,
    "mood": lambda points: np.lexsort((-points.columns.share.astype(int), points.columns.mood)),
    "genre": lambda points: np.argsort(points.columns.genre, kind="stable"),
    "era": lambda points: np.argsort(points.columns.era, kind="stable"),
    "place": by_place,
}


def kept_by(points: Points, mood: str, genre: str | None, era: str | None) -> NDArray[np.bool_]:
    """Tell which rows of the map are of a mood ("" for any), a genre and an era (None for any)."""
    columns = points.columns
    kept = np.ones(len(points), dtype=np.bool_)
    if mood:
        kept &= columns.mood == MOODS.index(mood)
    if genre is not None:
        kept &= columns.genre == columns.genres.index(genre)
    if era is not None:
        kept &= columns.era == columns.eras.index(era)
    return kept


def rows_at(points: Points, at: Order, eras: Mapping[str, str]) -> list[TableRow]:
    """Return what the table shows of these rows of the map, in a fixed number of queries."""
    columns = points.columns
    near = points.near(at, NEAR)
    ids = columns.song_ids[at].tolist()
    genres = genre_words(points, ids)
    songs = Song.objects.for_display().in_bulk({*ids, *(song for of in near for song in of)})
    return [
        TableRow(
            song=songs[song],
            cover=cover_of(songs[song]),
            genre=genres.get(song, ""),
            era=eras[columns.eras[columns.era[row]]],
            near=tuple(songs[other].title for other in of if other in songs),
        )
        for row, song, of in zip(at.tolist(), ids, near, strict=True)
        if song in songs
    ]
