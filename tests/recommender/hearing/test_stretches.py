"""Excerpts of what goes by: the same as of the whole, and few of what is very long."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.hearing.mel import excerpts
from recommender.hearing.stretches import Stretches


def places(frames: int) -> np.ndarray:
    """Return a spectrogram whose cells say which frame they are of."""
    return np.tile(np.arange(frames, dtype=np.float32), (48, 1))


def fed(mel: np.ndarray, piece: int, most: int = 256) -> Stretches:
    stretches = Stretches(most)
    for start in range(0, mel.shape[1], piece):
        stretches.add(mel[:, start : start + piece])
    return stretches


@given(st.integers(0, 9000), st.integers(50, 2000))
def test_the_same_as_of_the_whole(frames: int, piece: int) -> None:
    mel = places(frames)
    np.testing.assert_array_equal(fed(mel, piece).excerpts(), excerpts(mel))


@given(st.integers(17 * 312, 40_000), st.integers(100, 3000))
def test_of_a_long_one_near_the_same_places(frames: int, piece: int) -> None:
    stretches = fed(places(frames), piece, most=16)
    assert len(stretches._pieces) <= 16
    found, ideal = stretches.excerpts()[0], excerpts(places(frames))[0]
    assert found.shape == ideal.shape
    assert (np.diff(found.reshape(6, 312), axis=1) == 1).all()
    assert np.abs(found - ideal).max() <= frames / 8
