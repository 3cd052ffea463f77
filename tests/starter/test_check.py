"""The measuring itself, on sounds whose answer is known."""

import numpy as np
import pytest

from starter.audio import RATE
from starter.check import Figures, compare_keys, estimate_key, faults, silence


def figures(**changes):
    values = {
        "slug": "x", "duration": 50.0, "loudness": -16.0, "true_peak": -1.5,
        "silence_before": 0.0, "silence_after": 0.1, "tempo": 100.0, "tempo_met": True,
        "key": "C major", "key_met": "same", "centroid": 1500.0, "dynamics": 10.0, "onsets": 2.0,
    }  # fmt: skip
    return Figures(**(values | changes))


def test_good_file_has_no_fault():
    assert faults(figures()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("duration", 39), ("duration", 71), ("loudness", -14.5), ("true_peak", -0.9),
     ("silence_before", 0.5), ("silence_after", 2)],
)  # fmt: skip
def test_each_bound_is_watched(field, value):
    assert len(faults(figures(**{field: value}))) == 1


def test_key_of_a_scale():
    chroma = np.zeros(12)
    chroma[[9, 11, 0, 2, 4, 5, 8]] = 1
    chroma[[9, 0, 4]] = 3
    assert estimate_key(chroma) == "A minor"


@pytest.mark.parametrize(
    ("heard", "answer"),
    [("C major", "same"), ("A minor", "near"), ("G major", "near"), ("C minor", "near"),
     ("F# major", "other")],
)  # fmt: skip
def test_keys_are_compared_by_their_tones(heard, answer):
    assert compare_keys("C major", heard) == answer


def test_silence_is_measured_at_both_ends():
    sound = np.full((RATE, 2), 0.1, dtype=np.float32)
    quiet = np.zeros((RATE // 2, 2), dtype=np.float32)
    before, after = silence(np.concatenate([quiet, sound, quiet, quiet]))
    assert before == pytest.approx(0.5, abs=0.02)
    assert after == pytest.approx(1.0, abs=0.02)
