"""emotion.text.linear and linear_fitting: n-grams that learn from few rows."""

from pathlib import Path

import numpy as np
import pytest

from emotion.moods import MOODS
from emotion.text import datasets
from emotion.text.heads import COLUMNS, DOMAINS
from emotion.text.linear import LinearModel, Vocabulary, count
from emotion.text.linear_fitting import Lesson, LinearConfig, fit_linear
from tests.emotion.text.tables import make_data, make_diaries, sentences


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LinearModel:
    folder: Path = tmp_path_factory.mktemp("linear")
    root, diaries = make_data(folder / "data"), make_diaries(folder / "diaries")
    lessons = [
        Lesson(datasets.goemotions(root, "en", "train"), 1, 1),
        Lesson(datasets.diaries("en", "train", diaries), 0, 3),
    ]
    return fit_linear(lessons, LinearConfig(least_texts=2, epochs=60, keep=3000), 1)


def test_it_learns_moods_from_words(model: LinearModel) -> None:
    texts, moods = zip(*sentences("en", 30, 9), strict=True)
    logits = model.logits(texts)
    assert logits.shape == (30, COLUMNS)
    for domain in ("comments", "diaries"):
        guesses = logits[:, DOMAINS[domain]].argmax(axis=1)
        right = [MOODS[guess] == mood for guess, mood in zip(guesses, moods, strict=True)]
        assert np.mean(right) > 0.8


def test_unknown_words_leave_the_bias(model: LinearModel) -> None:
    assert np.allclose(model.logits(["", "зимой"]), model.bias)


def test_it_comes_back_from_its_arrays(model: LinearModel) -> None:
    again = LinearModel.stored(model.arrays(), "en")
    assert np.allclose(again.logits(["so happy"]), model.logits(["so happy"]), atol=0.02)
    with pytest.raises(KeyError):
        LinearModel.stored(model.arrays(), "ko")


def test_rows_have_length_one_and_rare_features_weigh_more() -> None:
    counted = [count(text, "en") for text in ("milk bread", "milk milk tea", "зимой")]
    keys = np.unique(np.concatenate([keys for keys, _ in counted[:2]]))
    rows = Vocabulary(keys, np.ones(len(keys), np.float32)).matrix(counted)
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    assert squares.tolist() == pytest.approx([1, 1, 0])
