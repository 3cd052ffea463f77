"""A linear map, learned without labels, under which excerpts of one song lie near each other.

It has two parts, each at length 1. *Likeness*: what varies within a song (its sections, the changes
that `augment` makes) is turned down, what varies between songs is kept: within-class covariance
normalisation, then the main directions of what is left (A. Hatch and others, "Within-class
covariance normalization for SVM-based speaker recognition", 2006; Fisher's discriminant with each
song a class of its own). That alone finds a recording again and forgets what kind of music it is;
so *style* stands beside it, the main directions of what was measured, as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Fitting:
    """size, style_size: dimensions of both parts. style: what that part weighs beside 1.

    ridge: share of the mean variance within songs that is added to each direction's.
    """

    size: int = 96
    ridge: float = 0.1
    style_size: int = 32
    style: float = 0.5


@dataclass(frozen=True)
class Projection:
    """mean, scale (D,); likeness (D, d), style (D, e), the latter with its weight in its length."""

    mean: Floats
    scale: Floats
    likeness: Floats
    style: Floats
    weight: float

    @property
    def size(self) -> int:
        """Return how many dimensions a vector has."""
        return int(self.likeness.shape[1] + self.style.shape[1])

    def apply(self, features: Floats) -> Floats:
        """Return vectors (n, d + e) of length 1 of features (n, D)."""
        scaled: Floats = (features - self.mean) / self.scale
        like, style = unit(scaled @ self.likeness), unit(scaled @ self.style)
        joined: Floats = np.concatenate([like, np.float32(self.weight) * style], axis=1)
        return unit(joined)

    def arrays(self) -> Mapping[str, Floats]:
        """Return the arrays by the names of their files."""
        weight = np.array([self.weight], np.float32)
        return {
            "mean": self.mean,
            "scale": self.scale,
            "likeness": self.likeness,
            "style": self.style,
            "weight": weight,
        }


def fit(excerpts: Floats, own: int, fitting: Fitting) -> Projection:
    """Learn from features of k excerpts of each of n songs, (n, k, D); n and k at least 2.

    own: from this column on the features are measures, which style is made of.
    """
    width = excerpts.shape[2]
    flat = excerpts.reshape(-1, width).astype(np.float64)
    mean, scale = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    scaled = (excerpts - mean) / scale
    centres = scaled.mean(axis=1)
    centres -= centres.mean(axis=0)
    even = evened(scaled - scaled.mean(axis=1, keepdims=True), fitting.ridge)
    likeness = even @ main_directions(centres @ even, fitting.size)
    measured = main_directions(centres[:, own:], fitting.style_size)
    style = np.concatenate([np.zeros((own, measured.shape[1])), measured])
    arrays = [np.asarray(part, np.float32) for part in (mean, scale, likeness, style)]
    return Projection(arrays[0], arrays[1], arrays[2], arrays[3], fitting.style)


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


def unit(vectors: Floats) -> Floats:
    """Return vectors (n, d) at length 1, those of nothing but zeros as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)
