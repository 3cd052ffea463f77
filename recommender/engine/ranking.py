"""Cut scores down to a ranking, the same way in every engine."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Ranking, no_songs
from recommender.engine.corpus import rows_of


def best(
    song_ids: NDArray[np.int64],
    scores: NDArray[np.float32],
    n: int,
    exclude: Collection[int] = (),
) -> Ranking:
    """Return the `n` best songs outside `exclude`, best first, equal scores by ascending id.

    `song_ids` (m,) ascends; `scores` (m,) is of the same order; -inf means "never". Only the
    head is sorted, so that a million scores cost one partition. ValueError if `n` is negative.
    """
    if n < 0:
        raise ValueError(f"cannot rank {n} songs")
    allowed = np.isfinite(scores)
    rows = rows_of(song_ids, np.fromiter(exclude, dtype=np.int64))
    allowed[rows[rows >= 0]] = False
    candidates = np.flatnonzero(allowed)
    if n == 0 or len(candidates) == 0:
        return no_songs()
    values = scores[candidates]
    if n < len(values):
        # Everything that ties with the n-th stays in, so that the ids decide, not the partition.
        bar = np.partition(values, len(values) - n)[len(values) - n]
        candidates = candidates[values >= bar]
        values = scores[candidates]
    order = np.argsort(-values, kind="stable")[:n]
    # Plain arrays, also where the model's own are memory-mapped.
    return np.array(song_ids[candidates[order]]), np.array(values[order], dtype=np.float32)


def merge(rankings: Sequence[Ranking], n: int) -> Ranking:
    """Return the `n` best of several rankings over different songs, on one scale of scores."""
    if len(rankings) == 1:
        return rankings[0]
    song_ids = np.concatenate([ids for ids, _ in rankings])
    scores = np.concatenate([scores for _, scores in rankings])
    order = np.lexsort((song_ids, -scores))[:n]
    return song_ids[order], scores[order]
