"""Lay songs out on a plane, like beside like (t-SNE), and place new ones on a plane that is there.

L. van der Maaten, G. Hinton, "Visualizing data using t-SNE", JMLR 9, 2008; in the form of
P. Poličar's openTSNE with G. Linderman's interpolation by FFT (Nature Methods 16, 2019), which
takes time in proportion to the songs. openTSNE is a worker's package: it is imported where a map
is drawn. Same input, same map: the start is the principal components or the map before, and all
noise has a seed.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Positions = NDArray[np.float32]

SEED = 20
# About so many songs count as a song's neighbours; a third of a small library's.
PERPLEXITY = 30.0
# Below this many songs t-SNE has nothing to tell: the main axes are drawn as they are.
FEWEST = 8
# Up to here every pair of songs is looked at; beyond, neighbours are searched in cells.
ALL_PAIRS = 20_000
# Iterations: to gather, to spread out, and to settle a map that was there before.
GATHER, SPREAD, SETTLE = 250, 500, 250
# A new song lies at the mean of so many that are nearest, and this far off it, so that two do not
# hide each other.
NEAREST, ASIDE = 5, 0.002


def lay_out(
    vectors: Vectors, before: Positions | None = None, scale: float = 0.0
) -> tuple[Positions, float]:
    """Return places of songs within -1..1, (n, 2), and how many units of t-SNE 1 stands for.

    before: the places that songs have on the map that is to be renewed, NaN for new ones, with
    the `scale` of that map. ImportError without openTSNE, unless there are FEWEST songs.
    """
    n = len(vectors)
    if n < FEWEST:
        return within(flat(vectors)), 1.0
    rng = np.random.default_rng(SEED)
    # Songs of which the same is known would lie on one point.
    told = vectors + rng.normal(0, 1e-3, vectors.shape).astype(np.float32)
    settled = before is not None and scale > 0 and np.isfinite(before).all(axis=1).sum() >= FEWEST
    start = resumed(told, before, scale) if settled and before is not None else None
    found = embed(told, start)
    if start is not None:
        found = turned(found, start)
    reach = float(np.abs(found - found.mean(axis=0)).max())
    return within(found), reach


def embed(vectors: Vectors, start: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Run t-SNE from `start`, or from the principal components where there is none: (n, 2)."""
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    n = len(vectors)
    perplexity = min(PERPLEXITY, (n - 1) / 3)
    neighbours, distances = nearest(vectors, vectors, min(n - 1, int(3 * perplexity)) + 1)
    index = PrecomputedNeighbors(neighbours[:, 1:], distances[:, 1:])
    alike = PerplexityBasedNN(perplexity=perplexity, knn_index=index, n_jobs=1, random_state=SEED)
    init = first_axes(vectors) if start is None else start
    map_ = TSNEEmbedding(
        init,
        alike,
        n_jobs=1,
        random_state=SEED,
        negative_gradient_method="fft" if n > 2000 else "bh",
    )
    if start is None:
        map_ = map_.optimize(GATHER, exaggeration=12.0, momentum=0.5)
        map_ = map_.optimize(SPREAD, momentum=0.8)
    else:
        map_ = map_.optimize(SETTLE, momentum=0.8)
    return np.asarray(map_, dtype=np.float64)


def first_axes(vectors: Vectors) -> NDArray[np.float64]:
    """Return the two first columns, which are the main axes, small as t-SNE wants its start."""
    axes = flat(vectors)
    jitter = np.random.default_rng(SEED).normal(0, 0.01, axes.shape)
    deviation = axes[:, 0].std() or 1.0
    return np.asarray((axes / deviation + jitter) * 1e-4)


def flat(vectors: Vectors) -> NDArray[np.float64]:
    """Return two columns of vectors, with zeros where there are fewer."""
    two = np.zeros((len(vectors), 2))
    width = min(2, vectors.shape[1]) if vectors.ndim == 2 else 0
    two[:, :width] = vectors[:, :width]
    return two


def resumed(vectors: Vectors, before: Positions, scale: float) -> NDArray[np.float64]:
    """Return where to start from a map that is there, in t-SNE's units: (n, 2)."""
    old = np.isfinite(before).all(axis=1)
    start = before.astype(np.float64)
    start[~old] = place(vectors[old], before[old], vectors[~old])
    return start * scale


def place(known: Vectors, positions: Positions, new: Vectors) -> Positions:
    """Return places for new songs at the mean of the known ones nearest to them: (m, 2)."""
    if len(new) == 0 or len(known) == 0:
        return np.zeros((len(new), 2), dtype=np.float32)
    rows, distances = nearest(known, new, min(NEAREST, len(known)))
    # The nearest counts most; one at no distance does not decide alone.
    weights = 1 / (distances + 0.1 * distances.mean() + 1e-6)
    weights /= weights.sum(axis=1, keepdims=True)
    return beside((positions[rows] * weights[..., None]).sum(axis=1), np.arange(len(new)))


def beside(places: NDArray[np.floating], keys: NDArray[np.int64]) -> Positions:
    """Return places moved a little, within -1..1: each into a direction that its key decides.

    Steps of the golden angle, as the seeds of a sunflower lie, so that none hides another.
    """
    angle, reach = keys * 2.399963, ASIDE * np.sqrt(0.1 + keys % 97)
    moved = places + np.stack([np.cos(angle) * reach, np.sin(angle) * reach], axis=1)
    return np.asarray(np.clip(moved, -1, 1), dtype=np.float32)


def nearest(known: Vectors, asked: Vectors, k: int) -> tuple[NDArray[np.int64], Vectors]:
    """Return the k nearest of `known` for each row of `asked`, and how far they are: (m, k)."""
    import faiss

    width = known.shape[1]
    index: Any = faiss.IndexFlatL2(width)
    if len(known) > ALL_PAIRS:
        cells = int(4 * np.sqrt(len(known)))
        index = faiss.IndexIVFFlat(faiss.IndexFlatL2(width), width, cells)
        index.nprobe = max(8, cells // 60)
        index.train(np.ascontiguousarray(known[:: max(1, len(known) // (64 * cells))]))
    index.add(np.ascontiguousarray(known, dtype=np.float32))
    squares, rows = index.search(np.ascontiguousarray(asked, dtype=np.float32), k)
    # A search in cells that finds fewer than k fills up with -1: the nearest stands in.
    rows = np.where(rows < 0, rows[:, :1], rows)
    return rows.astype(np.int64), np.sqrt(np.clip(squares, 0, 1e12)).astype(np.float32)


def turned(found: NDArray[np.float64], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a map turned or mirrored so that it lies on the one before as well as it can."""
    centred, target = found - found.mean(axis=0), start - start.mean(axis=0)
    left, _, right = np.linalg.svd(centred.T @ target)
    return np.asarray(centred @ (left @ right))


def within(places: NDArray[np.floating]) -> Positions:
    """Return places around (0, 0), of which the furthest touches -1 or 1."""
    centred = places - places.mean(axis=0) if len(places) else places
    reach = float(np.abs(centred).max()) if centred.size else 0.0
    return np.asarray(centred / reach if reach > 0 else centred, dtype=np.float32)
