"""Where the encoder starts from: Universal Sentence Encoder Lite, made smaller, and Korean pieces.

`start/use_lite.npz` is Google's model (Apache-2.0) with a third of the hidden units of its two
layers, in 8 bits; docs/models/text.md tells how it was made.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.text.pieces import Pieces
from emotion.text.teaching.korean_pieces import learn_pieces
from emotion.text.teaching.translation import translate_vectors

START = Path(__file__).resolve().parent.parent / "start" / "use_lite.npz"
# What emoji are called, in words that English text is full of.
Weights = dict[str, NDArray[np.float32]]


def load_start() -> tuple[Weights, list[str], list[float]]:
    """Weights by name, the pieces and their log probabilities."""
    with np.load(START, allow_pickle=False) as stored:
        found = {name: stored[name] for name in stored.files}
    names = found.pop("names").tobytes().decode().split("\n")
    scores = [float(score) for score in found.pop("scores")]
    return unscaled(found), names, scores


def unscaled(arrays: dict[str, NDArray[Any]]) -> Weights:
    """8-bit arrays times their scales, as 32-bit ones."""
    return {
        name: (values.astype(np.float32) * arrays.get(f"{name}_scale", np.float32(1))).astype(
            np.float32
        )
        for name, values in arrays.items()
        if not name.endswith("_scale")
    }


def with_korean(
    korean: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    emoji: dict[str, str],
    seed: int,
    most: int = 32,
) -> tuple[Weights, list[str], list[float]]:
    """The start with Korean pieces added, each where its translations lie.

    `pairs`: English texts with their Korean translations.
    """
    weights, names, scores = load_start()
    plain = Pieces(names, scores, emoji)
    learned = learn_pieces([plain.prepared(text) for text in korean])
    first = len(names)
    names = [*names, *(piece for piece, _ in learned)]
    scores = [*scores, *(score for _, score in learned)]
    pieces = Pieces(names, scores, emoji)
    left = [pieces.numbers(text, most) for _, text in pairs]
    right = [pieces.numbers(text, most) for text, _ in pairs]
    vectors = translate_vectors(left, right, weights["pieces"], len(names))[first:]
    chance = np.random.default_rng(seed)
    known = np.abs(vectors).sum(axis=1, keepdims=True) > 0
    spread = weights["pieces"].std()
    # A mean of vectors is short: as long as English ones, with a little noise to tell twins apart.
    length = np.linalg.norm(weights["pieces"], axis=1).mean()
    vectors *= length / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    noise = chance.normal(0, spread, vectors.shape)
    vectors = np.where(known, 0.8 * vectors + 0.4 * noise, noise).astype(np.float32)
    weights["pieces"] = np.concatenate([weights["pieces"], vectors])
    return weights, names, scores
