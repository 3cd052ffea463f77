"""One reading from the network's two heads.

reading = softmax((share * log p_votes + (1 - share) * log p_labels + bias) / temperature)

The votes' head agrees with people but says neutral when in doubt, since a third of its lessons
are neutral; the labels' head does not, but learned from noisy labels. Their log probabilities are
mixed, and the bias takes back a part of how often each class occurred in training. Share and that
part are chosen, and the temperature is fitted, on the validation split.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.metrics import accuracy, balanced_accuracy

SHARES = tuple(number / 20 for number in range(21))
PRIOR_STRENGTHS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)
# What may be given up of the accuracy by the votes for the sake of the rarer expressions.
SLACK = 0.006
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
    """The reading that people get, from validation rows.

    `logits`: (N, 2, 7). `priors`: (2, 7) shares of the classes in training, for each head.
    Among the readings that come within SLACK of the best accuracy by the votes, the one with the
    best mean of both balanced accuracies: who sits before a camera did not come by the shares of a
    web search, and posed faces least of all.
    """
    options = list(_options(priors))
    by_votes = [_accuracies(option, logits, truths)[0] for option in options]
    close = [
        option
        for option, reached in zip(options, by_votes, strict=True)
        if reached >= max(by_votes) - SLACK
    ]
    best = max(close, key=lambda option: sum(_balanced(option, logits, truths)))
    return fit_temperature(best, logits, truths.votes)


def choose_label_reading(logits: Floats, truths: Truths, priors: NDArray[np.float64]) -> Reading:
    """The reading that agrees most with the original labels, for comparing with published figures.

    Arguments as in `choose_reading`. Nobody is told this one: those labels are noisy.
    """
    best = max(_options(priors), key=lambda option: _accuracies(option, logits, truths)[1])
    return fit_temperature(best, logits, truths.labels)


def _options(priors: NDArray[np.float64]) -> Iterator[Reading]:
    for share, strength in product(SHARES, PRIOR_STRENGTHS):
        log_prior = share * np.log(priors[0]) + (1 - share) * np.log(priors[1])
        bias = -strength * (log_prior - log_prior.mean())
        yield Reading(share, tuple(float(value) for value in bias))


def fit_temperature(reading: Reading, logits: Floats, truth: NDArray[np.int64]) -> Reading:
    """With the temperature that makes the truth (N,), -1 for none, likeliest."""
    known = truth >= 0
    rows, right = logits[known], truth[known]

    def surprise(temperature: float) -> float:
        probabilities = Reading(reading.share, reading.bias, temperature).combine(rows)
        return -float(np.log(probabilities[np.arange(len(right)), right] + 1e-9).mean())

    return Reading(reading.share, reading.bias, min(TEMPERATURES, key=surprise))


def _accuracies(reading: Reading, logits: Floats, truths: Truths) -> tuple[float, float]:
    """By the votes' majority and by the labels."""
    guesses = reading.combine(logits).argmax(axis=1)
    votes, labels = truths.votes >= 0, truths.labels >= 0
    return (
        accuracy(guesses[votes], truths.votes[votes]),
        accuracy(guesses[labels], truths.labels[labels]),
    )


def _balanced(reading: Reading, logits: Floats, truths: Truths) -> tuple[float, float]:
    """By the votes' majority and by the labels."""
    guesses = reading.combine(logits).argmax(axis=1)
    votes, labels = truths.votes >= 0, truths.labels >= 0
    return (
        balanced_accuracy(guesses[votes], truths.votes[votes]),
        balanced_accuracy(guesses[labels], truths.labels[labels]),
    )
