"""Likelihoods, weights and the cross-validation that decides whether moods are spread."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from emotion.moods import MOODS, Mood
from recommender.spreading.classify import MOST, likelihoods, weights
from recommender.spreading.held_out import folds, held_out, led_by
from recommender.spreading.rows import units

TRUTH = np.repeat(np.arange(3), 6)
ROWS = units(csr_matrix(np.eye(3)[TRUTH] + np.random.default_rng(1).normal(0, 0.05, (18, 3))))


def test_likelihoods_follow_the_labels() -> None:
    found = likelihoods(ROWS, TRUTH, ROWS)
    assert found.shape == (18, 6)
    assert found.sum(axis=1) == pytest.approx(1)
    assert (found.argmax(axis=1) == TRUTH).all()
    assert not found[:, 3:].any()


def test_weights_lie_between_chance_and_certainty() -> None:
    sure, chance = np.eye(6)[:1], np.full((1, 6), 1 / 6)
    assert weights(np.vstack([sure, chance]), MOST) == pytest.approx([MOST, 0])
    assert len(weights(np.zeros((0, 6)), MOST)) == 0


def test_where_vectors_tell_and_nothing_else_does_all_is_gained() -> None:
    found = held_out(ROWS, TRUTH, [[] for _ in TRUTH], MOST)
    assert (found.tested, found.before, found.after) == (18, 0, 1)


def test_no_label_of_its_own_reaches_a_song() -> None:
    """With rows that say nothing the labels cannot come back."""
    alike = csr_matrix(np.ones((18, 1)))
    found = held_out(alike, TRUTH, [[] for _ in TRUTH], MOST)
    assert found.after <= 1 / 3


def test_other_evidence_counts_beside() -> None:
    others = [[(Mood.of(MOODS[place], 0.9), 1.0)] for place in TRUTH]
    found = held_out(csr_matrix(np.ones((18, 1))), TRUTH, others, MOST)
    assert (found.before, found.after) == (1, 1)


@pytest.mark.parametrize("moods", [[], [2, 2, 2], [0, 1], [0, 0, 0, 1]])
def test_too_little_to_hold_out(moods: list[int]) -> None:
    rows = csr_matrix(np.ones((len(moods), 2)))
    assert held_out(rows, np.array(moods, int), [[] for _ in moods], MOST) is None


@given(st.lists(st.integers(0, 5), min_size=1, max_size=80))
def test_folds_deal_each_mood_out_evenly(moods: list[int]) -> None:
    found = folds(np.array(moods))
    assert len(found) == len(moods)
    assert set(found.tolist()) == set(range(min(10, len(moods))))
    for mood in set(moods):
        sizes = np.bincount(found[np.array(moods) == mood], minlength=found.max() + 1)
        assert sizes.max() - sizes.min() <= 1


def test_evidence_of_no_weight_leads_nothing() -> None:
    assert led_by([]) == led_by([(Mood.of("joy"), 0.0)]) == ""
    assert led_by([(Mood.of("joy"), 0.5), (Mood.of("anger"), 0.2)]) == "joy"
