"""Figures for a classifier of expressions."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import EXPRESSIONS

BINS = 15
NO_FACE = -1

Ints = NDArray[np.int64]


def accuracy(guesses: Ints, truth: Ints) -> float:
    """The share of rows that are right; 0 where there are none."""
    return float((guesses == truth).mean()) if len(truth) else 0.0


def recalls(guesses: Ints, truth: Ints) -> list[float | None]:
    """For each expression the share of its rows found; None where it has no row."""
    found = []
    for number in range(len(EXPRESSIONS)):
        rows = truth == number
        found.append(float((guesses[rows] == number).mean()) if rows.any() else None)
    return found


def balanced_accuracy(guesses: Ints, truth: Ints) -> float:
    """The mean recall over the expressions that have rows."""
    known = [recall for recall in recalls(guesses, truth) if recall is not None]
    return float(np.mean(known)) if known else 0.0


def macro_f1(guesses: Ints, truth: Ints) -> float:
    """The mean F1 over the expressions that have rows."""
    scores = []
    for number in range(len(EXPRESSIONS)):
        rows, guessed = truth == number, guesses == number
        if rows.any():
            scores.append(2 * float((rows & guessed).sum()) / float(rows.sum() + guessed.sum()))
    return float(np.mean(scores)) if scores else 0.0


def confusion(guesses: Ints, truth: Ints) -> list[list[int]]:
    """Rows: truth, columns: guess, both in the order of EXPRESSIONS. NO_FACE is in no column."""
    table = np.zeros((len(EXPRESSIONS), len(EXPRESSIONS)), np.int64)
    seen = guesses != NO_FACE
    np.add.at(table, (truth[seen], guesses[seen]), 1)
    return [[int(count) for count in row] for row in table]


def calibration_error(probabilities: NDArray[np.float32], truth: Ints) -> float:
    """Expected calibration error of the leading class, in BINS equal bins of confidence."""
    if not len(truth):
        return 0.0
    sure = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(sure[bins == number].mean()) - float(right[bins == number].mean()))
        * float((bins == number).mean())
        for number in np.unique(bins)
    ]
    return float(sum(gaps))


def summary(probabilities: NDArray[np.float32], truth: Ints) -> dict[str, Any]:
    """All figures of one set. A row of NaN in `probabilities` (N, 7) is a face that was not found.

    Such a row counts as wrong; the calibration error is over the rows that were read.
    """
    read = ~np.isnan(probabilities).any(axis=1)
    guesses = np.where(read, np.nan_to_num(probabilities).argmax(axis=1), NO_FACE).astype(np.int64)
    found = recalls(guesses, truth)
    return {
        "n": len(truth),
        "accuracy": round(accuracy(guesses, truth), 4),
        "balanced_accuracy": round(balanced_accuracy(guesses, truth), 4),
        "macro_f1": round(macro_f1(guesses, truth), 4),
        "recall": {
            name: None if value is None else round(value, 4)
            for name, value in zip(EXPRESSIONS, found, strict=True)
        },
        "confusion": confusion(guesses, truth),
        "ece": round(calibration_error(probabilities[read], truth[read]), 4),
    }
