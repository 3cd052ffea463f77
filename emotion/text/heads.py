"""The columns of what a model of one language says, and how logits become probabilities."""

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from emotion.text.emotions import EMOTIONS

# The columns: 28 emotions; the moods of comments by the shares that these have in GoEmotions and in
# KOTE (Korean alone has its own); the moods of diaries, all six alike.
_FIRST = len(EMOTIONS)
EMOTION_COLUMNS = slice(0, _FIRST)
DOMAINS = {
    name: slice(_FIRST + place * len(MOODS), _FIRST + (place + 1) * len(MOODS))
    for place, name in enumerate(("comments", "kote", "diaries"))
}
COLUMNS = DOMAINS["diaries"].stop
PARTS = {"emotions": EMOTION_COLUMNS, **DOMAINS}

Floats = NDArray[np.float32]


def softmax(logits: Floats) -> Floats:
    """Shares that sum to 1 in each row."""
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), np.float32)


def sigmoid(logits: Floats) -> Floats:
    """Probabilities, each for itself."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
