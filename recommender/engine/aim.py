"""Where the list should go: a target in valence, arousal, energy and familiarity, and tags."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from recommender.engine.base import Ranking, no_songs
from recommender.engine.ranking import best
from recommender.engine.snapshot import Snapshot

# A difference that is plainly heard, by dimension: valence and arousal run -1..1, the others
# 0..1. It makes distances in different dimensions worth the same.
PLAIN_STEP = {"valence": 0.4, "arousal": 0.4, "energy": 0.2, "familiar": 0.5}

# A fully matching tag outweighs two plain steps: who says "studying" means it.
TAG_PULL = 2.0


@dataclass(frozen=True)
class Aim:
    """A point to steer to; None in a dimension leaves it to the engines.

    A target may lie outside the range of the songs ("livelier" said twice): then the songs at
    that end come first.
    """

    valence: float | None = None
    arousal: float | None = None
    energy: float | None = None
    familiar: float | None = None

    def set(self) -> dict[str, float]:
        """The dimensions that are aimed at, with their targets."""
        return {name: value for name, value in asdict(self).items() if value is not None}


DIMENSIONS = tuple(field.name for field in fields(Aim))


def centre(snapshot: Snapshot, song_ids: Iterable[int]) -> Aim:
    """The mean of these songs in every dimension: what the listener hears now.

    Songs that are not in the catalogue are left out; of no songs at all, it is the catalogue's.
    """
    rows = snapshot.known_rows(song_ids)
    if len(rows) == 0:
        rows = np.arange(len(snapshot))
    if len(rows) == 0:
        return Aim()
    return Aim(**{name: float(getattr(snapshot, name)[rows].mean()) for name in DIMENSIONS})


def aim_ranking(
    snapshot: Snapshot, aim: Aim, tags: Mapping[str, float], n: int, pool: Iterable[int]
) -> Ranking:
    """Rank the songs of `pool` by closeness to the aim and by match with the tags.

    score = TAG_PULL x sum of (tag asked x tag of the song) - sum of |song - target| / PLAIN_STEP.
    Only the pool is ranked, so that in a large catalogue the aim chooses among songs that an
    engine stands for. Empty when nothing is aimed at and no tag is asked for.
    """
    rows = np.unique(snapshot.known_rows(pool))
    targets: dict[str, Any] = aim.set()
    if len(rows) == 0 or not (targets or tags):
        return no_songs()
    scores = TAG_PULL * snapshot.tag_match(tags.items(), rows)
    for name, target in targets.items():
        distance = np.abs(getattr(snapshot, name)[rows] - np.float32(target))
        scores = scores - distance / np.float32(PLAIN_STEP[name])
    return best(snapshot.song_ids[rows], scores.astype(np.float32), n)
