"""Texts as rows of length 1 that lie near each other where the texts say alike.

Two parts side by side, each of length 1 before it is weighed: hashed n-grams of signs, folded into
a few hundred columns by signs of their hash (feature hashing, Weinberger et al. 2009), which hear
the same words; and what the model says of the feeling, which hears the same mood.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from emotion.text.cleaning import language_of
from emotion.text.heads import EMOTION_COLUMNS
from emotion.text.linear import count
from emotion.text.model import TextModel

WORD_COLUMNS = 480
FEELING_SHARE = 0.25


def embed_texts(model: TextModel, texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, d) rows of length 1; an empty text has a row of its own kind."""
    langs = [language_of(text) for text in texts]
    words = np.zeros((len(texts), WORD_COLUMNS), np.float32)
    for row, (text, lang) in enumerate(zip(texts, langs, strict=True)):
        words[row] = _folded(model, text, lang)
    feelings = np.zeros((len(texts), EMOTION_COLUMNS.stop), np.float32)
    for lang in set(langs):
        rows = [row for row, each in enumerate(langs) if each == lang]
        feelings[rows] = model.logits([texts[row] for row in rows], lang)[:, EMOTION_COLUMNS]
    parts = [
        _unit(words) * np.sqrt(1 - FEELING_SHARE),
        _unit(feelings - feelings.mean(axis=1, keepdims=True)) * np.sqrt(FEELING_SHARE),
    ]
    return _unit(np.concatenate(parts, axis=1))


def _folded(model: TextModel, text: str, lang: str) -> NDArray[np.float32]:
    keys, counts = count(text, lang)
    vocabulary = model.linear[lang].vocabulary
    places = np.minimum(np.searchsorted(vocabulary.keys, keys), len(vocabulary.keys) - 1)
    known = vocabulary.keys[places] == keys
    rarity = np.where(known, vocabulary.rarity[places], vocabulary.rarity.max())
    signs = np.where(keys & np.uint32(1), 1.0, -1.0)
    values = signs * rarity * (1 + np.log(counts))
    columns = (keys >> np.uint32(1)) % np.uint32(WORD_COLUMNS)
    return np.bincount(columns, values, minlength=WORD_COLUMNS).astype(np.float32)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)
