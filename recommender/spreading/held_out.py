"""How well songs' moods agree with the curator, without and with spreading: by cross-validation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS, Mood
from recommender.spreading.classify import likelihoods, weights

# Parts into which the labelled songs are cut; with fewer songs each is a part of its own.
FOLDS = 10

# What other evidence says of a song: moods, each with its weight.
Others = Sequence[tuple[Mood, float]]


@dataclass(frozen=True)
class HeldOut:
    """The share of held-out songs whose mood is the curator's, without and with spreading."""

    tested: int
    before: float
    after: float


def held_out(
    vectors: csr_matrix, moods: NDArray[np.int64], others: Sequence[Others], most: float
) -> HeldOut | None:
    """Hide each labelled song's mood once, spread the others' to it, and compare.

    vectors (m, d), moods (m positions in MOODS) and others have one entry a labelled song. None
    where a part, left out, leaves fewer than two moods to learn from.
    """
    if not len(moods):
        return None
    parts = folds(moods)
    found = np.zeros((len(moods), len(MOODS)))
    for fold in range(int(parts.max()) + 1):
        rest = parts != fold
        if len(set(moods[rest].tolist())) < 2:
            return None
        found[~rest] = likelihoods(vectors[rest], moods[rest], vectors[~rest])
    counts = weights(found, most)
    before = [led_by(list(own)) for own in others]
    after = [
        led_by([*own, (Mood(share), float(weight))])
        for own, share, weight in zip(others, found, counts, strict=True)
    ]
    names = [MOODS[place] for place in moods.tolist()]
    return HeldOut(len(names), agreement(names, before), agreement(names, after))


def folds(moods: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the part (0..) of each song, each mood dealt out evenly; the same every time."""
    count = min(FOLDS, len(moods))
    found = np.zeros(len(moods), dtype=np.int64)
    found[np.argsort(moods, kind="stable")] = np.arange(len(moods)) % max(count, 1)
    return found


def led_by(evidence: Sequence[tuple[Mood, float]]) -> str:
    """Return the leading mood of all evidence together; "" where there is none that counts."""
    counted = [(mood, weight) for mood, weight in evidence if weight > 0]
    return Mood.blend(counted).top if counted else ""


def agreement(truth: Sequence[str], told: Sequence[str]) -> float:
    """Return the share of places where both are the same."""
    return float(np.mean([a == b for a, b in zip(truth, told, strict=True)]))
