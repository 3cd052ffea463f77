"""The head of the scores is what a full sort would put first, in short arrays and in long ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.engine.ranking import BLOCK, best, head, merge

NEVER = (-np.inf, np.nan, np.inf)


def sorted_through(ids, scores, n, exclude):
    """The plain way: sort everything by score and id."""
    rows = [row for row in range(len(ids)) if np.isfinite(scores[row]) and ids[row] not in exclude]
    return [int(ids[row]) for row in sorted(rows, key=lambda row: (-scores[row], ids[row]))[:n]]


@given(
    seed=st.integers(0, 2**32 - 1),
    songs=st.integers(0, 12 * BLOCK),
    n=st.integers(0, 40),
    levels=st.sampled_from([2, 30, 10**6]),
    never=st.sampled_from([0.0, 0.3, 1.0]),
    banned=st.integers(0, 20),
)
def test_as_a_full_sort(seed, songs, n, levels, never, banned):
    rng = np.random.default_rng(seed)
    ids = np.cumsum(rng.integers(1, 4, songs))
    scores = rng.integers(0, levels, songs).astype(np.float32)
    out = rng.random(songs) < never
    scores[out] = rng.choice(NEVER, out.sum())
    exclude = {int(one) for one in rng.choice(ids, banned)} if songs else {5}
    found, values = best(ids, scores, n, exclude)
    assert found.tolist() == sorted_through(ids, scores, n, exclude)
    assert values.tolist() == scores[np.searchsorted(ids, found)].tolist()


def test_what_ties_with_the_last_stays_in_the_head():
    scores = np.zeros(10 * BLOCK, dtype=np.float32)
    scores[[7, 300]] = 1
    assert head(scores, 2).tolist() == [7, 300]
    assert len(head(scores, 3)) == len(scores)
    assert len(head(scores, 0)) == 0


def test_a_negative_number_of_songs():
    with pytest.raises(ValueError, match="-1"):
        best(np.arange(3), np.zeros(3, dtype=np.float32), -1)


def test_merging_keeps_scores_in_order_and_ties_by_id():
    one = np.array([5, 9]), np.array([2.0, 1.0], dtype=np.float32)
    other = np.array([3, 4]), np.array([2.0, 0.5], dtype=np.float32)
    ids, scores = merge([one, other], 3)
    assert ids.tolist() == [3, 5, 9]
    assert scores.tolist() == [2.0, 2.0, 1.0]
