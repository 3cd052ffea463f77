"""Sparse rows of songs: at length 1, beside one another, and rare tags for more."""

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack

SOUND, TAGS = "sound", "tags"
# By the benchmark (benchmarks/label_spreading.py): beside tags of genre and situation, sound says
# little of the mood, and at an equal share it made the spreading worse.
SHARES = {SOUND: 0.25, TAGS: 1.0}


def rare_for_more(tags: csr_matrix) -> csr_matrix:
    """Return tags (songs, tags), each times the logarithm of how rare it is."""
    carried = np.asarray((tags > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + tags.shape[0]) / (1 + carried))
    return csr_matrix(tags @ diags(rarity))


def units(rows: csr_matrix) -> csr_matrix:
    """Return rows at length 1, empty ones as they are."""
    rows.eliminate_zeros()
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.where(lengths > 0, lengths, 1)) @ rows)


def joined(parts: Mapping[str, csr_matrix], songs: int) -> csr_matrix:
    """Return the parts beside one another, (songs, sum of d), at length 1 over all.

    Each counts by its share in SHARES; a song that has one part alone lies by that alone.
    """
    if not parts:
        return csr_matrix((songs, 0), dtype=np.float32)
    scaled = [rows * SHARES[name] ** 0.5 for name, rows in parts.items()]
    return units(csr_matrix(hstack(scaled)))
