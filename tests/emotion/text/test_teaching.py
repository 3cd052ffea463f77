"""emotion.text.teaching: batches, translations, and that both encoders say the same."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.text.encoder import Encoder
from emotion.text.pieces import Pieces
from emotion.text.teaching.batches import alike, padded, plan, spoiled
from emotion.text.teaching.config import EncoderConfig
from emotion.text.teaching.lessons import HEADS, SOURCES, WIDTH, Lessons, empty
from emotion.text.teaching.softening import softened
from emotion.text.teaching.start import load_start
from emotion.text.teaching.translation import translate_vectors


@given(st.lists(st.integers(1, 60), min_size=1, max_size=80))
def test_every_row_is_in_one_group_that_fits(lengths: list[int]) -> None:
    groups = alike(np.array(lengths), 128, np.random.default_rng(1))
    assert sorted(np.concatenate(groups)) == list(range(len(lengths)))
    for group in groups:
        assert len(group) == 1 or max(lengths[row] for row in group) * len(group) <= 128


def test_a_plan_shows_each_source_as_often_as_told_and_diaries_later() -> None:
    lengths = {"nsmc": np.full(100, 10), "diaries_en": np.full(50, 20)}
    steps = plan(lengths, {"nsmc": 0.5, "diaries_en": 2.0}, 200, np.random.default_rng(1))
    seen = {
        name: [row for step in steps if step.source == name for row in step.rows]
        for name in lengths
    }
    assert len(seen["nsmc"]) == len(set(seen["nsmc"])) == 50
    assert sorted(seen["diaries_en"]) == sorted([*range(50)] * 2)


def test_padding_is_marked() -> None:
    pieces, there = padded([[5, 6, 7, 8, 9], [3]])
    assert pieces.shape == (2, 8)
    assert there.sum(axis=1).tolist() == [5, 1]
    assert pieces[1].tolist() == [3, 0, 0, 0, 0, 0, 0, 0]


@given(st.text(max_size=100), st.integers())
def test_a_spoiled_text_is_never_empty_nor_longer(text: str, seed: int) -> None:
    found = spoiled(text, random.Random(seed))
    assert found
    assert len(found.lower()) <= max(len(text.lower()), 1)


def test_translations_are_found_from_pairs() -> None:
    vectors = np.eye(5, dtype=np.float32)
    # 0 is with 2 or 3, 1 is with 3 or 4: what 0 and 1 always meet is what they stand for.
    korean, english = [[0], [0, 1], [1], [0], [1]], [[2], [2, 3], [3], [2, 4], [3, 4]]
    found = translate_vectors(korean, english, vectors, 3)
    assert found[0].argmax() == 2
    assert found[1].argmax() == 3
    assert not found[2].any()


def test_the_start_knows_english() -> None:
    weights, names, scores = load_start()
    weights["weigh_w"] = np.zeros(weights["say_b"].shape[0], np.float32)
    encoder = Encoder(weights, Pieces(names, scores, {}))
    said = encoder.encode(["The dog scared me.", "I was afraid of the dog.", "Buy some milk."])
    said /= np.linalg.norm(said, axis=1, keepdims=True)
    assert said[0] @ said[1] > said[0] @ said[2] + 0.1


def test_the_network_that_learns_says_what_the_encoder_says() -> None:
    training = pytest.importorskip("emotion.text.teaching.training")
    weights, names, scores = load_start()
    network = training._Network(weights, EncoderConfig())
    pieces = Pieces(names, scores, {})
    texts = ["The dog scared me.", "hi", "I was afraid of the dog, and of the dark as well."]
    encoder = Encoder(network.weights(), pieces)
    taught = network.encode([pieces.numbers(text) for text in texts])
    # The network multiplies in 16 bits, the encoder in 8.
    said = encoder.encode(texts)
    assert np.abs(taught - said).mean() < 0.03
    lengths = np.linalg.norm(taught, axis=1) * np.linalg.norm(said, axis=1)
    assert ((taught * said).sum(axis=1) / lengths).min() > 0.995


def test_labels_of_comments_are_drawn_to_what_the_encoder_makes_of_the_originals() -> None:
    random = np.random.default_rng(3)
    config = EncoderConfig(own=0.25, originals=0.5)
    weights = {
        "head_w": random.normal(size=(4, WIDTH)).astype(np.float32),
        "head_b": np.zeros((len(SOURCES), WIDTH), np.float32),
    }
    lessons = {name: _two_rows(name) for name in ("goemotions_en", "goemotions_ko", "kote")}
    said = np.zeros((2, 4), np.float32)
    found = softened(lessons, said, weights, config)
    emotions, moods = HEADS["emotions"], HEADS["moods"]
    # What says nothing has even chances: one half for an emotion, a sixth for a mood.
    assert found["goemotions_en"].targets[0, emotions][:2] == pytest.approx([0.875, 0.125])
    assert found["goemotions_ko"].targets[0, emotions][:2] == pytest.approx([0.75, 0.25])
    assert found["goemotions_ko"].targets[0, moods].sum() == pytest.approx(1)
    assert found["goemotions_ko"].targets[0, moods][0] == pytest.approx(0.5 + 0.5 / 6)
    # Nothing is made up where no mood is known, and other sets stay as they are.
    assert not found["goemotions_ko"].targets[1, moods].any()
    assert found["kote"] is lessons["kote"]
    assert lessons["goemotions_ko"].targets[0, emotions][0] == 1


def _two_rows(source: str) -> Lessons:
    lessons = empty(source, ["one", "other"])
    lessons.targets[0, [HEADS["emotions"].start, HEADS["moods"].start]] = 1
    lessons.counts[:, HEADS["emotions"]] = 1
    lessons.counts[0, HEADS["moods"]] = 1
    return lessons
