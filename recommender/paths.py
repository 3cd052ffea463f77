"""Paths: lists that go from one song to another, step by step in sound and mood."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from mlfym.accounts.models import Listener
from recommender.engine.mixer import Mixed
from recommender.engine.path import find_path, near_line
from recommender.engine.snapshot import Snapshot
from recommender.map_vectors import Vectors, engine_block, scaled, song_vectors, sources
from recommender.mixing import NothingToPlay, Stage
from recommender.models import Playlist, Song
from recommender.similar_lists import playlist_of
from recommender.titles import path_titles

SHORTEST, LONGEST, USUAL = 3, 25, 8
# Songs whose tags, too, are compared; they are the ones nearest to the straight way in all else.
LOOKED_AT = 300
# What valence, arousal and energy weigh beside what `map_vectors` knows of songs, which weighs 1.
AFFECT = 0.7


def playlist_path(*, listener: Listener, start: Song, end: Song, n: int = USUAL) -> Playlist:
    """Make a list of `n` songs from one song to another, fewer where the catalogue has fewer.

    Disliked songs stand at its ends alone. NothingToPlay where neither of the two plays.
    """
    stage = Stage.now(listener)
    ids = path_between(stage, start.pk, end.pk, n)
    ends = {start.pk: {"path_start": 1.0}, end.pk: {"path_end": 1.0}}
    songs = [Mixed(song, 1.0, ends.get(song, {"path": 1.0})) for song in ids]
    seeds = tuple(dict.fromkeys((start.pk, end.pk)))
    return playlist_of(listener, songs, seeds, path_titles(start, end), stage)


def path_between(stage: Stage, start: int, end: int, n: int) -> list[int]:
    """Return the songs of a path. NothingToPlay where the catalogue does not know its ends."""
    snapshot = stage.snapshot
    rows = candidates(snapshot, start, end, stage.taste.dislikes)
    ids = snapshot.song_ids[rows].tolist()
    if start not in ids or end not in ids:
        raise NothingToPlay
    coarse = whereabouts(stage, rows)
    first, last = ids.index(start), ids.index(end)
    near = near_line(coarse, first, last, LOOKED_AT)
    rows = np.unique(np.concatenate([rows[near], rows[[first, last]]]))
    ids = snapshot.song_ids[rows].tolist()
    points = np.hstack([song_vectors(snapshot, rows, stage.engines), affect(snapshot, rows)])
    found = find_path(points, ids.index(start), ids.index(end), n, snapshot.artist_ids[rows])
    return [int(ids[place]) for place in found]


def candidates(
    snapshot: Snapshot, start: int, end: int, dislikes: Collection[int]
) -> NDArray[np.int64]:
    """Return the rows of songs that may stand in a path, one of each title and artist, ascending.

    The two ends are among them if they play, whatever the listener thinks of them.
    """
    ends = snapshot.known_rows(dict.fromkeys((start, end)))
    away = np.fromiter(dislikes, dtype=np.int64, count=len(dislikes))
    may = snapshot.available & ~np.isin(snapshot.song_ids, away)
    may &= ~np.isin(snapshot.duplicate_keys, snapshot.duplicate_keys[ends])
    rows = np.flatnonzero(may)
    rows = rows[np.unique(snapshot.duplicate_keys[rows], return_index=True)[1]]
    return np.unique(np.concatenate([rows, ends[snapshot.available[ends]]]))


def whereabouts(stage: Stage, rows: NDArray[np.int64]) -> Vectors:
    """Return where songs lie by all that costs little with many of them: (r, d)."""
    ids = stage.snapshot.song_ids[rows]
    blocks = [
        scaled(engine_block(stage.engines[name], ids), 1.0) for name in sources(stage.engines)
    ]
    return np.hstack(
        [*blocks, scaled(stage.snapshot.mood[rows], 1.0), affect(stage.snapshot, rows)]
    )


def affect(snapshot: Snapshot, rows: NDArray[np.int64]) -> Vectors:
    """Return valence, arousal and energy, (r, 3), in the scale of the other blocks."""
    block = np.stack(
        [snapshot.valence[rows], snapshot.arousal[rows], 2 * snapshot.energy[rows] - 1]
    )
    centred = block.T - block.T.mean(axis=0) if len(rows) else block.T
    return scaled(np.asarray(centred, dtype=np.float32), AFFECT)
