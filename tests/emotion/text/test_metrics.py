"""emotion.text.metrics: figures that are known by reasoning."""

import numpy as np
import pytest

from emotion.text.metrics import best_thresholds, calibration_error, label_f1, mood_figures


def test_moods_of_a_known_table() -> None:
    truth, guesses = np.array([0, 0, 4, 4, 5]), np.array([0, 4, 4, 4, 0])
    found = mood_figures(guesses, truth)
    assert found["n"] == 5
    assert found["accuracy"] == 0.6
    assert found["recall"] == {
        **{"anger": 0.5, "tension": None, "sadness": None},
        **{"peace": None, "joy": 1.0, "neutral": 0.0},
    }
    assert found["macro_f1"] == pytest.approx((0.5 + 0.8 + 0) / 3, abs=1e-4)
    assert found["confusion"][0] == [1, 0, 0, 0, 1, 0]


def test_nothing_to_judge_is_no_error() -> None:
    none = np.zeros(0, np.int64)
    assert mood_figures(none, none)["accuracy"] == 0.0
    assert calibration_error(np.zeros((0, 6), np.float32), none) == 0.0


def test_thresholds_are_those_that_tell_the_rows_apart() -> None:
    said = np.array([[0.1], [0.2], [0.6], [0.7]], np.float32)
    truth = np.array([[False], [False], [True], [True]])
    (threshold,) = best_thresholds(said, truth)
    assert 0.2 <= threshold < 0.6
    assert label_f1(said > threshold, truth)[0] == 1


def test_a_threshold_does_not_stand_on_a_narrow_peak() -> None:
    """Between .50 and .51 all is right by chance; a hair above nothing is found any more."""
    said = np.array([[0.51]] * 10 + [[0.5]] * 30, np.float32)
    truth = np.array([[True]] * 10 + [[False]] * 30)
    (threshold,) = best_thresholds(said, truth)
    assert threshold < 0.45


def test_calibration_is_the_gap_between_confidence_and_truth() -> None:
    shares = np.tile(np.array([[0.8, 0.2]], np.float32), (10, 1))
    assert calibration_error(shares, np.array([0] * 8 + [1] * 2)) == pytest.approx(0, abs=1e-6)
    assert calibration_error(shares, np.array([1] * 10)) == pytest.approx(0.8, abs=1e-6)
