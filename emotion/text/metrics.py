"""Figures for what was read in texts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from emotion.moods import MOODS
from emotion.text.heads import Floats

Ints = NDArray[np.int64]
# Even in log-odds, .011 to .82.
THRESHOLDS = 1 / (1 + np.exp(-np.linspace(-4.5, 1.5, 121)))
# The F1 of a rare label jumps from one threshold to the next by chance. So what the probabilities
# themselves expect is counted beside what was found, and the sum is smoothed over neighbours (a
# Gaussian of so many steps) before the best is taken. Chosen by halves of the development rows:
# .4455 without what is expected, .4491 with it, in Korean.
SMOOTHED = 8
FIXED_THRESHOLD = 0.3


def mood_figures(guesses: Ints, truth: Ints) -> dict[str, Any]:
    """Accuracy, macro-F1 and recall over the moods that have rows, and the confusion.

    Confusion: rows truth, columns guess, in the order of MOODS.
    """
    table = np.zeros((len(MOODS), len(MOODS)), np.int64)
    np.add.at(table, (truth, guesses), 1)
    right, real, guessed = np.diag(table), table.sum(axis=1), table.sum(axis=0)
    there = real > 0
    f1 = 2 * right / np.maximum(real + guessed, 1)
    return {
        "n": len(truth),
        "accuracy": round(float(right.sum() / max(len(truth), 1)), 4),
        "macro_f1": round(float(f1[there].mean()), 4) if there.any() else 0.0,
        "recall": {
            name: round(float(right[row] / real[row]), 4) if there[row] else None
            for row, name in enumerate(MOODS)
        },
        "confusion": [[int(number) for number in row] for row in table],
    }


def label_f1(guesses: NDArray[np.bool_], truth: NDArray[np.bool_]) -> Floats:
    """The F1 of each column."""
    both = (guesses & truth).sum(axis=0)
    return np.asarray(2 * both / np.maximum(guesses.sum(axis=0) + truth.sum(axis=0), 1), np.float32)


def best_thresholds(probabilities: Floats, truth: NDArray[np.bool_]) -> Floats:
    """For each column the threshold with the best F1; to be asked of a development set alone."""
    scores = np.stack([_f1_and_expected(probabilities, truth, each) for each in THRESHOLDS])
    smooth = gaussian_filter1d(scores, SMOOTHED, axis=0, mode="nearest")
    return np.asarray(THRESHOLDS[smooth.argmax(axis=0)], np.float32)


def _f1_and_expected(probabilities: Floats, truth: NDArray[np.bool_], threshold: float) -> Floats:
    """The F1 of each column over the rows, and over as many that are as the probabilities say."""
    guesses = probabilities > threshold
    right = (guesses * (truth + probabilities)).sum(axis=0)
    there = 2 * guesses.sum(axis=0) + truth.sum(axis=0) + probabilities.sum(axis=0)
    return np.asarray(2 * right / np.maximum(there, 1), np.float32)


def calibration_error(shares: Floats, truth: Ints, bins: int = 15) -> float:
    """Expected calibration error of the leading class, in equal bins of confidence."""
    if not len(truth):
        return 0.0
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == truth
    places = np.minimum((sure * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(float(sure[places == each].mean()) - float(right[places == each].mean()))
            * float((places == each).mean())
            for each in np.unique(places)
        )
    )
