"""A linear map, learned without labels, under which excerpts of one song lie near each other.

It has three parts, each at a length of its own. In *measures* and *codes*, what varies within a
song (its sections, the changes that `augment` makes) is turned down and what varies between songs
is kept: within-class covariance normalisation, then the main directions of what is left (A. Hatch
and others, "Within-class covariance normalization for SVM-based speaker recognition", 2006;
Fisher's discriminant with each song a class of its own). They are learned apart, since a few
hundred songs say too little of how both go together. That alone finds a recording again and
forgets what kind of music it is; so *style* stands beside them, the main directions of the
measures as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.engine.placed import unit
from recommender.sound_model.weights import CODES, MEASURES, STYLE

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Fitting:
    """Dimensions of the three parts, and what codes and style weigh beside the measures.

    ridge: share of the mean variance within songs that is added to each direction's.
    """

    measures: int = 96
    codes: int = 64
    style: int = 32
    codes_weight: float = CODES
    style_weight: float = STYLE
    ridge: float = 0.1


@dataclass(frozen=True)
class Projection:
    """mean, scale (D,); codes (C, c), measures (M, m), style (M, s), where C + M = D; weights (3,).

    The features are C of codes, then M measures; weights are of codes, measures and style.
    """

    mean: Floats
    scale: Floats
    codes: Floats
    measures: Floats
    style: Floats
    weights: Floats

    @property
    def size(self) -> int:
        """Return how many dimensions a vector has."""
        return sum(int(part.shape[1]) for part in (self.codes, self.measures, self.style))

    def apply(self, features: Floats) -> Floats:
        """Return vectors (n, c + m + s) of length 1 of features (n, D)."""
        scaled: Floats = (features - self.mean) / self.scale
        codes, measured = scaled[:, : len(self.codes)], scaled[:, len(self.codes) :]
        parts = (codes @ self.codes, measured @ self.measures, measured @ self.style)
        joined = [w * unit(part) for w, part in zip(self.weights, parts, strict=True)]
        return unit(np.concatenate(joined, axis=1))

    def arrays(self) -> Mapping[str, Floats]:
        """Return the arrays by the names of their files."""
        return dict(vars(self))


def fit(excerpts: Floats, codes: int, fitting: Fitting) -> Projection:
    """Learn from features of k excerpts of each of n songs, (n, k, D); n and k at least 2.

    codes: the first so many features are of codes, the others measures.
    """
    flat = excerpts.reshape(-1, excerpts.shape[2]).astype(np.float64)
    mean, scale = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    scaled = (excerpts - mean) / scale
    measured = scaled[:, :, codes:]
    centres = measured.mean(axis=1)
    arrays = (
        mean,
        scale,
        likeness(scaled[:, :, :codes], fitting.codes, fitting.ridge),
        likeness(measured, fitting.measures, fitting.ridge),
        main_directions(centres - centres.mean(axis=0), fitting.style),
        np.array([fitting.codes_weight, MEASURES, fitting.style_weight]),
    )
    return Projection(*(np.asarray(array, np.float32) for array in arrays))


def likeness(scaled: NDArray[np.float64], most: int, ridge: float) -> NDArray[np.float64]:
    """Return the map (D, d) under which excerpts (n, k, D) of a song lie near each other."""
    centres = scaled.mean(axis=1)
    even = evened(scaled - centres[:, None], ridge)
    found: NDArray[np.float64] = even @ main_directions(
        (centres - centres.mean(axis=0)) @ even, most
    )
    return found


def evened(inside: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    """Return the map (D, D) under which what varies within songs (n, k, D) does so everywhere."""
    songs, each, width = inside.shape
    rows = inside.reshape(-1, width)
    within = rows.T @ rows / (songs * (each - 1))
    floor = ridge * np.trace(within) / width + 1e-9
    values, turns = np.linalg.eigh(within + floor * np.eye(width))
    return np.asarray(turns / np.sqrt(values))


def main_directions(rows: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Return the directions (D, k) in which centred rows (n, D) vary most, `most` at most."""
    _, lengths, directions = np.linalg.svd(rows, full_matrices=False)
    kept = min(most, int((lengths > 1e-6 * lengths[0]).sum()))
    found: NDArray[np.float64] = directions[:kept].T
    # A mirror image would be another network's: the largest entry of each is above zero.
    largest = found[np.abs(found).argmax(axis=0), np.arange(kept)]
    return found * np.where(largest < 0, -1, 1)
