"""How well the likeness of two texts agrees with the scores that people gave."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from emotion.text.datasets import DataError, goemotions, rows_of

# Translations among which the right one is looked for.
TRANSLATIONS = 500

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


def judge_pairs(path: Path, embed: Embed) -> dict[str, Any]:
    """Spearman's and Pearson's correlation of the cosine with the score of each row."""
    scores, left, right = [], [], []
    for number, row in enumerate(rows_of(path), 2):
        try:
            score, first, second = row[:3]
            scores.append(float(score))
        except ValueError as error:
            raise DataError(f"{path.name}, line {number}: not score, text, text") from error
        left.append(first)
        right.append(second)
    if len(scores) < 3:
        raise DataError(f"{path.name}: fewer than three pairs")
    cosines = (embed(left) * embed(right)).sum(axis=1)
    return {
        "n": len(scores),
        "spearman": round(float(stats.spearmanr(cosines, scores).statistic), 4),
        "pearson": round(float(stats.pearsonr(cosines, scores).statistic), 4),
    }


def judge_translations(root: Path, embed: Embed) -> dict[str, Any]:
    """How often an English comment is nearest to its Korean translation, of so many.

    The data folder has no English pairs with scores by people, so this is all that can be said of
    English: whether what is said, not the letters, brings texts together.
    """
    english = goemotions(root, "en", "test").texts[:TRANSLATIONS]
    korean = goemotions(root, "ko", "test").texts[:TRANSLATIONS]
    cosines = embed(english) @ embed(korean).T
    right = (cosines >= np.diag(cosines)[:, None]).sum(axis=1)
    return {
        "n": len(english),
        "first": round(float((right == 1).mean()), 4),
        "among_ten": round(float((right <= 10).mean()), 4),
    }
