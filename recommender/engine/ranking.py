"""Cut scores down to a ranking, the same way in every engine."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Ranking, no_songs
from recommender.engine.corpus import rows_of

# Scores in a block, of which only the highest is looked at first.
BLOCK = 64


def best(
    song_ids: NDArray[np.int64],
    scores: NDArray[np.float32],
    n: int,
    exclude: Collection[int] = (),
) -> Ranking:
    """Return the `n` best songs outside `exclude`, best first, equal scores by ascending id.

    `song_ids` (m,) ascends; `scores` (m,) is of the same order; -inf means "never". Only the
    head is sorted (`head`). ValueError if `n` is negative.
    """
    if n < 0:
        raise ValueError(f"cannot rank {n} songs")
    rows = rows_of(song_ids, np.fromiter(exclude, dtype=np.int64))
    banned = np.unique(rows[rows >= 0])
    # As many more as are banned, so that n are left when those are taken out.
    candidates = head(scores, n + len(banned))
    if len(banned):
        candidates = candidates[~np.isin(candidates, banned, assume_unique=True)]
    values = scores[candidates]
    order = np.argsort(-values, kind="stable")[:n]
    if len(order) == 0:
        return no_songs()
    # Plain arrays, also where the model's own are memory-mapped.
    return np.array(song_ids[candidates[order]]), np.array(values[order], dtype=np.float32)


def head(scores: NDArray[np.float32], n: int) -> NDArray[np.int64]:
    """Return the rows of the `n` highest finite scores and of what ties with the n-th, ascending.

    What ties stays in, so that the ids decide and not the partition. In a long array the n-th
    highest of the blocks' maxima is a bar that at least n scores reach and few others: finding
    it reads the scores once, where a partition of them all takes ten times as long.
    """
    finite = np.isfinite(scores)
    if not finite.all():
        rows = np.flatnonzero(finite)
        return rows[head(scores[rows], n)]
    blocks = len(scores) // BLOCK
    if n <= blocks // 2:
        tops = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
        rows = np.flatnonzero(scores >= _nth_highest(tops, n))
    else:
        rows = np.arange(len(scores))
    values = scores[rows]
    return rows[values >= _nth_highest(values, n)]


def _nth_highest(values: NDArray[np.float32], n: int) -> np.float32:
    """The n-th highest value; what no value reaches if n is 0, what all do if there are fewer."""
    if n == 0:
        return np.float32(np.inf)
    if n > len(values):
        return np.float32(-np.inf)
    return np.float32(np.partition(values, len(values) - n)[len(values) - n])


def merge(rankings: Sequence[Ranking], n: int) -> Ranking:
    """Return the `n` best of several rankings over different songs, on one scale of scores."""
    if len(rankings) == 1:
        return rankings[0]
    song_ids = np.concatenate([ids for ids, _ in rankings])
    scores = np.concatenate([scores for _, scores in rankings])
    order = np.lexsort((song_ids, -scores))[:n]
    return song_ids[order], scores[order]
