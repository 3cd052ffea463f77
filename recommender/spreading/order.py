"""Which songs a curator should hear next: those whose mood is least sure, not all alike."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS

# The least sure songs among which the different ones are looked for.
CANDIDATES = 300
# What is left of the worth of a song that sounds exactly like one that is set or comes before it.
TWIN = 0.25


def entropy(moods: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how unsure each row of moods (n, 6) is: 0 for one mood alone, 1 for all alike."""
    shares = np.clip(np.asarray(moods, dtype=np.float64), 1e-12, 1.0)
    return np.asarray(-(shares * np.log(shares)).sum(axis=1) / np.log(len(MOODS)))


def least_sure(moods: NDArray[np.float32], open_to: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the CANDIDATES of the places ``open_to`` whose moods are least sure, in that order."""
    return open_to[np.argsort(-entropy(moods[open_to]), kind="stable")[:CANDIDATES]]


def in_order(
    moods: NDArray[np.float32],
    rows: csr_matrix,
    heard: NDArray[np.int64],
    open_to: NDArray[np.int64],
    n: int,
) -> NDArray[np.int64]:
    """Return at most ``n`` of the songs ``open_to``, the most worth hearing first.

    moods (songs, 6) and rows (songs, d; of length 1 or 0) are of all songs; heard and open_to are
    places in them. The worth of a song is its entropy times how little it is like any song that is
    heard or was put before it. Equal ones keep the order of open_to.
    """
    places = least_sure(moods, open_to)
    unsure = entropy(moods[places])
    vectors = rows[places]
    like = likeness(vectors, rows[heard])
    found: list[int] = []
    free = np.ones(len(places), dtype=np.bool_)
    while free.any() and len(found) < n:
        worth = unsure * (1 - (1 - TWIN) * like)
        best = int(np.argmax(np.where(free, worth, -1.0)))
        free[best] = False
        found.append(int(places[best]))
        like = np.maximum(like, likeness(vectors, vectors[[best]]))
    return np.array(found, dtype=np.int64)


def likeness(vectors: csr_matrix, others: csr_matrix) -> NDArray[np.float64]:
    """Return each row's cosine with the nearest of the others, 0 where that is below 0: (n,)."""
    if not others.shape[0] or not vectors.shape[1]:
        return np.zeros(vectors.shape[0])
    nearest = (vectors @ others.T).max(axis=1).toarray().ravel()
    return np.asarray(np.clip(nearest, 0.0, 1.0), dtype=np.float64)
