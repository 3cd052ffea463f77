import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.face.reading import FLOOR, Reading, features

logit = st.floats(-50, 50)


def of_share(share: float) -> Reading:
    """So much of the votes' head, the rest of the labels' head."""
    return Reading(np.hstack([share * np.eye(7), (1 - share) * np.eye(7)]), np.zeros(7))


@given(st.lists(logit, min_size=14, max_size=14), st.floats(0, 1), st.floats(0.3, 3))
def test_it_is_a_distribution(values: list[float], share: float, temperature: float) -> None:
    logits = np.array(values, np.float32).reshape(2, 7)
    plain = of_share(share)
    result = Reading(plain.weights, np.arange(7) / 10, temperature).combine(logits)
    assert result.shape == (7,)
    assert result.sum() == pytest.approx(1, abs=1e-5)
    assert (result >= 0).all()


def test_share_goes_from_one_head_to_the_other() -> None:
    logits = np.zeros((2, 7), np.float32)
    logits[0, 1] = logits[1, 2] = 5
    assert of_share(1.0).combine(logits).argmax() == 1
    assert of_share(0.0).combine(logits).argmax() == 2


def test_a_head_alone_is_its_own_softmax() -> None:
    logits = np.random.default_rng(1).normal(0, 1, (5, 2, 7)).astype(np.float32)
    powers = np.exp(logits[:, 0])
    wanted = powers / powers.sum(axis=1, keepdims=True)
    assert np.allclose(of_share(1.0).combine(logits), wanted, atol=1e-6)


def test_no_class_is_ruled_out_by_one_head() -> None:
    logits = np.zeros((2, 7), np.float32)
    logits[0, 0] = 90
    assert features(logits).min() == FLOOR


def test_rows_are_read_alike_alone_and_together() -> None:
    logits = np.random.default_rng(2).normal(0, 3, (6, 2, 7)).astype(np.float32)
    reading = of_share(0.4)
    together = reading.combine(logits)
    assert np.allclose(together, [reading.combine(row) for row in logits])


def test_it_survives_json() -> None:
    weights = np.random.default_rng(3).normal(0, 1, (7, 14)).round(5)
    reading = Reading(weights, np.arange(7) / 10, 1.3)
    again = Reading.from_dict(json.loads(json.dumps(reading.as_dict())))
    assert np.array_equal(again.weights, reading.weights)
    assert np.array_equal(again.bias, reading.bias)
    assert again.temperature == reading.temperature
