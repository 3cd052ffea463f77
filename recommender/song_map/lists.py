"""Make a list of a region of the map."""

from collections.abc import Sequence

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from emotion.moods import Mood
from mlfym.accounts.models import Listener
from recommender.engine.base import Query
from recommender.engine.mixer import Mixed
from recommender.engine.order import smooth_order
from recommender.engine.refine import Target
from recommender.engine.snapshot import Snapshot
from recommender.mixing import NothingToPlay, Stage
from recommender.models import Playlist
from recommender.services import Origin, playlist_store
from recommender.titles import map_titles

# Some three hours of music. Of a larger region the list takes songs from all over it.
LONGEST = 50
# What the list is refined by later: songs of the region, as few as the engines listen to.
SEEDS = 12
SEED = 20


def playlist_from_region(*, listener: Listener, song_ids: Sequence[int]) -> Playlist:
    """Make a list of songs that a listener drew around: LONGEST at most, without jumps in energy.

    Disliked songs and copies are left out. NothingToPlay if nothing is left.
    """
    stage = Stage.now(listener)
    rows = playing_rows(stage, song_ids)
    if not len(rows):
        raise NothingToPlay
    chosen = ordered(stage.snapshot, rows[evenly(len(rows), LONGEST)])
    mood = Mood(stage.snapshot.mood[chosen].astype(np.float64).mean(axis=0))
    ids = [int(song) for song in stage.snapshot.song_ids[chosen]]
    target = Target(query=Query(seeds=tuple(ids[:SEEDS]), mood=mood))
    mixed = [Mixed(song, 1.0, {"map": 1.0}) for song in ids]
    with transaction.atomic():
        return playlist_store(listener, target, mixed, map_titles(), Origin(), stage)


def playing_rows(stage: Stage, song_ids: Sequence[int]) -> NDArray[np.int64]:
    """Return the rows of the songs that may play, each once, of copies the first."""
    snapshot = stage.snapshot
    rows = np.unique(snapshot.known_rows([song for song in song_ids if song < 2**63]))
    disliked = np.array(sorted(stage.taste.dislikes), dtype=np.int64)
    rows = rows[snapshot.available[rows] & ~np.isin(snapshot.song_ids[rows], disliked)]
    return rows[np.sort(np.unique(snapshot.duplicate_keys[rows], return_index=True)[1])]


def evenly(n: int, most: int) -> NDArray[np.int64]:
    """Return which of n songs are taken: all, or `most` by a lot that falls the same each time."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng(SEED).permutation(n)[:most])


def ordered(snapshot: Snapshot, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return rows in playing order; the one that is most like all of them comes first."""
    moods = snapshot.mood[rows]
    first = int((moods @ moods.mean(axis=0) / np.linalg.norm(moods, axis=1)).argmax())
    return rows[smooth_order(snapshot.energy[rows], first)]
