"""emotion.text.kote_fitting: moods of other people's comments by columns of their own."""

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from emotion.moods import MOODS
from emotion.text import datasets
from emotion.text.heads import COLUMNS, DOMAINS, softmax
from emotion.text.kote_fitting import KoteConfig, fit_shares, linear_with_kote
from emotion.text.linear_fitting import Lesson, LinearConfig, fit_linear
from tests.emotion.text.tables import make_data, make_diaries, sentences


def test_shares_are_learned_and_not_only_which_leads() -> None:
    rows = np.eye(2, dtype=np.float32)[np.arange(200) % 2]
    shares = np.zeros((200, len(MOODS)), np.float32)
    shares[::2, 0], shares[::2, 1], shares[1::2, 4] = 0.7, 0.3, 1
    for given in (rows, sparse.csr_matrix(rows)):
        weights, bias = fit_shares(given, shares, 1e-5)
        said = softmax(rows[:2] @ weights + bias)
        assert said[0, :2].tolist() == pytest.approx([0.7, 0.3], abs=0.03)
        assert said[1, 4] > 0.95


def test_korean_n_grams_get_columns_for_kote_and_keep_the_rest(tmp_path: Path) -> None:
    root, diaries = make_data(tmp_path / "data"), make_diaries(tmp_path / "diaries")
    lessons = [
        Lesson(datasets.goemotions(root, "ko", "train"), 1, 1),
        Lesson(datasets.diaries("ko", "train", diaries), 0, 3),
    ]
    plain = fit_linear(lessons, LinearConfig(least_texts=2, epochs=20, keep=3000), 1)
    own = linear_with_kote(plain, datasets.kote_shares(root), KoteConfig())
    texts, moods = zip(*sentences("ko", 30, 9), strict=True)
    before, after = plain.logits(texts), own.logits(texts)
    kote = np.zeros(COLUMNS, bool)
    kote[DOMAINS["kote"]] = True
    assert np.allclose(before[:, ~kote], after[:, ~kote], atol=1e-5)
    assert np.array_equal(plain.logits(texts), before)
    guesses = after[:, kote].argmax(axis=1)
    assert np.mean([MOODS[g] == mood for g, mood in zip(guesses, moods, strict=True)]) > 0.8
