"""Loudness measured piece by piece is loudness measured whole."""

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.loudness import RATE, LoudnessMeter
from tests.recommender.audio.sound import sine


def measured(samples: np.ndarray, piece: int = RATE) -> float | None:
    meter = LoudnessMeter(samples.shape[1])
    for start in range(0, len(samples), piece):
        meter.add(samples[start : start + piece].T.astype(np.float32))
    return meter.integrated()


@pytest.mark.parametrize("level", [-40.0, -23.0, -16.0, -3.0])
def test_a_sine_has_its_level(level: float) -> None:
    assert measured(sine(5, level)) == pytest.approx(level, abs=0.05)


def test_the_gates_agree_with_a_known_meter() -> None:
    music = np.random.default_rng(1).normal(0, 0.1, (20 * RATE, 2))
    music *= np.repeat([1.0, 0.003, 0.5, 0.0], 5 * RATE)[:, None]
    known = pyloudnorm.Meter(RATE).integrated_loudness(music)
    assert measured(music) == pytest.approx(known, abs=0.1)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 2 * RATE))
def test_the_pieces_do_not_matter(piece: int) -> None:
    sound = sine(2) * np.linspace(0.1, 1, 2 * RATE)[:, None]
    assert measured(sound, max(piece, 500)) == pytest.approx(measured(sound), abs=1e-6)


@pytest.mark.parametrize("samples", [np.zeros((RATE, 2)), np.zeros((0, 2)), sine(0.3)])
def test_silence_and_a_click_have_none(samples: np.ndarray) -> None:
    assert measured(samples) is None
