"""What is chosen on development rows: temperatures, thresholds, and when to be unsure."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from emotion.text.datasets import Corpus
from emotion.text.heads import (
    COMMENT_COLUMNS,
    DIARY_COLUMNS,
    EMOTION_COLUMNS,
    Floats,
    sigmoid,
    softmax,
)
from emotion.text.metrics import best_thresholds

HEATS = np.geomspace(0.4, 4, 60)
# A reading is unsure where fewer than this share of such readings of diaries is right.
RIGHT_ENOUGH = 0.5
STEP = 0.01

Judged = Mapping[str, Sequence[tuple[Corpus, Floats]]]


def fit_reading(judged: Judged) -> dict[str, Any]:
    """The `reading` of meta.json from each language's development corpora with their logits.

    The order in a language: comments, diaries, then others.
    """
    heat: dict[str, dict[str, float]] = {}
    thresholds: dict[str, list[float]] = {}
    sure, right = [], []
    for lang, ((comments, of_comments), (diaries, of_diaries), *_) in judged.items():
        clear = comments.clear
        heat[lang] = {
            "comments": best_heat(of_comments[clear, COMMENT_COLUMNS], comments.moods[clear]),
            "diaries": best_heat(of_diaries[:, DIARY_COLUMNS], diaries.moods),
        }
        found = best_thresholds(sigmoid(of_comments[:, EMOTION_COLUMNS]), comments.emotions > 0.5)
        thresholds[lang] = [round(float(each), 3) for each in found]
        shares = softmax(of_diaries[:, DIARY_COLUMNS] / heat[lang]["diaries"])
        sure.append(shares.max(axis=1))
        right.append(shares.argmax(axis=1) == diaries.moods.argmax(axis=1))
    border = sure_from(np.concatenate(sure), np.concatenate(right))
    return {"heat": heat, "thresholds": thresholds, "sure_from": border}


def best_heat(logits: Floats, moods: Floats) -> float:
    """The temperature under which the truth is likeliest."""
    losses = [
        -float(np.mean(np.log((softmax(logits / heat) * moods).sum(axis=1) + 1e-9)))
        for heat in HEATS
    ]
    return round(float(HEATS[int(np.argmin(losses))]), 4)


def sure_from(confidence: Floats, right: Any) -> float:
    """The least confidence from which on, in a window around it, half of the readings are right."""
    for border in np.arange(0.2, 0.8, STEP):
        near = (confidence >= border - 0.05) & (confidence < border + 0.05)
        if near.sum() >= 10 and right[near].mean() >= RIGHT_ENOUGH:
            return round(float(border), 2)
    return 0.5
