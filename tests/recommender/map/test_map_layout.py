"""Songs are laid out on a plane, like beside like, the same each time."""

import sys

import numpy as np
import pytest

from recommender.song_map.layout import FEWEST, lay_out, nearest, place, within


def groups(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return vectors in three groups far from each other, and which group each is of."""
    rng = np.random.default_rng(seed)
    of = np.arange(n) % 3
    return (6 * np.eye(3, 8)[of] + rng.normal(0, 0.5, (n, 8))).astype(np.float32), of


def kept_together(positions: np.ndarray, of: np.ndarray) -> float:
    """Return the share of songs whose nearest on the map is of their group."""
    far = ((positions[:, None] - positions[None]) ** 2).sum(-1)
    np.fill_diagonal(far, np.inf)
    return float((of[far.argmin(axis=1)] == of).mean())


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    vectors, of = groups(60)
    return vectors, of, *lay_out(vectors)


def test_like_lies_beside_like(drawn) -> None:
    _, of, positions, _ = drawn
    assert kept_together(positions, of) > 0.95
    assert np.abs(positions).max() == pytest.approx(1)


def test_the_same_songs_make_the_same_map(drawn) -> None:
    vectors, _, positions, scale = drawn
    again, other = lay_out(vectors)
    assert np.array_equal(positions, again)
    assert scale == other


@pytest.mark.parametrize("n", [0, 1, 2, 3, FEWEST - 1, FEWEST, 9, 12, 30])
def test_small_libraries(n: int) -> None:
    positions, _ = lay_out(groups(n)[0])
    assert positions.shape == (n, 2)
    assert np.isfinite(positions).all()
    assert (np.abs(positions) <= 1).all()
    assert len(np.unique(positions, axis=0)) == n


def test_songs_of_which_the_same_is_known_do_not_hide_each_other() -> None:
    positions, _ = lay_out(np.ones((40, 5), np.float32))
    assert len(np.unique(positions, axis=0)) == 40


def test_a_new_map_begins_where_the_old_one_was(drawn) -> None:
    vectors, of, positions, scale = drawn
    more, more_of = groups(66, seed=1)
    more[:60] = vectors
    before = np.vstack([positions, np.full((6, 2), np.nan, np.float32)])
    renewed, _ = lay_out(more, before, scale)
    fresh, _ = lay_out(more)
    moved = np.linalg.norm(renewed[:60] - positions, axis=1)
    assert np.median(moved) < 0.25
    assert np.median(moved) < np.median(np.linalg.norm(fresh[:60] - positions, axis=1))
    assert kept_together(renewed, more_of) > 0.9


def test_a_new_song_lies_beside_its_like(drawn) -> None:
    vectors, of, positions, _ = drawn
    new, new_of = groups(9, seed=5)
    placed = place(vectors, positions, new)
    far = ((placed[:, None] - positions[None]) ** 2).sum(-1)
    assert (of[far.argmin(axis=1)] == new_of).all()
    assert len(np.unique(place(vectors, positions, new[:1].repeat(5, axis=0)), axis=0)) == 5


def test_nothing_to_place_beside() -> None:
    empty = np.empty((0, 8), np.float32)
    assert place(empty, np.empty((0, 2), np.float32), groups(3)[0]).shape == (3, 2)


def test_the_search_in_cells_finds_nearly_all(monkeypatch) -> None:
    vectors = groups(3000)[0]
    exact = nearest(vectors, vectors, 10)[0]
    monkeypatch.setattr("recommender.song_map.layout.ALL_PAIRS", 100)
    found = nearest(vectors, vectors, 10)[0]
    shared = [len(set(a) & set(b)) for a, b in zip(exact, found, strict=True)]
    assert np.mean(shared) > 7


def test_one_song_lies_in_the_middle() -> None:
    assert within(np.array([[3.0, 4.0]])).tolist() == [[0, 0]]


def test_without_the_package_it_says_so(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "openTSNE", None)
    with pytest.raises(ImportError):
        lay_out(groups(30)[0])
    assert len(lay_out(groups(FEWEST - 1)[0])[0]) == FEWEST - 1
