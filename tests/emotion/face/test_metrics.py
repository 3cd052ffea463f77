import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, f1_score

from emotion.face.metrics import calibration_error, summary

random = np.random.default_rng(4)


def guesses(count: int) -> tuple[np.ndarray, np.ndarray]:
    probabilities = random.dirichlet(np.full(7, 0.4), count).astype(np.float32)
    truth = np.where(
        random.random(count) < 0.6, probabilities.argmax(axis=1), random.integers(0, 7, count)
    )
    return probabilities, truth


def test_it_agrees_with_scikit_learn() -> None:
    probabilities, truth = guesses(500)
    found = summary(probabilities, truth)
    answers = probabilities.argmax(axis=1)
    assert found["accuracy"] == pytest.approx(float((answers == truth).mean()), abs=1e-4)
    assert found["macro_f1"] == pytest.approx(f1_score(truth, answers, average="macro"), abs=1e-4)
    balanced = balanced_accuracy_score(truth, answers)
    assert found["balanced_accuracy"] == pytest.approx(balanced, abs=1e-4)
    assert np.sum(found["confusion"]) == found["n"] == 500
    assert np.trace(found["confusion"]) == (answers == truth).sum()


def test_a_class_without_rows_has_no_recall_and_no_part_in_the_means() -> None:
    probabilities = np.eye(7, dtype=np.float32)[[0, 0, 3]]
    found = summary(probabilities, np.array([0, 0, 3]))
    assert found["recall"]["fear"] is None
    assert found["recall"]["happiness"] == found["macro_f1"] == found["balanced_accuracy"] == 1


def test_a_face_that_was_not_found_counts_as_wrong() -> None:
    probabilities = np.eye(7, dtype=np.float32)[[0, 0]]
    probabilities[1] = np.nan
    found = summary(probabilities, np.array([0, 0]))
    assert found["accuracy"] == found["recall"]["anger"] == 0.5
    assert np.sum(found["confusion"]) == 1
    assert found["ece"] == 0


def test_calibration_error_is_the_gap_between_said_and_true() -> None:
    probabilities = np.full((10, 7), 0.2 / 6, np.float32)
    probabilities[:, 0] = 0.8
    truth = np.array([0] * 5 + [1] * 5)
    assert calibration_error(probabilities, truth) == pytest.approx(0.3, abs=1e-6)


def test_an_empty_set_has_figures() -> None:
    found = summary(np.zeros((0, 7), np.float32), np.zeros(0, np.int64))
    assert (found["n"], found["accuracy"], found["ece"]) == (0, 0.0, 0.0)
