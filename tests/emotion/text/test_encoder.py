"""emotion.text.encoder: what it says does not depend on its company."""

import numpy as np
import pytest

from emotion.text.artefact import SHIPPED, load_artefact
from emotion.text.encoder import GROUP, MOST_WINDOWS, WINDOW, Encoder, stored, unfolded
from emotion.text.model import TextModel

LONG = "I walked to the shop and bought milk and bread and a new lamp for the desk. " * 30


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return TextModel(load_artefact(SHIPPED)).encoder


def test_a_batch_says_what_each_alone_says(encoder: Encoder) -> None:
    texts = ["I am happy", "슬프다", LONG, ""]
    together = encoder.encode(texts)
    for row, text in enumerate(texts):
        assert np.allclose(together[row], encoder.encode([text])[0], atol=1e-4)
    assert encoder.encode([]).shape == (0, encoder.width)


def test_parts_make_up_the_whole(encoder: Encoder) -> None:
    parts = ["I was afraid.", "Then it was over.", "I slept well."]
    said = encoder.encode_parts([parts, ["one"]])
    assert said.parts.shape == (4, encoder.width)
    assert said.shares[:3].sum() == pytest.approx(1, abs=1e-4)
    assert said.shares[3] == pytest.approx(1, abs=1e-4)
    assert np.allclose(said.whole[0], encoder.encode([" ".join(parts)])[0], atol=1e-4)
    assert np.allclose(said.whole[1], said.parts[3], atol=1e-4)


def test_the_ends_of_a_text_are_its_first_and_its_last_part(encoder: Encoder) -> None:
    said = encoder.encode_parts([["one"], ["I was afraid.", "Then it was over.", "I slept."]])
    assert said.sizes.tolist() == [1, 3]
    assert np.array_equal(said.ends[0], np.concatenate([said.parts[0], said.parts[0]]))
    assert np.array_equal(said.ends[1], np.concatenate([said.parts[1], said.parts[3]]))
    assert encoder.encode_parts([]).ends.shape == (0, 2 * encoder.width)


def test_more_texts_than_are_read_at_once_keep_their_order(encoder: Encoder) -> None:
    texts = [f"day {number}" for number in range(GROUP + 3)]
    together = encoder.encode(texts)
    assert np.allclose(together[GROUP:], encoder.encode(texts[GROUP:]), atol=1e-4)


def test_a_very_long_text_is_read_all_over(encoder: Encoder) -> None:
    length = len(encoder.pieces.numbers(LONG * 10))
    assert length > WINDOW * MOST_WINDOWS
    said = encoder.encode_parts([[LONG] * 10])
    assert (said.shares > 0).all()


def test_eight_bits_keep_what_is_said() -> None:
    random = np.random.default_rng(1)
    weights = {"pieces": random.normal(size=(50, 8)).astype(np.float32), "b": np.ones(3)}
    back = unfolded(stored(weights))
    assert np.abs(back["pieces"] - weights["pieces"]).max() < 0.02
    assert back["b"].tolist() == [1, 1, 1]
