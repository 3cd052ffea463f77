"""Maximal marginal relevance: what it keeps, what it spreads, and what it costs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.engine.diversity import diversify

# Two of a kind, then another kind.
VECTORS = np.array([[1, 0], [1, 0], [0, 1], [1, 0]], dtype=np.float32)
SCORES = np.array([1.0, 0.9, 0.8, 0.0])


def test_share_nothing_is_the_order_as_it_was():
    assert diversify(SCORES, VECTORS, 3, 0.0) == [0, 1, 2]


def test_another_kind_comes_before_a_copy():
    assert diversify(SCORES, VECTORS, 2, 0.3) == [0, 2]


def test_a_small_share_does_not_overrule_a_clear_lead():
    assert diversify(np.array([1.0, 0.9, 0.1, 0.0]), VECTORS, 2, 0.1) == [0, 1]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_that_is_none(share):
    with pytest.raises(ValueError, match="share"):
        diversify(SCORES, VECTORS, 2, share)


@given(
    st.lists(st.floats(-5, 5), max_size=12).map(lambda s: np.array(sorted(s, reverse=True))),
    st.integers(0, 15),
    st.floats(0, 1),
    st.integers(0, 99),
)
def test_whatever_comes_in(scores, n, share, seed):
    vectors = np.random.default_rng(seed).normal(size=(len(scores), 3)).astype(np.float32)
    vectors[seed % 3 :: 4] = 0
    chosen = diversify(scores, vectors, n, share)
    assert len(chosen) == len(set(chosen)) == min(n, len(scores))
    assert not chosen or chosen[0] == 0
    assert chosen == diversify(scores, vectors, n, share)


def test_the_more_share_the_less_alike():
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(5, 8))[rng.integers(5, size=60)] + rng.normal(size=(60, 8)) / 9
    vectors = vectors.astype(np.float32)
    scores = np.sort(rng.random(60))[::-1]

    def alike(share):
        rows = vectors[diversify(scores, vectors, 8, share)]
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return (unit @ unit.T).mean()

    found = [alike(share) for share in (0.0, 0.3, 0.7, 1.0)]
    assert found[0] > found[1] > found[3]
    assert found[0] > found[2]
