"""Which English pieces a Korean piece stands for, from texts and their translations.

IBM's Model 1 (P. Brown et al., "The Mathematics of Statistical Machine Translation", 1993): every
Korean piece of a text was made from one of the English pieces of its pair; which, is guessed from
all pairs, again and again.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Numbers = Sequence[Sequence[int]]


def translate_vectors(
    korean: Numbers, english: Numbers, vectors: NDArray[np.float32], rows: int, rounds: int = 3
) -> NDArray[np.float32]:
    """(rows, d): for each Korean piece the mean of English vectors, by how likely each made it.

    A piece that stands in no pair gets a row of zeros.
    """
    left, right, pair = _meetings(korean, english)
    code, place = np.unique(left.astype(np.int64) * len(vectors) + right, return_inverse=True)
    from_english = code % len(vectors)
    chance = np.ones(len(code))
    position = np.cumsum(np.r_[True, (left[1:] != left[:-1]) | (pair[1:] != pair[:-1])]) - 1
    for _ in range(rounds):
        share = chance[place]
        share = share / np.bincount(position, share)[position]
        counted = np.bincount(place, share, minlength=len(code))
        chance = counted / np.bincount(from_english, counted, minlength=len(vectors))[from_english]
    weights = counted  # how often the two met by this guess: the share by Korean piece
    table = sparse.csr_matrix((weights, (code // len(vectors), from_english)), (rows, len(vectors)))
    sums = np.asarray(table.sum(axis=1))
    return np.asarray(table @ vectors / np.maximum(sums, 1e-9), np.float32)


def _meetings(
    korean: Numbers, english: Numbers
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every Korean piece beside every English one of its pair, pair by pair."""
    left, right, pair = [], [], []
    for number, (one, other) in enumerate(zip(korean, english, strict=True)):
        ours, theirs = np.unique(one), np.unique(other)
        left.append(np.repeat(ours, len(theirs)))
        right.append(np.tile(theirs, len(ours)))
        pair.append(np.full(len(ours) * len(theirs), number))
    return np.concatenate(left), np.concatenate(right), np.concatenate(pair)
