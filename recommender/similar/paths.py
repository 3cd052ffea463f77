"""Paths: lists that go from one song to another, step by step in sound and mood."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from recommender.engine.mixer import Mixed
from recommender.engine.path import find_path, nearest, off
from recommender.engine.snapshot import Snapshot
from recommender.mixing import NothingToPlay, Stage
from recommender.models import Playlist, Song
from recommender.similar.lists import playlist_of
from recommender.song_map.vectors import Placing, Vectors, scaled, song_vectors, sources
from recommender.titles import path_titles

SHORTEST, LONGEST, USUAL = 3, 25, 8
# Songs whose tags, too, are compared; they are the ones nearest to the straight way in all else.
LOOKED_AT = 300
# What an even mood, which stands for an unknown one, may differ by for its rounding.
UNEVEN = 1e-6
# So many songs are placed at a time: some 20 MB.
BLOCK = 50_000
# What valence, arousal and energy weigh beside what the map knows of songs, which weighs 1.
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
    ends = snapshot.known_rows([start, end])
    places = np.searchsorted(rows, ends)
    if len(ends) < 2 or not np.isin(ends, rows).all():
        raise NothingToPlay
    near = nearest(off_line(stage, rows, *places.tolist()), places, LOOKED_AT)
    rows = np.unique(np.concatenate([rows[near], ends]))
    first, last = np.searchsorted(rows, ends).tolist()
    points = np.hstack([song_vectors(snapshot, rows, stage.engines), affect(snapshot, rows)])
    found = find_path(points, first, last, n, snapshot.artist_ids[rows])
    return [int(song) for song in snapshot.song_ids[rows[found]]]


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
    rows = of_known_mood(snapshot, rows, ends)
    return np.unique(np.concatenate([rows, ends[snapshot.available[ends]]]))


def of_known_mood(
    snapshot: Snapshot, rows: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the rows whose mood is known, if both ends' is and enough songs are left.

    A song of no known mood lies in the middle of all moods, and would pass for a step between any
    two. Where the ends tell no mood, there is none to go along.
    """
    told = np.zeros(len(snapshot), dtype=np.bool_)
    for share in snapshot.mood.T:  # By columns: along rows of six it takes ten times as long.
        told |= np.abs(share - 1 / len(MOODS)) > UNEVEN
    known = rows[told[rows]]
    return known if told[ends].all() and len(known) >= LOOKED_AT else rows


def off_line(stage: Stage, rows: NDArray[np.int64], first: int, last: int) -> Vectors:
    """Return how far songs lie from the straight way between two of them: (r,).

    By all that costs little with many songs, and BLOCK songs at a time: where all of a large
    catalogue lie would fill the memory.
    """
    snapshot = stage.snapshot
    engines = [stage.engines[name] for name in sources(stage.engines)]
    placing = [engine for engine in engines if isinstance(engine, Placing)]
    fields = [field_of(engine, snapshot.song_ids[rows]) for engine in placing]
    plain = np.hstack([scaled(snapshot.mood[rows], 1.0), affect(snapshot, rows)])

    def lie(at: NDArray[np.int64]) -> Vectors:
        known = [field.of(snapshot.song_ids[rows[at]]) for field in fields]
        return np.hstack([*known, plain[at]])

    start, end = lie(np.array([first, last]))
    return np.concatenate([off(lie(at), start, end) for at in blocks(np.arange(len(rows)))])


@dataclass(frozen=True)
class Field:
    """An engine's space, centred and scaled as the map does it with all songs at once."""

    engine: Placing
    middle: Vectors
    factor: np.float32 = np.float32(1)

    def of(self, song_ids: NDArray[np.int64]) -> Vectors:
        """Return where songs lie, (s, d); zeros for one that the engine does not know."""
        vectors = self.engine.vectors_of(song_ids)
        known = np.asarray(vectors.any(axis=1))
        return np.asarray((vectors - self.middle) * known[:, None] * self.factor, dtype=np.float32)


def field_of(engine: Placing, song_ids: NDArray[np.int64]) -> Field:
    """Measure an engine's space by these songs: its middle, and how far from it they lie."""
    total, known = np.float64(0), 0
    for part in blocks(song_ids):
        vectors = engine.vectors_of(part)
        total = total + vectors.sum(axis=0, dtype=np.float64)
        known += int(vectors.any(axis=1).sum())
    field = Field(engine, np.asarray(total / max(known, 1), dtype=np.float32))
    lengths = np.concatenate([np.linalg.norm(field.of(part), axis=1) for part in blocks(song_ids)])
    told = lengths[lengths > 0]
    return replace(field, factor=np.float32(1 / told.mean())) if len(told) else field


def blocks(array: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield an array in parts of BLOCK."""
    return (array[at : at + BLOCK] for at in range(0, len(array), BLOCK))


def affect(snapshot: Snapshot, rows: NDArray[np.int64]) -> Vectors:
    """Return valence, arousal and energy, (r, 3), in the scale of the other blocks."""
    block = np.stack(
        [snapshot.valence[rows], snapshot.arousal[rows], 2 * snapshot.energy[rows] - 1]
    )
    centred = block.T - block.T.mean(axis=0) if len(rows) else block.T
    return scaled(np.asarray(centred, dtype=np.float32), AFFECT)
