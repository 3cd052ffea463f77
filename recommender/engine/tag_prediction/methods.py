"""Four ways from tags to mood tags. Each fits on tracks and returns what scores others.

A scorer takes (tracks, tags) and returns (tracks, moods). Only the order of the tracks within a
mood has a meaning, and only within one method.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from recommender.engine.tag_prediction.tracks import Matrix, TaggedTracks, even_length

Scorer = Callable[[Matrix], Matrix]
Features = Callable[[Matrix], Matrix]

# Pseudo-tracks behind each tag of a mood, with the tag as frequent as over all: the rarest moods
# have some sixty tracks, and a tag that none of them has is no proof against it.
BAYES_PRIOR = 50.0
LOGISTIC_PENALTY = 4.0
LOGISTIC_STEPS = 40  # L-BFGS; it stops early, which is a part of the regularisation
RIDGE_PENALTY = 30.0
# Tag sets that the kernel compares with; a sample of all sets, which keeps the cost linear.
LANDMARKS = 800
KERNEL_SHARPNESS = 5.0
TINY = 1e-6


def naive_bayes(tracks: TaggedTracks) -> Scorer:
    """Log odds summed over tags as if these were independent, softened for long lists of tags.

    The sum over the tags present is divided by the root of their number: tags repeat one another
    (soundtrack, film, orchestral), and plain naive Bayes counts each as news.
    """
    weights = tracks.weights
    moods = tracks.moods * weights[:, None]
    with_tag, joint = weights @ tracks.tags, moods.T @ tracks.tags
    of_mood = moods.sum(axis=0)[:, None]
    prior = BAYES_PRIOR * with_tag / weights.sum()
    inside = np.clip((joint + prior) / (of_mood + BAYES_PRIOR), TINY, 1 - TINY)
    outside = (with_tag - joint + prior) / (weights.sum() - of_mood + BAYES_PRIOR)
    outside = np.clip(outside, TINY, 1 - TINY)
    absent = np.log((1 - inside) / (1 - outside))
    present = np.log(inside / outside) - absent

    def score(tags: Matrix) -> Matrix:
        return np.asarray(even_length(tags) @ present.T + absent.sum(axis=1))

    return score


def logistic(tracks: TaggedTracks, features: Features) -> Scorer:
    """Logistic regression for all moods at once, L2-penalised, on `features` of the tags."""
    known, weights = features(tracks.tags), tracks.weights[:, None]
    shape = (known.shape[1] + 1, tracks.moods.shape[1])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        slopes, offsets = flat.reshape(shape)[:-1], flat.reshape(shape)[-1]
        logits = known @ slopes + offsets
        value = (weights * (np.logaddexp(0, logits) - tracks.moods * logits)).sum()
        error = weights * (1 / (1 + np.exp(-logits)) - tracks.moods)
        slope = np.vstack([known.T @ error + LOGISTIC_PENALTY * slopes, error.sum(axis=0)])
        return float(value + LOGISTIC_PENALTY / 2 * (slopes**2).sum()), slope.ravel()

    start = np.zeros(shape)
    share = np.clip((weights * tracks.moods).sum(axis=0) / weights.sum(), TINY, 1 - TINY)
    start[-1] = np.log(share / (1 - share))
    options = {"maxiter": LOGISTIC_STEPS}
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options)
    fitted = found.x.reshape(shape)
    return lambda tags: np.asarray(features(tags) @ fitted[:-1] + fitted[-1])


def kernel_ridge(tracks: TaggedTracks, features: Features, seed: int = 0) -> Scorer:
    """Ridge regression over likeness to known tag sets, so that combinations of tags count.

    Kernel exp(s (cos - 1)) on `features`, by Nystroem's method with LANDMARKS tag sets.
    Source: Williams and Seeger, "Using the Nystroem method to speed up kernel machines" (2001).
    """
    sets = np.unique(tracks.tags, axis=0)
    chosen = np.random.default_rng(seed).permutation(len(sets))[:LANDMARKS]
    anchors = _directions(features(sets[chosen]))

    def likeness(rows: Matrix) -> Matrix:
        return np.asarray(np.exp(KERNEL_SHARPNESS * (rows @ anchors.T - 1)))

    values, vectors = np.linalg.eigh(likeness(anchors))
    kept = values > TINY
    whiten = vectors[:, kept] / np.sqrt(values[kept])

    def mapped(tags: Matrix) -> Matrix:
        return np.asarray(likeness(_directions(features(tags))) @ whiten)

    known, weights = mapped(tracks.tags), tracks.weights
    centre = weights @ known / weights.sum()
    known = known - centre
    moods = tracks.moods - weights @ tracks.moods / weights.sum()
    weighted = known * weights[:, None]
    gram = weighted.T @ known + RIDGE_PENALTY * np.eye(known.shape[1])
    slopes = np.linalg.solve(gram, weighted.T @ moods)
    return lambda tags: np.asarray((mapped(tags) - centre) @ slopes)


def tag_vectors(tracks: TaggedTracks, size: int) -> Matrix:
    """Vectors of the tags, (tags, size), from how often tags and moods stand on one track.

    Positive pointwise mutual information, then its leading eigenvectors: the same space as
    word2vec's, found exactly. Source: Levy and Goldberg, "Neural word embedding as implicit matrix
    factorization" (2014). Tracks without moods teach too what tags go together.
    """
    both = np.hstack([tracks.tags, tracks.moods])
    together = (both * tracks.weights[:, None]).T @ both
    total = np.maximum(together.sum(axis=1), TINY)
    ratio = together * total.sum() / np.outer(total, total)
    information = np.log(np.maximum(ratio, 1))
    np.fill_diagonal(information, 0)
    values, vectors = np.linalg.eigh(information)
    largest = np.argsort(-values)[:size]
    return np.asarray(
        (vectors[:, largest] * np.sqrt(np.maximum(values[largest], 0)))[: tracks.tags.shape[1]]
    )


def _directions(rows: Matrix) -> Matrix:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, TINY))
