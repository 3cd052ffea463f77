"""Onsets and tempo of music whose beats are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.hearing import mel
from recommender.hearing.onsets import OnsetEnvelope, onset_rate, onsets
from recommender.hearing.tempo import NO_TEMPO, tempo_of

SECONDS = 24


def clicks(bpm: float, seconds: float = SECONDS) -> mel.Floats:
    """Return short bursts of noise, one a beat, over a quiet bed of noise."""
    random = np.random.default_rng(5)
    samples = random.normal(0, 0.0005, int(seconds * mel.RATE))
    burst = random.normal(0, 0.3, 800) * np.exp(-np.arange(800) / 150)
    for start in np.arange(0.3 * mel.RATE, len(samples) - 800, 60 / bpm * mel.RATE).astype(int):
        samples[start : start + 800] += burst
    return samples.astype(np.float32)


def envelope(samples: mel.Floats, piece: int = 700) -> mel.Floats:
    frames = mel.log_mel(samples)
    rises = OnsetEnvelope()
    for start in range(0, frames.shape[1], piece):
        rises.add(frames[:, start : start + piece])
    return rises.envelope()


@settings(max_examples=15, deadline=None)
@given(st.floats(50, 200))
def test_the_tempo_of_clicks_is_theirs_or_an_octave_away(bpm: float) -> None:
    found = envelope(clicks(bpm))
    tempo = tempo_of(found, onset_rate(found))
    assert tempo.bpm is not None
    assert min(abs(tempo.bpm / bpm / octave - 1) for octave in (0.5, 1, 2)) < 0.04
    assert tempo.confidence == 1


@pytest.mark.parametrize("bpm", [72, 110, 150])
def test_each_click_is_one_onset(bpm: float) -> None:
    found = envelope(clicks(bpm))
    assert len(onsets(found)) == pytest.approx(SECONDS * bpm / 60, abs=1.5)
    assert onset_rate(found) == pytest.approx(bpm / 60, rel=0.1)


def test_the_level_does_not_matter() -> None:
    loud = clicks(100)
    np.testing.assert_allclose(envelope(loud / 30), envelope(loud), atol=0.35)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(SECONDS * mel.RATE, np.float32),
        0.3 * np.sin(2 * np.pi * 440 * np.arange(SECONDS * mel.RATE) / mel.RATE, dtype=np.float32),
        clicks(120, 3),
        np.zeros(0, np.float32),
    ],
    ids=["silence", "one long tone", "three seconds", "nothing"],
)
def test_what_does_not_repeat_has_no_tempo(samples: mel.Floats) -> None:
    found = envelope(samples)
    assert tempo_of(found, onset_rate(found)) == NO_TEMPO
