"""emotion.text.own_fitting: columns for one kind of text, fitted after the rest."""

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from emotion.moods import MOODS
from emotion.text import datasets
from emotion.text.encoder import Said
from emotion.text.heads import COLUMNS, DOMAINS, EMOTION_COLUMNS, sigmoid, softmax
from emotion.text.linear import STORED_COLUMNS, LinearModel
from emotion.text.linear_fitting import Lesson, LinearConfig, fit_linear
from emotion.text.own_fitting import (
    KOTE,
    Pull,
    fit,
    leading,
    linear_with_own,
    neural_with_ends,
    neural_with_own,
    taught_by_originals,
    with_room_for_kote,
)
from tests.emotion.text.tables import make_data, make_diaries, sentences

PULL = Pull(linear=1e-4, neural=1e-3, shared=0.2)


def test_shares_are_learned_and_not_only_which_leads() -> None:
    rows = np.eye(2, dtype=np.float32)[np.arange(200) % 2]
    shares = np.zeros((200, len(MOODS)), np.float32)
    shares[::2, 0], shares[::2, 1], shares[1::2, 4] = 0.7, 0.3, 1
    for given in (rows, sparse.csr_matrix(rows)):
        weights, bias = fit(given, shares, 1e-5)
        said = softmax(rows[:2] @ weights + bias)
        assert said[0, :2].tolist() == pytest.approx([0.7, 0.3], abs=0.03)
        assert said[1, 4] > 0.95


def test_labels_that_do_not_shut_each_other_out_are_learned_each_for_itself() -> None:
    rows = np.eye(2, dtype=np.float32)[np.arange(200) % 2]
    chances = np.tile(np.array([[0.9, 0.6], [0.1, 0.6]], np.float32), (100, 1))
    weights, bias = fit(rows, chances, 1e-6, sigmoid)
    assert np.allclose(sigmoid(rows[:2] @ weights + bias), chances[:2], atol=0.02)


def test_rows_of_which_nothing_is_known_do_not_count() -> None:
    rows = np.eye(2, dtype=np.float32)[np.arange(200) % 2]
    shares = np.zeros((200, len(MOODS)), np.float32)
    shares[::2, 4] = 1
    weights, _ = fit(rows, shares, 1e-5)
    assert not weights[1].any()


@pytest.fixture(name="plain")
def plain_of_korean(tmp_path: Path) -> LinearModel:
    root, diaries = make_data(tmp_path / "data"), make_diaries(tmp_path / "diaries")
    lessons = [
        Lesson(datasets.goemotions(root, "ko", "train"), 1, 1),
        Lesson(datasets.diaries("ko", "train", diaries), 0, 3),
    ]
    return fit_linear(lessons, LinearConfig(least_texts=2, epochs=20, keep=3000), 1)


def test_n_grams_get_columns_of_their_own_and_keep_the_rest(
    plain: LinearModel, tmp_path: Path
) -> None:
    kote = datasets.kote_shares(tmp_path / "data")
    texts, moods = zip(*sentences("ko", 30, 9), strict=True)
    before = plain.logits(texts)
    own = linear_with_own(with_room_for_kote(plain), KOTE, kote.texts, kote.moods, PULL)
    assert own.weights.shape[1] == COLUMNS
    _only_changed(KOTE, before, own.logits(texts), moods)
    # Without room for KOTE there is a place less for each mood, and none is taken by mistake.
    own = linear_with_own(plain, DOMAINS["diaries"], kote.texts, kote.moods, PULL)
    assert own.weights.shape[1] == STORED_COLUMNS
    _only_changed(DOMAINS["diaries"], before, own.logits(texts), moods)
    assert np.array_equal(plain.logits(texts), before)


def _only_changed(columns: slice, before: np.ndarray, after: np.ndarray, moods: tuple) -> None:
    own = np.zeros(COLUMNS, bool)
    own[columns] = True
    assert np.allclose(before[:, ~own], after[:, ~own], atol=1e-5)
    guesses = after[:, own].argmax(axis=1)
    assert np.mean([MOODS[g] == mood for g, mood in zip(guesses, moods, strict=True)]) > 0.8


def test_a_head_is_changed_for_one_language_and_one_kind_of_text() -> None:
    random = np.random.default_rng(5)
    head = random.normal(size=(8, STORED_COLUMNS)).astype(np.float16)
    arrays = {f"encoder_head_{lang}": head for lang in ("en", "ko")}
    arrays |= {f"encoder_bias_{lang}": np.zeros(COLUMNS, np.float32) for lang in ("en", "ko")}
    said = random.normal(size=(300, 8)).astype(np.float32)
    emotions = (said[:, :1] > 0) * np.ones((1, 28), np.float32)
    own = neural_with_own(arrays, "ko", EMOTION_COLUMNS, said, emotions, PULL)
    assert np.array_equal(own["encoder_head_en"], head)
    assert np.array_equal(own["encoder_head_ko"][:, 28:34], head[:, 28:34])
    logits = said @ own["encoder_head_ko"][:, :28] + own["encoder_bias_ko"][:28]
    assert ((logits > 0) == (emotions > 0.5)).mean() > 0.95
    again = neural_with_own(own, "ko", EMOTION_COLUMNS, said, emotions, PULL)
    assert np.array_equal(again["encoder_head_ko"], own["encoder_head_ko"])


def test_how_an_entry_ends_is_learned_beside_the_whole() -> None:
    random = np.random.default_rng(5)
    width, columns = 6, DOMAINS["diaries"]
    head = random.normal(size=(width, STORED_COLUMNS)).astype(np.float16)
    arrays = {f"encoder_head_{lang}": head for lang in ("en", "ko")}
    arrays |= {f"encoder_bias_{lang}": np.zeros(COLUMNS, np.float32) for lang in ("en", "ko")}
    parts = random.normal(size=(600, width)).astype(np.float32)
    whole = parts.reshape(300, 2, width).mean(axis=1)
    said = Said(whole, parts, np.full(600, 0.5, np.float32), np.full(300, 2))
    # The mood stands in the last sentence alone.
    moods = np.eye(len(MOODS), dtype=np.float32)[parts[1::2].argmax(axis=1)]
    own = neural_with_ends(arrays, "en", said, moods, PULL)
    assert "encoder_ends_ko" not in own
    assert np.array_equal(own["encoder_head_ko"], head)
    logits = whole @ own["encoder_head_en"][:, columns] + own["encoder_bias_en"][columns]
    alone = logits.argmax(axis=1) == moods.argmax(axis=1)
    with_ends = (logits + said.ends @ own["encoder_ends_en"]).argmax(axis=1) == moods.argmax(axis=1)
    assert with_ends.mean() > 0.95 > alone.mean()


def test_originals_soften_labels() -> None:
    found = taught_by_originals(
        np.array([[1, 0]], np.float32), np.array([[0.5, 0.5]], np.float32), 0.3
    )
    assert found[0].tolist() == pytest.approx([0.85, 0.15])


def test_what_leads_is_taught_alone_and_nothing_where_nothing_is_known() -> None:
    found = leading(np.array([[0.5, 0.3, 0.2], [0.4, 0.4, 0.2], [0, 0, 0]], np.float32))
    assert found.tolist() == [[1, 0, 0], [0.5, 0.5, 0], [0, 0, 0]]
