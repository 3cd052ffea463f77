"""Paths between songs: whole, forward, even, and better than the plain ways."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from benchmarks.paths import steps_of, straight
from recommender.engine.path import MOST, find_path, near_line

SIZES = st.integers(1, 40)
COORDINATES = st.floats(-5, 5, width=32)


@st.composite
def clouds(draw) -> tuple[np.ndarray, int, int]:
    """Songs in three dimensions, some of them at one place, and two of them."""
    size = draw(SIZES)
    points = draw(arrays(np.float32, (size, 3), elements=COORDINATES))
    ends = st.integers(0, size - 1)
    return points, draw(ends), draw(ends)


def cloud(size: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(size, 4)).astype(np.float32)


@settings(deadline=None)
@given(made=clouds(), n=st.integers(2, 25), artists=st.booleans())
def test_a_path_is_whole(made, n: int, artists: bool) -> None:
    """From start to end, n songs or all there are, none twice."""
    points, start, end = made
    of = np.arange(len(points)) % 3 if artists else None
    path = find_path(points, start, end, n, of)
    assert path[0] == start
    assert len(path) == len(set(path)) == min(n, len(points))
    if start != end:
        assert path[-1] == end


@settings(deadline=None)
@given(made=clouds(), n=st.integers(2, 25))
def test_it_never_goes_back(made, n: int) -> None:
    points, start, end = made
    line = (points[end] - points[start]).astype(np.float64)
    if not line.any():
        return
    places = (points[find_path(points, start, end, n)] - points[start]) @ line / (line @ line)
    assert (np.diff(np.clip(places, 0, 1)) >= -1e-4).all()


def test_a_row_of_songs_is_walked_evenly() -> None:
    points = np.arange(9, dtype=np.float32)[::-1, None] * np.ones((1, 2), np.float32)
    assert find_path(points, 8, 0, 5) == [8, 6, 4, 2, 0]
    assert steps_of(points, [8, 6, 4, 2, 0]).unevenness == pytest.approx(0)


def test_its_largest_step_is_the_smallest_there_is() -> None:
    """Two ways around a gap; the short one has a jump."""
    points = np.array([[0, 0], [4, 0], [1, 1], [2, 1], [3, 1], [1.9, 0]], dtype=np.float32)
    assert find_path(points, 0, 1, 5) == [0, 2, 3, 4, 1]


@pytest.mark.parametrize("seed", range(5))
def test_it_is_better_than_the_straight_way_and_chance(seed: int) -> None:
    points = cloud(200, seed)
    ours = steps_of(points, find_path(points, 3, 7, 10))
    plain = steps_of(points, straight(points, 3, 7, 10))
    any_way = steps_of(points, [3, *range(20, 28), 7])
    assert ours.largest <= plain.largest * 1.1 + 1e-6
    assert ours.largest < any_way.largest


def test_one_artist_does_not_stand_twice_in_a_row() -> None:
    """Though each song has its twin at the same place by the same artist."""
    points = np.repeat(np.arange(10, dtype=np.float32), 2)[:, None] * np.ones((1, 2), np.float32)
    artists = np.repeat(np.arange(10), 2)
    path = find_path(points, 0, 19, 10, artists)
    assert (np.diff(artists[path]) != 0).all()


def test_where_it_cannot_be_helped_it_does() -> None:
    assert len(find_path(cloud(6), 0, 5, 6, np.zeros(6, dtype=np.int64))) == 6


def test_songs_of_nobody_may_stand_together() -> None:
    points = np.arange(5, dtype=np.float32)[:, None] * np.ones((1, 2), np.float32)
    assert find_path(points, 0, 4, 5, np.full(5, -1)) == [0, 1, 2, 3, 4]


def test_a_song_to_itself_is_a_round_through_the_nearest() -> None:
    points = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [50, 50]], dtype=np.float32)
    path = find_path(points, 0, 0, 4)
    assert path[0] == 0
    assert set(path) == {0, 1, 2, 3}
    assert path[2] == 3


def test_among_many_songs_only_the_near_ones_are_looked_at() -> None:
    points = cloud(5000)
    assert len(near_line(points, 0, 1, MOST)) == MOST
    assert len(find_path(points, 0, 1, 25)) == 25


@pytest.mark.parametrize(("start", "end", "n"), [(0, 9, 5), (-1, 1, 5), (0, 1, 1), (0, 1, -3)])
def test_nonsense_is_refused(start: int, end: int, n: int) -> None:
    with pytest.raises(ValueError, match=r"rows|at least"):
        find_path(cloud(3), start, end, n)
