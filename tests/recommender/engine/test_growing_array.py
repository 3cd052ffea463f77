"""What is written row by row is read as one array."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.engine.growing_array import GrowingArray


@given(st.lists(st.integers(0, 400), max_size=8), st.sampled_from([(), (1,), (192,)]))
def test_parts_make_the_whole(tmp_path_factory, sizes: list[int], width: tuple[int, ...]) -> None:
    path = tmp_path_factory.mktemp("grown") / "a.npy"
    parts = [np.random.default_rng(n).normal(size=(n, *width)).astype(np.float32) for n in sizes]
    grown = GrowingArray(path, np.empty((0, 5), np.int8))
    for part in parts:
        grown.add(part)
    grown.finish()
    found = np.load(path, allow_pickle=False)
    if sum(sizes):
        np.testing.assert_array_equal(found, np.concatenate(parts))
        assert found.dtype == np.float32
    else:
        assert (found.shape, found.dtype) == ((0, 5), np.int8)
    assert grown.length == sum(sizes)


def test_rows_of_another_kind_or_width_are_refused(tmp_path: Path) -> None:
    grown = GrowingArray(tmp_path / "a.npy", np.empty(0, np.int64))
    grown.add(np.zeros((2, 3), np.int8))
    for other in (np.zeros((2, 4), np.int8), np.zeros((2, 3), np.int16), np.zeros(2, np.int8)):
        with pytest.raises(ValueError, match="among"):
            grown.add(other)
    grown.finish()
    assert np.load(tmp_path / "a.npy").shape == (2, 3)
