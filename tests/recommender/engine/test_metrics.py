"""The measures, against figures worked out by hand."""

import math

import numpy as np
import pytest

from recommender.engine.metrics import chance, hit_rate, mrr, ndcg, recall


def kakao_ndcg(gt, rec):
    """The formula of Kakao Arena's evaluate.py, written out: natural logarithm, 100 places."""
    dcg = sum(1 / math.log(place + 2) for place, song in enumerate(rec) if song in gt)
    ideal = sum(1 / math.log(place + 2) for place in range(min(len(gt), 100)))
    return dcg / ideal


def test_ndcg_is_kakaos():
    rng = np.random.default_rng(1)
    for _ in range(20):
        answers = set(rng.choice(300, rng.integers(1, 150), replace=False).tolist())
        ranked = rng.permutation(300)[:100].tolist()
        assert ndcg(ranked, answers) == pytest.approx(kakao_ndcg(answers, ranked))


def test_ndcg_by_hand():
    assert ndcg([1, 2, 3], {1, 2, 3}) == pytest.approx(1)
    assert ndcg([9, 1], {1}) == pytest.approx(1 / math.log2(3))
    assert ndcg([9, 8], {1}) == 0
    assert ndcg([9, 1], {1}, k=1) == 0


def test_recall():
    assert recall([1, 2, 9], {1, 2, 3, 4}, 2) == 0.5
    assert recall([9, 1], {1}, 1) == 0


def test_mrr():
    assert mrr([9, 8, 1, 2], {1, 2}) == pytest.approx(1 / 3)
    assert mrr([9, 8, 1], {1}, k=2) == 0


def test_hit_rate():
    assert hit_rate([9, 1], {1}, 2) == 1
    assert hit_rate([9, 1], {1}, 1) == 0


def test_no_answers():
    assert (ndcg([1], []), recall([1], [], 5), mrr([1], []), hit_rate([1], [], 5)) == (0, 0, 0, 0)


def test_chance_is_the_mean_over_all_places():
    rankings = [[0 if place == hidden else 1 for place in range(7)] for hidden in range(7)]
    found = chance(7, 5)
    assert found["hit_rate"] == pytest.approx(np.mean([hit_rate(r, {0}, 5) for r in rankings]))
    assert found["mrr"] == pytest.approx(np.mean([mrr(r, {0}, 5) for r in rankings]))
    assert found["ndcg"] == pytest.approx(np.mean([ndcg(r, {0}, 5) for r in rankings]))
    assert chance(0, 5) == {"hit_rate": 0, "mrr": 0, "ndcg": 0}
