"""The columns of what a model of one language says, and how logits become probabilities."""

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from emotion.text.emotions import EMOTIONS

# The columns: 28 emotions; the moods of comments, with the shares that they have there; the moods
# of diaries, all six alike.
EMOTION_COLUMNS = slice(0, len(EMOTIONS))
COMMENT_COLUMNS = slice(len(EMOTIONS), len(EMOTIONS) + len(MOODS))
DIARY_COLUMNS = slice(len(EMOTIONS) + len(MOODS), len(EMOTIONS) + 2 * len(MOODS))
COLUMNS = DIARY_COLUMNS.stop
DOMAINS = {"comments": COMMENT_COLUMNS, "diaries": DIARY_COLUMNS}

Floats = NDArray[np.float32]


def softmax(logits: Floats) -> Floats:
    """Shares that sum to 1 in each row."""
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), np.float32)


def sigmoid(logits: Floats) -> Floats:
    """Probabilities, each for itself."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
