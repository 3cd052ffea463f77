"""From validation rows to the reading that people get, and to the one made for the labels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from emotion.face.metrics import accuracy, balanced_accuracy, calibration_error, macro_f1
from emotion.face.reading import CLASSES, Doubles, Floats, Reading, features, log_softmax

Ints = NDArray[np.int64]

FOLDS = 5
SEED = 20261121
# The penalty on the squares of the weights, beside the sum of the rows' losses.
PENALTY = 5.0
ITERATIONS = 200
# Rows of an expression count by its share of all rows to the power of minus this.
RARITIES = (0.0, 0.25, 0.5)
# How much of the map to the votes is in the reading that people get; the rest maps to the labels.
SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# What may be given up of the accuracy by the votes for the sake of the rarer expressions.
SLACK = 0.012
LABELS_HEAD = Reading(np.hstack([np.zeros((CLASSES, CLASSES)), np.eye(CLASSES)]), np.zeros(CLASSES))
# A temperature will do whose mean log of the truth is at most so much worse than the best one's.
LIKELY = 1.01
TEMPERATURES = tuple(float(value) for value in np.geomspace(0.4, 3.0, 61))


@dataclass(frozen=True)
class Truths:
    """Two kinds of label of the same rows, each (N,) with -1 for "none"."""

    votes: Ints
    labels: Ints


@dataclass(frozen=True)
class Option:
    """A way of fitting: the share of the map to the votes, and how much rare rows count."""

    share: float
    rarity: float


def choose_reading(logits: Floats, truths: Truths) -> Reading:
    """The reading that people get, from validation rows; `logits` (N, 2, 7).

    Judged on rows that the fit has not seen (FOLDS parts in turn). Among the options that come
    within SLACK of the best accuracy by the votes, the one with the best sum of balanced accuracy
    and macro-F1 by the votes and balanced accuracy by the labels: who sits before a camera did not
    come by the shares of a web search, and posed faces least of all.
    """
    tried = _guesses(logits, truths, SHARES)
    seen = truths.votes >= 0
    right = truths.votes[seen]
    by_votes = {option: accuracy(got[seen], right) for option, got in tried.items()}
    close = [option for option in tried if by_votes[option] >= max(by_votes.values()) - SLACK]

    def worth(option: Option) -> float:
        got = tried[option]
        of_votes = balanced_accuracy(got[seen], right) + macro_f1(got[seen], right)
        return of_votes + _balanced_by_labels(got, truths)

    return _fitted(logits, truths, max(close, key=worth), truths.votes)


def choose_label_reading(logits: Floats, truths: Truths) -> Reading:
    """The reading that agrees most with the original labels, for comparing with published figures.

    Arguments as in `choose_reading`. Nobody is told this one: those labels are noisy. A map from
    both heads, or the labels' head as it is where no map does better on rows that it has not seen.
    """
    tried = _guesses(logits, truths, (0.0,))
    known = truths.labels >= 0
    right = truths.labels[known]
    best = max(tried, key=lambda option: accuracy(tried[option][known], right))
    of_head = LABELS_HEAD.combine(logits[known]).argmax(axis=1)
    if accuracy(of_head, right) < accuracy(tried[best][known], right):
        return _fitted(logits, truths, best, truths.labels)
    scores = features(logits) @ LABELS_HEAD.weights.T
    return replace(LABELS_HEAD, temperature=best_temperature(scores, truths.labels))


def best_temperature(scores: Doubles, truth: Ints) -> float:
    """The best calibrated of the temperatures by which the truth (N,), -1 for none, is likely.

    `scores` (N, 7). Likelihood alone hardly tells them apart around its peak, and with noisy labels
    the peak lies at temperatures that are too sure.
    """
    known = truth >= 0
    rows, right = scores[known], truth[known]
    readings = {value: log_softmax(rows / value) for value in TEMPERATURES}
    surprise = {
        value: -float(logs[np.arange(len(right)), right].mean()) for value, logs in readings.items()
    }
    likely = [value for value in TEMPERATURES if surprise[value] <= LIKELY * min(surprise.values())]
    return min(likely, key=lambda value: calibration_error(_plain(readings[value]), right))


def _plain(logs: Doubles) -> Floats:
    return np.exp(logs).astype(np.float32)


def fit_map(inputs: Doubles, truth: Ints, rarity: float) -> tuple[Doubles, Doubles]:
    """Multinomial logistic regression: weights (7, D) and bias (7,) for inputs (N, D), truth (N,).

    Weights are drawn to 0 by PENALTY; an expression without a row gets a low bias.
    """
    shares = (np.bincount(truth, minlength=CLASSES) + 1.0) / (len(truth) + CLASSES)
    importance = shares[truth] ** -rarity
    importance /= importance.mean()
    wanted = np.eye(CLASSES)[truth]
    size = inputs.shape[1]

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        table = flat.reshape(CLASSES, size + 1)
        logs = log_softmax(inputs @ table[:, :-1].T + table[:, -1])
        error = (np.exp(logs) - wanted) * importance[:, np.newaxis]
        steep = error.T @ inputs + 2 * PENALTY * table[:, :-1]
        slope = np.hstack([steep, error.sum(axis=0, keepdims=True).T])
        value = -float(importance @ (logs * wanted).sum(axis=1))
        return value + PENALTY * float((table[:, :-1] ** 2).sum()), slope.ravel()

    found = minimize(
        loss,
        np.zeros(CLASSES * (size + 1)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": ITERATIONS},
    )
    table = found.x.reshape(CLASSES, size + 1)
    return table[:, :-1], table[:, -1]


def _maps(logits: Floats, truths: Truths, rarity: float) -> tuple[Reading, Reading]:
    """The map to the votes and the map to the labels."""
    inputs = features(logits)
    fitted = []
    for truth in (truths.votes, truths.labels):
        known = truth >= 0
        fitted.append(Reading(*fit_map(inputs[known], truth[known], rarity)))
    return fitted[0], fitted[1]


def _mixed(maps: tuple[Reading, Reading], share: float) -> Reading:
    """Both, mixed in their logs: these are linear, so what comes out is one map again."""
    votes, labels = maps
    weights = share * votes.weights + (1 - share) * labels.weights
    return Reading(weights, share * votes.bias + (1 - share) * labels.bias)


def _unseen(
    logits: Floats, truths: Truths, rarities: tuple[float, ...]
) -> Iterator[tuple[float, Ints, tuple[Reading, Reading]]]:
    """For each part of the rows and each rarity: the maps that have not seen these rows."""
    for learn, judge in _folds(len(logits)):
        part = Truths(truths.votes[learn], truths.labels[learn])
        for rarity in rarities:
            yield rarity, judge, _maps(logits[learn], part, rarity)


def _guesses(logits: Floats, truths: Truths, shares: tuple[float, ...]) -> dict[Option, Ints]:
    """For each option the guesses (N,) of maps that have not seen the row."""
    options = [Option(*pair) for pair in product(shares, RARITIES)]
    guesses = {option: np.zeros(len(logits), np.int64) for option in options}
    for rarity, judge, maps in _unseen(logits, truths, RARITIES):
        for share in shares:
            found = _mixed(maps, share).combine(logits[judge]).argmax(axis=1)
            guesses[Option(share, rarity)][judge] = found
    return guesses


def _fitted(logits: Floats, truths: Truths, option: Option, truth: Ints) -> Reading:
    """Fitted on all rows; the temperature on rows that the map has not seen."""
    scores = np.zeros((len(logits), CLASSES))
    for _, judge, maps in _unseen(logits, truths, (option.rarity,)):
        part = _mixed(maps, option.share)
        scores[judge] = features(logits[judge]) @ part.weights.T + part.bias
    reading = _mixed(_maps(logits, truths, option.rarity), option.share)
    return replace(reading, temperature=best_temperature(scores, truth))


def _folds(count: int) -> Iterator[tuple[Ints, Ints]]:
    """(learn, judge) positions, FOLDS times; each row is judged once."""
    order = np.random.default_rng(SEED).permutation(count)
    for number in range(FOLDS):
        judge = order[number::FOLDS]
        yield np.setdiff1d(order, judge), judge


def _balanced_by_labels(guesses: Ints, truths: Truths) -> float:
    known = truths.labels >= 0
    return balanced_accuracy(guesses[known], truths.labels[known])
