"""Fits on made-up heads whose right answer is known."""

import numpy as np
import pytest

from emotion.face.fitting import (
    SLACK,
    Truths,
    best_temperature,
    choose_label_reading,
    choose_reading,
    fit_map,
)
from emotion.face.metrics import accuracy, balanced_accuracy, calibration_error
from emotion.face.reading import Reading, features
from tests.emotion.face.test_reading import of_share

# Like the sets that people collect: much neutral, little disgust.
SHARES = (0.1, 0.03, 0.07, 0.25, 0.12, 0.1, 0.33)


def heads(count: int, lean: float = 0.0, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Logits of two heads that know the truth, and lean towards neutral."""
    random = np.random.default_rng(seed)
    truth = random.choice(7, count, p=SHARES)
    logits = random.normal(0, 1, (count, 2, 7))
    logits[np.arange(count), :, truth] += 2
    logits[:, :, 6] += lean
    return logits.astype(np.float32), truth


def guesses(reading: Reading, logits: np.ndarray) -> np.ndarray:
    return reading.combine(logits).argmax(axis=1)


def test_the_map_finds_what_the_heads_hide() -> None:
    """Two classes of the votes' head are exchanged: the map puts them back."""
    logits, truth = heads(2000)
    logits[:, :, [0, 3]] = logits[:, :, [3, 0]]
    weights, bias = fit_map(features(logits), truth, rarity=0.0)
    before = accuracy(guesses(of_share(0.5), logits), truth)
    assert accuracy(guesses(Reading(weights, bias), logits), truth) > before + 0.2


def test_rare_rows_count_for_more_when_asked() -> None:
    logits, truth = heads(2000, lean=1.0)
    plain, fair = (
        balanced_accuracy(
            guesses(Reading(*fit_map(features(logits), truth, rarity)), logits), truth
        )
        for rarity in (0.0, 0.5)
    )
    assert fair > plain


def test_a_lean_to_the_frequent_is_taken_back_at_little_cost() -> None:
    logits, truth = heads(2500, lean=2.0)
    fresh, right = heads(2500, lean=2.0, seed=6)
    truths = Truths(truth, truth)
    chosen, plain = choose_reading(logits, truths), of_share(1.0)
    reached, before = guesses(chosen, fresh), guesses(plain, fresh)
    assert balanced_accuracy(reached, right) > balanced_accuracy(before, right) + 0.05
    best = accuracy(guesses(choose_label_reading(logits, truths), fresh), right)
    assert accuracy(reached, right) > best - SLACK - 0.02


def test_the_temperature_calibrates() -> None:
    logits, truth = heads(3000)
    scores = logits[:, 0].astype(np.float64) * 10
    temperature = best_temperature(scores, truth)
    assert temperature == pytest.approx(3.0)  # the end of the range, and far from 1
    chosen = choose_reading(logits * 4, Truths(truth, truth))
    fresh, right = heads(3000, seed=6)
    assert calibration_error(chosen.combine(fresh * 4), right) < 0.04


def test_rows_without_a_label_do_not_decide() -> None:
    logits, truth = heads(600)
    noise = np.random.default_rng(7).normal(0, 9, (600, 2, 7)).astype(np.float32)
    padded = np.concatenate([truth, np.full(600, -1)])
    alone = Reading(*fit_map(features(logits), truth, rarity=0.0))
    longer = choose_label_reading(np.concatenate([logits, noise]), Truths(padded, padded))
    assert (guesses(alone, logits) == guesses(longer, logits)).mean() > 0.95


def test_each_kind_of_label_has_its_reading() -> None:
    """Where each head knows one kind of label alone, each reading goes by its own."""
    logits, votes = heads(1500)
    other, labels = heads(1500, seed=8)
    logits[:, 1] = other[:, 1]
    truths = Truths(votes, labels)
    of_people, of_labels = choose_reading(logits, truths), choose_label_reading(logits, truths)
    assert accuracy(guesses(of_labels, logits), labels) > 0.6
    assert accuracy(guesses(of_labels, logits), votes) < 0.4
    assert accuracy(guesses(of_people, logits), votes) > 0.6
