import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.face.metrics import accuracy, balanced_accuracy, calibration_error
from emotion.face.reading import (
    SLACK,
    Reading,
    Truths,
    choose_label_reading,
    choose_reading,
    fit_temperature,
)

random = np.random.default_rng(5)
EVEN = np.full((2, 7), 1 / 7)
logit = st.floats(-50, 50)


@given(st.lists(logit, min_size=14, max_size=14), st.floats(0, 1), st.floats(0.3, 3))
def test_it_is_a_distribution(values: list[float], share: float, temperature: float) -> None:
    logits = np.array(values, np.float32).reshape(2, 7)
    result = Reading(share, (0.1,) * 7, temperature).combine(logits)
    assert result.shape == (7,)
    assert result.sum() == pytest.approx(1, abs=1e-5)
    assert (result >= 0).all()


def test_share_goes_from_one_head_to_the_other() -> None:
    logits = np.zeros((2, 7), np.float32)
    logits[0, 1] = logits[1, 2] = 5
    assert Reading(1.0).combine(logits).argmax() == 1
    assert Reading(0.0).combine(logits).argmax() == 2


def test_it_survives_json() -> None:
    reading = Reading(0.4, tuple(np.arange(7) / 10), 1.3)
    assert Reading.from_dict(json.loads(json.dumps(reading.as_dict()))) == reading


def noisy(count: int, lean: int, push: float) -> tuple[np.ndarray, np.ndarray]:
    """Logits that know the truth, but lean towards one class."""
    truth = random.integers(0, 7, count)
    logits = random.normal(0, 1, (count, 2, 7))
    logits[np.arange(count), :, truth] += 2
    logits[:, :, lean] += push
    return logits.astype(np.float32), truth


def test_temperature_calibrates() -> None:
    logits, truth = noisy(3000, 0, 0)
    logits *= 10
    fitted = fit_temperature(Reading(), logits, truth)
    before = calibration_error(Reading().combine(logits), truth)
    assert calibration_error(fitted.combine(logits), truth) < before / 3
    assert fitted.temperature > 1.5


def test_a_lean_to_the_frequent_class_is_taken_back() -> None:
    logits, truth = noisy(3000, 6, 2.0)
    priors = np.full((2, 7), 0.05)
    priors[:, 6] = 0.7
    chosen = choose_reading(logits, Truths(truth, truth), priors)
    plain = Reading().combine(logits).argmax(axis=1)
    better = chosen.combine(logits).argmax(axis=1)
    assert balanced_accuracy(better, truth) > balanced_accuracy(plain, truth) + 0.03
    assert chosen.bias[6] == min(chosen.bias) < 0


def test_rows_without_a_label_do_not_decide() -> None:
    logits, truth = noisy(500, 0, 0)
    longer = np.concatenate([logits, random.normal(0, 9, (500, 2, 7)).astype(np.float32)])
    padded = np.concatenate([truth, np.full(500, -1)])
    alone = choose_reading(logits, Truths(truth, truth), EVEN)
    assert choose_reading(longer, Truths(padded, padded), EVEN) == alone


def test_little_accuracy_is_given_up_for_the_rare() -> None:
    logits, truth = noisy(3000, 6, 1.0)
    truth[::2] = 6
    priors = np.full((2, 7), 0.05)
    priors[:, 6] = 0.7
    truths = Truths(truth, truth)
    chosen, plain = (
        choose_reading(logits, truths, priors),
        choose_label_reading(logits, truths, priors),
    )
    reached, best = (
        accuracy(reading.combine(logits).argmax(axis=1), truth) for reading in (chosen, plain)
    )
    assert best - SLACK <= reached <= best


def test_each_kind_of_label_has_its_head() -> None:
    """Where each head knows one kind of label alone, each reading leans on its own."""
    logits, votes = noisy(2000, 0, 0)
    _, labels = noisy(2000, 0, 0)
    logits[:, 1] = random.normal(0, 1, (2000, 7))
    logits[np.arange(2000), 1, labels] += 2
    truths = Truths(votes, labels)
    assert choose_label_reading(logits, truths, EVEN).share < 0.2
    assert choose_reading(logits, truths, EVEN).share > 0.8
