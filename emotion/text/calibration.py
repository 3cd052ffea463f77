"""What is chosen on development rows: how parts are mixed, thresholds, and when to be unsure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.optimize import minimize

from emotion.text.datasets import Corpus
from emotion.text.heads import PARTS, Floats, sigmoid, softmax
from emotion.text.metrics import best_thresholds, mood_figures

# A reading is unsure where fewer than this share of such readings of diaries is right.
RIGHT_ENOUGH = 0.5
STEP = 0.01
# How much of the logarithm of their rarity moods may be given back, and over how many of these
# steps a figure is smoothed: on some hundred rows the best jumps by chance.
LIFTS = np.linspace(-0.5, 1, 31)
SMOOTHED = 2
# How often accuracy counts beside macro-F1 where this is chosen. KOTE is mostly anger and joy: a
# reading that names little else is right often, and tells little.
ACCURACY_COUNTS = {"comments": 2.0, "kote": 0.5}
EVEN = (0.5, 0.5)


@dataclass(frozen=True, eq=False)
class Heard:
    """Development rows of one domain with the logits of the linear and of the neural part."""

    domain: str
    corpus: Corpus
    linear: Floats
    neural: Floats

    def mixed(self, shares: Sequence[float], part: str) -> Floats:
        """The logits of one part's columns."""
        columns = PARTS[part]
        return np.asarray(
            self.linear[:, columns] * shares[0] + self.neural[:, columns] * shares[1], np.float32
        )


def fit_reading(heard: Mapping[str, Sequence[Heard]]) -> dict[str, Any]:
    """The `reading` of meta.json from each language's development rows."""
    mix = {lang: mix_of(parts) for lang, parts in heard.items()}
    thresholds: dict[str, list[float]] = {}
    sure, right = [], []
    for lang, parts in heard.items():
        by_domain = {each.domain: each for each in parts}
        comments, diaries = by_domain["comments"], by_domain["diaries"]
        said = sigmoid(comments.mixed(mix[lang]["emotions"], "emotions"))
        found = best_thresholds(said, comments.corpus.emotions > 0.5)
        thresholds[lang] = [round(float(each), 3) for each in found]
        shares = softmax(diaries.mixed(mix[lang]["diaries"], "diaries"))
        sure.append(shares.max(axis=1))
        right.append(shares.argmax(axis=1) == diaries.corpus.moods.argmax(axis=1))
    lift = {lang: lift_of(parts, mix[lang]) for lang, parts in heard.items()}
    border = sure_from(np.concatenate(sure), np.concatenate(right))
    return {"mix": mix, "lift": lift, "thresholds": thresholds, "sure_from": border}


def mix_of(parts: Sequence[Heard]) -> dict[str, list[float]]:
    """For the emotions and for each domain's moods how much the two parts count."""
    found = {name: list(EVEN) for name in PARTS}
    for each in parts:
        rows = each.corpus.clear
        moods = each.corpus.moods[rows]
        found[each.domain] = _likeliest(
            lambda shares, each=each, rows=rows, moods=moods: (
                -np.log(
                    (softmax(each.mixed(shares, each.domain)[rows]) * moods).sum(axis=1) + 1e-9
                ).mean()
            )
        )
        if each.domain == "comments":
            truth = each.corpus.emotions
            found["emotions"] = _likeliest(
                lambda shares, each=each, truth=truth: _surprise(
                    sigmoid(each.mixed(shares, "emotions")), truth
                )
            )
    return found


def lift_of(parts: Sequence[Heard], mix: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """For each domain what its moods are lifted by: rare ones more, as far as accuracy and macro-F1
    together gain. What is likeliest is nearly never a rare mood, and macro-F1 asks for these too,
    but it rests on few rows.

    The moods of diaries are left alone: they are alike in number, and people see how sure they are.
    """
    found = {}
    for each in parts:
        if each.domain == "diaries":
            continue
        rows = each.corpus.clear
        logits = each.mixed(mix[each.domain], each.domain)[rows]
        truth = each.corpus.moods[rows].argmax(axis=1)
        rarity = -np.log(np.bincount(truth, minlength=logits.shape[1]).clip(1) / len(truth))
        counts = ACCURACY_COUNTS[each.domain]
        gains = [_both(logits + share * rarity, truth, counts) for share in LIFTS]
        share = LIFTS[gaussian_filter1d(gains, SMOOTHED, mode="nearest").argmax()]
        found[each.domain] = [round(float(value), 3) for value in share * (rarity - rarity.mean())]
    return found


def _both(logits: Any, truth: Any, counts: float) -> float:
    figures = mood_figures(logits.argmax(axis=1), truth)
    return float(counts * figures["accuracy"] + figures["macro_f1"])


def _surprise(said: Floats, truth: Floats) -> float:
    return float(-np.log(np.where(truth > 0.5, said, 1 - said) + 1e-9).mean())


def _likeliest(loss: Callable[..., float]) -> list[float]:
    """The two shares, neither below 0, under which the truth is likeliest."""
    found = minimize(
        lambda shares: loss(np.maximum(shares, 0)), EVEN, method="Nelder-Mead", tol=1e-3
    )
    return [round(float(share), 3) for share in np.maximum(found.x, 0)]


def sure_from(confidence: Floats, right: Any) -> float:
    """The least confidence from which on, in a window around it, half of the readings are right."""
    for border in np.arange(0.2, 0.8, STEP):
        near = (confidence >= border - 0.05) & (confidence < border + 0.05)
        if near.sum() >= 10 and right[near].mean() >= RIGHT_ENOUGH:
            return round(float(border), 2)
    return 0.5
