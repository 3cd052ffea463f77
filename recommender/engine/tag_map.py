"""Where a tag points: learned from the rows that have tags, by ridge regression.

A row's tags, each weighted down by how frequent it is and all of them scaled to length 1, should
give what the row is (a vector of a model). Tags as mere further columns of a factorisation give
half of that: they are outvoted by the songs beside them (docs/models/recommender.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.table import share_by_frequency

# The most rows or tags for which the linear system is solved in full: 6,000 take five seconds.
MOST = 6000


@dataclass(frozen=True)
class TagMap:
    """vectors (tags, d): what each tag adds; weights (tags,): its length in a query; base (d,)."""

    slugs: tuple[str, ...]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    base: NDArray[np.float32]

    def places(self) -> dict[str, int]:
        """Row of each tag."""
        return {slug: place for place, slug in enumerate(self.slugs)}


def point(
    tag_map: TagMap, places: Mapping[str, int], tags: Mapping[str, float]
) -> NDArray[np.float64] | None:
    """Where these tags point, below zero away from it; None if none of them is wanted or known."""
    known = {places[slug]: weight for slug, weight in tags.items() if slug in places}
    if not any(weight > 0 for weight in known.values()):
        return None
    rows = list(known)
    asked = np.array(list(known.values())) * tag_map.weights[rows]
    asked = asked / np.linalg.norm(asked)
    found: NDArray[np.float64] = tag_map.base + asked @ tag_map.vectors[rows]
    return found


def fit_tag_map(
    tags: Any, slugs: Sequence[str], targets: NDArray[Any], power: float, ridge: float
) -> TagMap:
    """Learn the map from rows of tags (rows, tags) to `targets` (rows, d).

    power: of the frequency by which a tag is weighted down. ridge: regularisation, in units of a
    row's length. Of more than MOST tags, those in the most rows are taken.
    """
    counts = np.asarray((tags > 0).sum(axis=0)).reshape(-1)
    taken = np.flatnonzero(counts)
    if len(taken) > MOST and tags.shape[0] > MOST:
        taken = np.sort(np.argsort(-counts, kind="stable")[:MOST])
    tags = tags[:, taken]
    rows = np.flatnonzero(np.diff(tags.indptr))
    width = targets.shape[1]
    if len(rows) == 0:
        empty = np.empty((0, width), dtype=np.float32)
        return TagMap((), empty, np.empty(0, dtype=np.float32), np.zeros(width, dtype=np.float32))
    weights = share_by_frequency(tags, power)
    scaled = _unit_rows(tags[rows].multiply(weights).tocsr().astype(np.float64))
    vectors, base = _solve(scaled, np.asarray(targets[rows], dtype=np.float64), ridge)
    names = tuple(slugs[place] for place in taken.tolist())
    return TagMap(names, vectors.astype(np.float32), weights, base.astype(np.float32))


def _unit_rows(matrix: Any) -> Any:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).reshape(-1))
    return matrix.multiply(1 / np.maximum(lengths, 1e-12)[:, None]).tocsr()


def _solve(x: Any, y: NDArray[np.float64], ridge: float) -> tuple[Any, Any]:
    """Ridge regression with a free intercept, in rows or in columns, whichever are fewer."""
    from scipy.linalg import cho_factor, cho_solve

    together = np.column_stack([y, np.ones(len(y))])
    if x.shape[0] <= x.shape[1]:
        gram = (x @ x.T).toarray()
        gram[np.diag_indices_from(gram)] += ridge
        solved = cho_solve(cho_factor(gram, lower=True, overwrite_a=True), together)
    else:
        gram = (x.T @ x).toarray()
        gram[np.diag_indices_from(gram)] += ridge
        inner = cho_solve(cho_factor(gram, lower=True, overwrite_a=True), x.T @ together)
        solved = (together - x @ inner) / ridge
    of_y, of_one = solved[:, :-1], solved[:, -1]
    base = of_y.sum(axis=0) / of_one.sum()
    return x.T @ (of_y - np.outer(of_one, base)), base
