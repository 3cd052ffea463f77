"""One reading from the network's two heads.

reading = softmax((W [log p_votes, log p_labels] + b) / temperature)

The votes' head agrees with people but says neutral when in doubt, since a third of its lessons
are neutral; the labels' head does not, but learned from noisy labels. W, b and the temperature are
fitted on the validation split (emotion/face/fitting.py).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import EXPRESSIONS

CLASSES = len(EXPRESSIONS)
# A head's log probability counts as at least this: beyond it there is no more to know.
FLOOR = -8.0

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Reading:
    """How the two heads become one distribution. `weights`: (7, 14), `bias`: (7,)."""

    weights: Doubles
    bias: Doubles
    temperature: float = 1.0

    def combine(self, logits: Floats) -> Floats:
        """(..., 2, 7) logits (votes, labels) to (..., 7) probabilities that sum to 1."""
        mixed = features(logits) @ self.weights.T + self.bias
        return np.asarray(np.exp(log_softmax(mixed / self.temperature)), dtype=np.float32)

    def as_dict(self) -> dict[str, Any]:
        """For meta.json."""
        return {
            "weights": np.round(self.weights, 5).tolist(),
            "bias": np.round(self.bias, 5).tolist(),
            "temperature": self.temperature,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Reading":
        """From meta.json."""
        bias = np.array(values["bias"], dtype=np.float64)
        return cls(np.array(values["weights"], dtype=np.float64), bias, values["temperature"])


def features(logits: Floats) -> Doubles:
    """(..., 2, 7) logits to (..., 14) log probabilities, votes first."""
    logs = np.maximum(log_softmax(logits.astype(np.float64)), FLOOR)
    return np.asarray(logs.reshape(*logs.shape[:-2], 2 * CLASSES))


def log_softmax(logits: Doubles) -> Doubles:
    """Over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
