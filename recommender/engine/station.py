"""An endless list: what comes next after a song, by what was kept and what was skipped so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Engine
from recommender.engine.similar import Likeness, in_mood, similar_songs
from recommender.engine.snapshot import Snapshot

# All that was kept weighs as much as the song that the station began with, so that it goes where
# the listener does and stays near where it began; what was left out weighs half as much.
KEPT_IN_ALL = 1.0
LEFT_IN_ALL = 0.5
# So many of the latest words count: who listens for hours has long been elsewhere.
LATEST = 20


@dataclass(frozen=True)
class SoFar:
    """How a station went so far.

    there: the songs in it, which never come again, nor their copies. said: how much each was
    liked, -1..1, the latest last. never: songs that may not come at all. later: songs that come
    only where nothing else is left (just heard elsewhere, or skipped of late).
    """

    there: Collection[int] = ()
    said: Mapping[int, float] = field(default_factory=dict)
    never: Collection[int] = ()
    later: Collection[int] = ()


def next_songs(
    seed: int,
    so_far: SoFar,
    engines: Mapping[str, Engine],
    snapshot: Snapshot,
    n: int = 10,
    lean: float = 0.5,
) -> list[Likeness]:
    """Return the next `n` songs of a station; fewer, and in the end none, where no more are left.

    First what is like the seed and what was kept; then, where the engines know no more, the rest
    of the catalogue, the nearest in mood first. ValueError as `similar_songs`.
    """
    seeds = steer(seed, so_far.said)
    found: list[Likeness] = []
    for waiting in (so_far.later, ()):
        out = banned(snapshot, so_far, found) | set(waiting)
        found += similar_songs(seeds, engines, snapshot, n - len(found), lean, out)
    out = banned(snapshot, so_far, found)
    return found + left_over(seeds, snapshot, out, n - len(found))


def steer(seed: int, said: Mapping[int, float]) -> dict[int, float]:
    """Return the weight of each song that the next ones should be like, or unlike."""
    latest = list(said.items())[-LATEST:]
    kept = {song: word for song, word in latest if word > 0 and song != seed}
    left = {song: word for song, word in latest if word < 0 and song != seed}
    return {**shared(kept, KEPT_IN_ALL), **shared(left, LEFT_IN_ALL), seed: 1.0}


def shared(words: Mapping[int, float], most: float) -> dict[int, float]:
    """Scale the words so that together they weigh `most` at most."""
    total = sum(abs(word) for word in words.values())
    factor = min(1.0, most / total) if total else 0.0
    return {song: word * factor for song, word in words.items()}


def banned(snapshot: Snapshot, so_far: SoFar, found: Sequence[Likeness]) -> set[int]:
    """Return what may not come: what is there, its copies, and what may never come."""
    there = {*so_far.there, *(likeness.song_id for likeness in found)}
    keys = snapshot.duplicate_keys[snapshot.known_rows(there)]
    copies = snapshot.song_ids[np.isin(snapshot.duplicate_keys, keys)]
    return there | set(copies.tolist()) | set(so_far.never)


def left_over(
    seeds: Mapping[int, float], snapshot: Snapshot, out: Collection[int], n: int
) -> list[Likeness]:
    """Return `n` songs that no engine named, the nearest in mood first; equal ones by id."""
    away = np.fromiter(out, dtype=np.int64, count=len(out))
    rows = np.flatnonzero(snapshot.available & ~np.isin(snapshot.song_ids, away))
    if n <= 0 or len(rows) == 0:
        return []
    near = in_mood(seeds, snapshot, snapshot.song_ids[rows])
    order = np.argsort(-near, kind="stable")
    chosen = first_copies(snapshot.duplicate_keys[rows[order]], n)
    return [
        Likeness(int(snapshot.song_ids[rows[place]]), float(near[place]), {"mood": 1.0})
        for place in order[chosen].tolist()
    ]


def first_copies(keys: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return the places of the first `n` keys that differ, ascending."""
    _, first = np.unique(keys, return_index=True)
    return np.sort(first)[:n]
