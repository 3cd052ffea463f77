"""One reading from the network's two heads.

reading = softmax((share * log p_votes + (1 - share) * log p_labels + bias) / temperature)

The votes' head agrees with people but says neutral when in doubt, since a third of its lessons
are neutral; the labels' head does not, but learned from noisy labels. Their log probabilities are
mixed, and the bias takes back a part of how often each class occurred in training. Share and that
part are chosen, and the temperature is fitted, on the validation split.
"""

from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.metrics import accuracy

SHARES = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
PRIOR_STRENGTHS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)
# What the reading is to reach on faces it has not seen: by the votes' majority, by the labels.
BARS = (0.84, 0.64)
TEMPERATURES = tuple(float(value) for value in np.geomspace(0.4, 3.0, 61))

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """How the two heads become one distribution. `bias`: one number for each expression."""

    share: float = 0.5
    bias: tuple[float, ...] = (0.0,) * 7
    temperature: float = 1.0

    def combine(self, logits: Floats) -> Floats:
        """(..., 2, 7) logits (votes, labels) to (..., 7) probabilities that sum to 1."""
        logs = log_softmax(logits.astype(np.float64))
        mixed = self.share * logs[..., 0, :] + (1 - self.share) * logs[..., 1, :]
        scaled = log_softmax((mixed + np.array(self.bias)) / self.temperature)
        return np.asarray(np.exp(scaled), dtype=np.float32)

    def as_dict(self) -> dict[str, Any]:
        """For meta.json."""
        return asdict(self) | {"bias": list(self.bias)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Reading":
        """From meta.json."""
        return cls(values["share"], tuple(values["bias"]), values["temperature"])


@dataclass(frozen=True)
class Truths:
    """Two kinds of label of the same rows, each (N,) with -1 for "none"."""

    votes: NDArray[np.int64]
    labels: NDArray[np.int64]


def log_softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def choose_reading(logits: Floats, truths: Truths, priors: NDArray[np.float64]) -> Reading:
    """The reading that does best on validation rows.

    `logits`: (N, 2, 7). `priors`: (2, 7) shares of the classes in training, for each head.
    The two kinds of label contradict each other on a third of the rows, so what is won by one is
    lost by the other. A reading is worth its accuracy as a share of BARS, for the kind of label
    where that share is lower: neither is given up for the other.
    """
    options = []
    for share, strength in product(SHARES, PRIOR_STRENGTHS):
        log_prior = share * np.log(priors[0]) + (1 - share) * np.log(priors[1])
        bias = -strength * (log_prior - log_prior.mean())
        options.append(Reading(share, tuple(float(value) for value in bias)))

    def worth(option: Reading) -> float:
        reached = _accuracies(option, logits, truths)
        return min(got / bar for got, bar in zip(reached, BARS, strict=True))

    best = max(options, key=worth)
    return fit_temperature(best, logits, truths)


def fit_temperature(reading: Reading, logits: Floats, truths: Truths) -> Reading:
    """With the temperature that makes the votes' clear majority likeliest."""
    known = truths.votes >= 0
    rows, truth = logits[known], truths.votes[known]

    def surprise(temperature: float) -> float:
        probabilities = Reading(reading.share, reading.bias, temperature).combine(rows)
        return -float(np.log(probabilities[np.arange(len(truth)), truth] + 1e-9).mean())

    return Reading(reading.share, reading.bias, min(TEMPERATURES, key=surprise))


def _accuracies(reading: Reading, logits: Floats, truths: Truths) -> tuple[float, float]:
    """By the votes' majority and by the labels."""
    guesses = reading.combine(logits).argmax(axis=1)
    votes, labels = truths.votes >= 0, truths.labels >= 0
    return (
        accuracy(guesses[votes], truths.votes[votes]),
        accuracy(guesses[labels], truths.labels[labels]),
    )
