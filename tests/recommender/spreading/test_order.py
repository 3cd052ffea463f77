"""The order of the queue: unsure before sure, different before alike, nothing twice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from emotion.moods import Mood
from recommender.spreading.order import entropy, in_order
from recommender.spreading.rows import units

EVEN = np.full(6, 1 / 6)


def moods(*shares: float) -> np.ndarray:
    """Return a mood for each share of joy, the rest spread evenly."""
    return np.array([Mood.of("joy", share).shares for share in shares])


def ordered(shares, rows, heard=(), n=10, open_to=None):
    places = np.arange(len(shares)) if open_to is None else np.array(open_to, dtype=np.int64)
    found = in_order(moods(*shares), units(csr_matrix(np.array(rows, dtype=float))),
                     np.array(heard, dtype=np.int64), places, n)  # fmt: skip
    return found.tolist()


def test_entropy_is_one_for_all_alike_and_zero_for_one_alone() -> None:
    found = entropy(np.array([EVEN, [1, 0, 0, 0, 0, 0]]))
    assert found == pytest.approx([1, 0], abs=1e-6)


def test_unsure_before_sure() -> None:
    assert ordered([0.9, 0.3, 0.6], np.eye(3)) == [1, 2, 0]


def test_different_before_alike() -> None:
    assert ordered([0.3, 0.31, 0.5], [[1, 0], [1, 0], [0, 1]]) == [0, 2, 1]


def test_like_one_that_is_set_comes_late() -> None:
    assert ordered([0.3, 0.3, 0.9], [[1, 0], [0, 1], [1, 0]], heard=[2], open_to=[0, 1]) == [1, 0]


def test_songs_of_which_nothing_is_known_go_by_how_unsure_they_are() -> None:
    assert ordered([0.9, 0.3, 0.6], np.zeros((3, 4))) == [1, 2, 0]
    assert in_order(moods(0.3), csr_matrix((1, 0)), np.array([], int), np.array([0]), 3) == [0]


@settings(max_examples=50, deadline=None)
@given(st.data(), st.integers(0, 12), st.integers(0, 15))
def test_it_is_an_order(data, songs: int, n: int) -> None:
    shares = data.draw(st.lists(st.floats(0.2, 0.99), min_size=songs, max_size=songs))
    cells = st.lists(st.floats(-1, 1), min_size=3, max_size=3)
    rows = data.draw(st.lists(cells, min_size=songs, max_size=songs))
    heard = data.draw(st.sets(st.integers(0, max(songs - 1, 0)), max_size=songs))
    open_to = [place for place in range(songs) if place not in heard]
    if not songs:
        return
    found = ordered(shares, rows, sorted(h for h in heard if h < songs), n, open_to)
    assert len(found) == len(set(found)) == min(n, len(open_to))
    assert set(found) <= set(open_to)
