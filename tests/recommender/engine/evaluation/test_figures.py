"""The figures on rankings whose right answer can be reckoned by hand."""

import numpy as np
import pytest

from recommender.engine.evaluation.figures import accuracy, beyond, gini
from tests.recommender.engine.tiny import RAIN, SUN, corpus


def ranked(*lists):
    return [np.array(one, dtype=np.int64) for one in lists]


def test_accuracy_of_one_hit_and_one_miss():
    found = accuracy(ranked([1, 2], [3, 4]), [{2}, {9}], catalogue=8)
    assert found == {
        "ndcg@100": pytest.approx(1 / np.log2(3) / 2, abs=1e-4),
        "recall@10": 0.5, "recall@50": 0.5, "mrr": 0.25, "coverage": 0.5, "n": 2,
    }  # fmt: skip


def test_recall_at_ten_and_at_fifty():
    found = accuracy(ranked(range(100)), [{9, 10, 49, 50}], 100)
    assert (found["recall@10"], found["recall@50"]) == (0.25, 0.75)


def test_nothing_asked():
    assert accuracy([], [], 5)["n"] == 0


def test_gini():
    assert gini({1: 3, 2: 3, 3: 3, 4: 3}, 4) == pytest.approx(0)
    assert gini({1: 7}, 1000) == pytest.approx(0.999)
    assert gini({1: 1, 2: 3}, 2) == pytest.approx(0.25)
    assert gini({}, 10) == 0


def test_lists_of_one_world_are_more_alike_than_mixed_ones():
    worlds, mixed = beyond(ranked(SUN, RAIN), corpus()), beyond(ranked([11, 21, 12, 22]), corpus())
    assert worlds["intra_list_similarity"] > mixed["intra_list_similarity"] + 0.3
    assert worlds["gini"] == 0


def test_similarity_and_novelty_by_hand():
    """Song 10 is in 5 of the ten lists, 11 in 4; they share 4."""
    found = beyond(ranked([10, 11]), corpus())
    assert found["intra_list_similarity"] == pytest.approx(4 / np.sqrt(20), abs=1e-3)
    assert found["novelty"] == pytest.approx(-(np.log2(0.5) + np.log2(0.4)) / 2, abs=1e-3)
