"""Which rows of the indexes play now: songs that do, and artists and tags that bear one.

An index holds every song, and a song that comes to play or ceases to does not change it: of a
folder that was moved, or a catalogue that came without sound, nearly all may be silent. So what
plays is told by the catalogue in this process, and before an answer is cut to its length.
"""

import numpy as np
from numpy.typing import NDArray

from recommender.engine.snapshot import Snapshot
from recommender.search.fresh import Shelf
from recommender.search.index import ARTIST, ARTISTS, SONGS, TAG, TAGS, Index

# (rows of an index,) bool
Rows = NDArray[np.bool_]

_kept: tuple[Shelf, Snapshot, tuple[Rows | None, Rows | None]] | None = None


def playing(shelf: Shelf, snapshot: Snapshot) -> tuple[Rows | None, Rows | None]:
    """Return which rows play of the large index, less those that are old, and of the small one.

    Worked out once for each state of the catalogue.
    """
    global _kept
    kept = _kept
    if kept is not None and kept[0] is shelf and kept[1] is snapshot:
        return kept[2]
    large = small = None
    if shelf.main is not None:
        large = songs_that_play(shelf.main, snapshot, unknown=False)
        large[shelf.old[SONGS]] = False
        bear(shelf.main, large)
    if shelf.fresh is not None:
        # A song of the last second may not be in the catalogue yet; the database is asked, too.
        small = songs_that_play(shelf.fresh, snapshot, unknown=True)
        bear(shelf.fresh, small)
    if shelf.main is not None and large is not None:
        if shelf.fresh is not None and small is not None:
            bear_elsewhere(shelf.fresh, small, shelf.main, large)
        for rows in shelf.old:
            large[rows] = False
    _kept = shelf, snapshot, (large, small)
    return large, small


def songs_that_play(index: Index, snapshot: Snapshot, *, unknown: bool) -> Rows:
    """Return which rows are songs that play; `unknown`: whether one does that is not known."""
    bearers = index.bearers
    plays = np.zeros(len(bearers.ids), dtype=np.bool_)
    # By ascending key: looked up in any other order a million take ten times as long.
    order = np.asarray(bearers.by_id[: len(index)])
    places = snapshot.rows(bearers.ids[order])
    known = places >= 0
    plays[order[known]] = snapshot.available[places[known]]
    plays[order[~known]] = unknown
    return plays


def bear(index: Index, plays: Rows) -> None:
    """Let artists and tags play that bear a song that does, by the songs' rows of `plays`."""
    names = index.names
    starts = np.asarray(names.starts[:-1])
    if not len(starts):
        return
    bearing = np.logical_or.reduceat(plays[names.rows], starts)
    bearing &= (names.fields == ARTIST) | (names.fields == TAG)
    # The first of those that have the name is the artist or the tag itself.
    plays[names.rows[starts[bearing]]] = True


def bear_elsewhere(index: Index, plays: Rows, other: Index, others: Rows) -> None:
    """Let artists and tags of one index play that bear a song that does in the other."""
    for kind in (ARTISTS, TAGS):
        first, last = index.bearers.bounds(kind)
        rows = other.bearers.rows_of(kind, np.asarray(index.bearers.ids[first:last]))
        known = np.flatnonzero(rows >= 0)
        plays[first + known] |= others[rows[known]]
