"""Predict mood tags from other tags by what several methods agree on."""

from collections.abc import Callable
from typing import Self

import numpy as np

from recommender.engine.tag_prediction.methods import (
    Features,
    Scorer,
    kernel_ridge,
    logistic,
    naive_bayes,
    tag_vectors,
)
from recommender.engine.tag_prediction.tracks import Matrix, TaggedTracks, even_length

# Sizes of the tag vectors: the small one generalises, the large one keeps the particular.
COARSE, MIDDLE, FINE = 10, 20, 40
# A product of matrices rounds otherwise for one row than for many; equal scores must stay equal.
DECIMALS = 9


class MoodTagPredictor:
    """Rank averaging over six fitted methods.

    Each method's score becomes its place (0..1) among that method's scores of the training
    tracks, for each mood: methods whose scores have other scales then weigh the same, and a track
    scores the same alone as among others.
    """

    def __init__(self, scorers: dict[str, Scorer], known: dict[str, Matrix]) -> None:
        """known: each method's scores of the training tracks, sorted in each column."""
        self._scorers, self._known = scorers, known

    @classmethod
    def fit(cls, tracks: TaggedTracks) -> Self:
        """Train on tracks; ValueError if fewer than two of them have moods."""
        judged = tracks.with_moods
        if len(judged.moods) < 2:
            raise ValueError("there are no tracks with mood tags to learn from")
        scorers = {name: method(tracks, judged) for name, method in METHODS.items()}
        known = {name: np.sort(_told(score, judged.tags), 0) for name, score in scorers.items()}
        return cls(scorers, known)

    def predict(self, tags: Matrix) -> Matrix:
        """Return (tracks, moods) in 0..1, higher where the mood fits better than elsewhere."""
        return np.asarray(np.mean(list(self.places(tags).values()), axis=0))

    def places(self, tags: Matrix) -> dict[str, Matrix]:
        """Return each method's own answer in the same form."""
        return {
            name: _places(_told(score, tags), self._known[name])
            for name, score in self._scorers.items()
        }


def _told(score: Scorer, tags: Matrix) -> Matrix:
    return np.round(score(tags), DECIMALS)


def _places(scores: Matrix, known: Matrix) -> Matrix:
    """Where each score stands among the sorted known ones: the middle of its equals, 0..1."""
    found = np.empty_like(scores)
    for column in range(scores.shape[1]):
        left, right = (
            np.searchsorted(known[:, column], scores[:, column], side) for side in ("left", "right")
        )
        found[:, column] = (left + right) / 2 / len(known)
    return found


def _vectors_of(size: int) -> Callable[[TaggedTracks], Features]:
    def prepare(tracks: TaggedTracks) -> Features:
        vectors = tag_vectors(tracks, size)
        return lambda tags: np.asarray(even_length(tags) @ vectors)

    return prepare


# Each takes all training tracks (tag vectors learn from those without moods too), and the judged.
METHODS: dict[str, Callable[[TaggedTracks, TaggedTracks], Scorer]] = {
    "naive_bayes": lambda every, judged: naive_bayes(judged),
    "logistic": lambda every, judged: logistic(judged, even_length),
    "logistic_coarse": lambda every, judged: logistic(judged, _vectors_of(COARSE)(every)),
    "logistic_fine": lambda every, judged: logistic(judged, _vectors_of(FINE)(every)),
    "kernel": lambda every, judged: kernel_ridge(judged, even_length),
    "kernel_vectors": lambda every, judged: kernel_ridge(judged, _vectors_of(MIDDLE)(every)),
}
