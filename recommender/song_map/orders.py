"""The orders of the map's table: by the map itself, by what songs are, by what they are called."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import get_language
from numpy.typing import NDArray

from recommender.engine.corpus import rows_of
from recommender.models import ArtistName, SongName
from recommender.models.names import NameKind, normalise_name, pick_text
from recommender.snapshots import BATCH
from recommender.song_map.points import Points

# Songs without a name come after those with one.
LAST = "\uffff"
# Names that take longer than so many seconds to read are read again only after so many times that:
# while songs come in every minute, a public page must not do this all day long.
SLOW, RESTS = 0.5, 30

Order = NDArray[np.int64]

_lock = threading.Lock()


@dataclass(frozen=True)
class Named:
    """Songs in the order of their names; seconds: what it took to read, at: when (monotonic)."""

    song_ids: NDArray[np.int64]
    seconds: float
    at: float

    def rests(self) -> bool:
        """Say whether it is too soon to read the names again."""
        return self.seconds > SLOW and time.monotonic() - self.at < RESTS * self.seconds

    def of(self, points: Points) -> Order:
        """Return the order of another map's rows: songs that came since stand at the end."""
        rows = rows_of(points.columns.song_ids, self.song_ids)
        there = rows[rows >= 0]
        return np.concatenate([there, np.setdiff1d(np.arange(len(points)), there)])


# By column and language: the songs as they were last ordered by name.
_named: dict[tuple[str, str], Named] = {}


def order_of(points: Points, sort: str, *, down: bool) -> Order:
    """Return the rows of the map in the order of a column of the table, kept with the map."""
    kept: dict[tuple[str, str], Order] = points.__dict__.setdefault("orders", {})
    key = (sort, get_language() or "en")
    order = kept.get(key)
    if order is None and sort in NAMES:
        order = by_name(points, key, kept)
    elif order is None:
        order = kept[key] = ORDERS[sort](points)
    return order[::-1] if down else order


def by_name(points: Points, key: tuple[str, str], kept: dict[tuple[str, str], Order]) -> Order:
    """Return the rows in the order of names, which one request at a time reads.

    Others go on with the order before; only where there is none do they wait.
    """
    former = _named.get(key)
    if former is not None and former.rests():
        return former.of(points)
    if not _lock.acquire(blocking=former is None) and former is not None:
        return former.of(points)
    try:
        if key not in kept:
            began = time.monotonic()
            order = ORDERS[key[0]](points)
            now = time.monotonic()
            _named[key] = Named(points.columns.song_ids[order], now - began, now)
            kept[key] = order
        return kept[key]
    finally:
        _lock.release()


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


NAMES = ("title", "artist")
ORDERS: Mapping[str, Callable[[Points], Order]] = {
    "title": by_title,
    "artist": by_artist,
    "mood": lambda points: np.lexsort((-points.columns.share.astype(int), points.columns.mood)),
    "genre": lambda points: np.argsort(points.columns.genre, kind="stable"),
    "era": lambda points: np.argsort(points.columns.era, kind="stable"),
    "place": by_place,
}
