"""What the map knows of each song, as one vector: its sound and genre, its tags, and its mood.

Each of them is a block of columns. A song about which a block says nothing stands in the middle of
that block, so that a song without tags or audio still finds a place by its mood.
"""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import svds

from emotion.moods import MOODS
from recommender.engine.base import Engine
from recommender.engine.snapshot import Snapshot

Vectors = NDArray[np.float32]

# Engines whose vectors say how songs sound or where they belong; `joint` is made of the two others.
JOINT = "joint"
PARTS = ("genre", "sound")
# Columns that are kept of the tags, and of everything together: more only slows the layout down.
TAG_WIDTH, WIDTH = 24, 32
# What a block weighs beside what the engines know, which weighs 1.
TAGS_BESIDE, MOOD_BESIDE = 0.5, 0.5


@runtime_checkable
class Placing(Protocol):
    """An engine that can say where songs lie in its space."""

    def vectors_of(self, song_ids: NDArray[np.int64]) -> Vectors:
        """Return the vectors of songs, (songs, d); zeros for one that it does not know."""


def song_vectors(
    snapshot: Snapshot, rows: NDArray[np.int64], engines: Mapping[str, Engine]
) -> Vectors:
    """Return a vector for each of these rows of the catalogue: (r, WIDTH or fewer)."""
    ids = snapshot.song_ids[rows]
    known = [engine_block(engines[name], ids) for name in sources(engines)]
    blocks = [scaled(block, 1 / len(known)) for block in known]
    tags = tag_block(snapshot.song_tags[rows])
    blocks.append(scaled(tags, TAGS_BESIDE if known else 1.0))
    even = np.float32(1 / len(MOODS))
    blocks.append(scaled(snapshot.mood[rows] - even, MOOD_BESIDE))
    return main_axes(np.hstack(blocks), WIDTH)


def sources(engines: Mapping[str, Engine]) -> tuple[str, ...]:
    """Return the engines that the map listens to: `joint` where it serves, else its parts."""
    placing = [name for name in (JOINT, *PARTS) if isinstance(engines.get(name), Placing)]
    return (JOINT,) if JOINT in placing else tuple(placing)


def engine_block(engine: Engine, song_ids: NDArray[np.int64]) -> Vectors:
    """Return an engine's vectors of these songs, centred; zeros for those it does not know."""
    if not isinstance(engine, Placing):
        raise TypeError(f"{engine.name} places no songs")
    vectors = engine.vectors_of(song_ids)
    known = np.asarray(vectors.any(axis=1))
    middle = vectors[known].mean(axis=0) if known.any() else np.float32(0)
    return np.asarray((vectors - middle) * known[:, None], dtype=np.float32)


def tag_block(song_tags: csr_matrix) -> Vectors:
    """Return the main axes of songs' tags, (r, TAG_WIDTH or fewer); a rare tag says more.

    Zeros for a song without tags.
    """
    n, tags = song_tags.shape
    if song_tags.nnz == 0:
        return np.zeros((n, 1), dtype=np.float32)
    counts = np.asarray((song_tags > 0).sum(axis=0)).ravel()
    weighted = song_tags.astype(np.float64) @ diags(np.log1p(n / np.maximum(counts, 1)))
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    plain = diags(1 / np.where(lengths > 0, lengths, 1)) @ weighted
    width = min(TAG_WIDTH, n - 1, tags - 1)
    if min(n, tags) <= 2 * TAG_WIDTH:
        left, values, _ = np.linalg.svd(plain.toarray(), full_matrices=False)
        found = left[:, : max(width, 1)] * values[: max(width, 1)]
    else:
        # A start of its own choice would make another picture each time.
        left, values, _ = svds(plain, k=width, v0=np.ones(min(n, tags)))
        found = left[:, ::-1] * values[::-1]
    return upright(found)


def scaled(block: Vectors, weight: float) -> Vectors:
    """Return a block whose songs lie at `weight` from the middle, on the whole."""
    lengths = np.linalg.norm(block, axis=1)
    told = lengths[lengths > 0]
    return block * np.float32(weight / told.mean()) if len(told) else block


def main_axes(vectors: Vectors, width: int) -> Vectors:
    """Return the first `width` principal components, fewer where there are fewer columns."""
    centred = vectors - vectors.mean(axis=0) if len(vectors) else vectors
    spread = centred.T.astype(np.float64) @ centred.astype(np.float64)
    axes = np.linalg.eigh(spread)[1][:, ::-1][:, :width]
    return upright(centred @ axes)


def upright(columns: NDArray[np.floating]) -> Vectors:
    """Return columns whose largest values are all above zero: a mirror image is another map."""
    if columns.size == 0:
        return np.asarray(columns, dtype=np.float32)
    largest = columns[np.abs(columns).argmax(axis=0), np.arange(columns.shape[1])]
    return np.asarray(columns * np.where(largest < 0, -1, 1), dtype=np.float32)
