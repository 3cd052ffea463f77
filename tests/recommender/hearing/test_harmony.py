"""Keys of cadences that are played in them, in tune or not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.hearing import mel
from recommender.hearing.harmony import NO_KEY, Harmony, Key, key_of, pitch_classes, tuning

# Degrees in semitones of I IV V I, and of i iv V i.
CADENCES = {
    "major": [(0, 4, 7), (5, 9, 12), (7, 11, 14), (0, 4, 7)],
    "minor": [(0, 3, 7), (5, 8, 12), (7, 11, 14), (0, 3, 7)],
}


def chords(tonic: int, mode: str, cents: float = 0.0) -> mel.Floats:
    """Return a cadence of tones with four overtones, a second a chord, played twice."""
    time = np.arange(mel.RATE) / mel.RATE
    parts = []
    for chord in CADENCES[mode] * 2:
        hertz = [261.6256 * 2 ** ((tonic + note - 12 + cents / 100) / 12) for note in chord]
        hertz.append(hertz[0] / 2)
        tones = [np.sin(2 * np.pi * f * k * time) / k**1.5 for f in hertz for k in range(1, 5)]
        parts.append(0.05 * np.sum(tones, axis=0) * np.minimum(1, (1 - time) * 20))
    return np.concatenate(parts).astype(np.float32)


def heard(samples: mel.Floats, piece: int = 30_000) -> Harmony:
    harmony = Harmony()
    for start in range(0, len(samples), piece):
        harmony.add(samples[start : start + piece])
    return harmony


def key(samples: mel.Floats) -> Key:
    return key_of(pitch_classes(heard(samples).places))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 11), st.sampled_from(["major", "minor"]), st.integers(-35, 35))
def test_a_cadence_is_in_its_key_whatever_the_tuning(tonic: int, mode: str, cents: int) -> None:
    found = key(chords(tonic, mode, cents))
    assert (found.tonic, found.mode) == (tonic, mode)


@pytest.mark.parametrize("cents", [-30, 0, 20])
def test_the_tuning_is_told(cents: int) -> None:
    assert tuning(heard(chords(2, "major", cents)).places) == pytest.approx(cents / 10, abs=1)


def test_the_pieces_do_not_matter() -> None:
    samples = chords(9, "minor")
    np.testing.assert_allclose(
        heard(samples, 1111).places, heard(samples, 10**9).places, rtol=1e-3, atol=1e-6
    )


@pytest.mark.parametrize("length", [0, 100, 40_000])
def test_silence_has_no_key(length: int) -> None:
    assert key(np.zeros(length, np.float32)) == NO_KEY


def test_where_all_tones_are_alike_the_key_is_in_doubt() -> None:
    everything = np.sum([chords(tonic, "major") for tonic in range(12)], axis=0)
    assert key(everything.astype(np.float32)).confidence < 0.3
