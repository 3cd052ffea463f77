"""Links from song to song, in closed form: how much each song of a list speaks for another.

Ridge regression of lists X on themselves, B = D (D X'X D + reg)^-1 D X'X, songs weighted down by
their frequency (D): the linear autoencoder of H. Steck, "Embarrassingly shallow autoencoders for
sparse data", WWW 2019, without its zero diagonal (a song of the query is never in the answer).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Progress
from recommender.engine.table import Table, share_by_frequency

Dense = NDArray[np.float32]

# The system is solved in full for so many lists or so many songs (8 seconds on one core).
MOST_SOLVED = 5000

# So many numbers are held at once while the lists are solved: 400 MB.
MOST_CELLS = 100_000_000

# The links of so many songs are reckoned at once, of fewer in a large catalogue: 64 MB.
BLOCK = 512
BLOCK_CELLS = 16_000_000


@dataclass(frozen=True)
class NeighboursConfig:
    """How to link; `engine/evaluation` searches those marked with *.

    rarity*: the power of a song's frequency by which it is weighted down as a seed. ridge*:
    regularisation, in units of a list's mean squared length. shrink: added to the frequency of
    a song beyond the solved ones, so that two lists do not make a sure thing. links: the most
    links of a song; cells: the most links of all songs together. tag_row: weight of a tag's row.
    songs: so many are linked, the most frequent; a song in hardly any list has no links to trust,
    and each is looked at beside every other (100,000 take three minutes and half a gigabyte).
    like, dislike: weight of what was liked before, or disliked, beside a seed.
    """

    rarity: float = 0.2
    ridge: float = 2.0
    shrink: float = 10.0
    links: int = 1000
    cells: int = 20_000_000
    songs: int = 100_000
    tag_row: float = 1.0
    like: float = 0.5
    dislike: float = 0.5

    def width(self, songs: int) -> int:
        """How many links a song may have in a catalogue of this size."""
        return max(1, min(self.links, self.cells // max(songs, 1), songs))


@dataclass(frozen=True)
class Links:
    """starts (n + 1,), to, strength (links,): links of each song, as in a sparse matrix.

    share (n,), common (n,): share x common is what the links leave out: what any song speaks
    for, more or less, because it is in many lists.
    """

    starts: NDArray[np.int64]
    to: NDArray[np.int32]
    strength: Dense
    share: Dense
    common: Dense


def link(table: Table, config: NeighboursConfig, progress: Progress, name: str) -> Links:
    """Reckon the links of the table's songs; the same table and config give the same bits."""
    matrix = _positive(table, config)
    weights = share_by_frequency(matrix, config.rarity)
    width = config.width(matrix.shape[1])
    songs = matrix.shape[1]
    of_block, common = _solver(matrix, weights, config)
    total = float(common.sum())
    share = np.zeros(songs, dtype=np.float32)
    starts, to, strength = [0], [], []
    step = max(1, min(BLOCK, BLOCK_CELLS // max(songs, 1)))
    for first in range(0, songs, step):
        at = slice(first, min(first + step, songs))
        block = of_block(at)
        if total > 0:
            share[at] = block.sum(axis=1) / total
        block -= np.outer(share[at], common)
        for row, columns in enumerate(_strongest(block, width)):
            to.append(columns.astype(np.int32))
            strength.append(block[row, columns])
            starts.append(starts[-1] + len(columns))
        progress(at.stop / songs, name)
    return Links(
        np.array(starts, dtype=np.int64),
        np.concatenate(to) if to else np.empty(0, dtype=np.int32),
        np.concatenate(strength) if strength else np.empty(0, dtype=np.float32),
        share,
        common,
    )


def linkable(table: Table, most: int) -> NDArray[np.int64]:
    """Columns of the songs that are in any row, ascending: at most so many, the most frequent."""
    counts = np.asarray((table.songs > 0).sum(axis=0)).reshape(-1)
    used = np.flatnonzero(counts)
    if len(used) > most:
        used = np.sort(np.argsort(-counts, kind="stable")[:most])
    return used.astype(np.int64)


def _positive(table: Table, config: NeighboursConfig) -> Any:
    """What is wanted: dislikes are left out, tags' rows weighted."""
    matrix = table.songs.copy()
    matrix.data = np.maximum(matrix.data, 0)
    matrix.data[matrix.indptr[table.tag_rows.start] :] *= config.tag_row
    matrix.eliminate_zeros()
    return matrix.tocsr()


def _strongest(block: Dense, width: int) -> Iterator[NDArray[np.int64]]:
    """Columns of each row's strongest links, up or down, ascending."""
    for row in np.abs(block):
        if width < len(row):
            kept = np.argpartition(-row, width - 1)[:width]
            yield np.sort(kept[row[kept] > 0])
        else:
            yield np.flatnonzero(row)


# Rows of B, the links of a slice of songs; and what an average seed speaks for, (songs,).
Solver = tuple[Callable[[slice], Dense], Dense]


def _solver(matrix: Any, weights: Dense, config: NeighboursConfig) -> Solver:
    """Choose the system to solve by the size of the table."""
    rows, songs = matrix.shape
    if songs <= MOST_SOLVED and songs <= rows:
        return _by_songs(matrix, weights, config.ridge)
    if rows <= MOST_SOLVED and rows * songs <= MOST_CELLS:
        return _by_lists(matrix, weights, config.ridge)
    return _by_frequent_songs(matrix, weights, config)


def _mean_seed(matrix: Any) -> Dense:
    """How often each song is a seed, if the table's lists are asked for: sums to 1."""
    counts = np.asarray(matrix.sum(axis=0), dtype=np.float32).reshape(-1)
    return np.asarray(counts / max(float(counts.sum()), 1e-6), dtype=np.float32)


def _by_lists(matrix: Any, weights: Dense, ridge: float) -> Solver:
    """B = D^2 X' (X D^2 X' + reg)^-1 X, through one system in the lists."""
    from scipy.linalg import cho_factor, cho_solve

    scaled = matrix.multiply(weights).tocsr()
    gram = (scaled @ scaled.T).toarray().astype(np.float32)
    _regularise(gram, ridge, matrix.shape[0])
    factor = cho_factor(gram, lower=True, overwrite_a=True)
    solved = cho_solve(factor, matrix.toarray(), overwrite_b=True)
    columns = scaled.multiply(weights).T.tocsr()
    common = (columns.T @ _mean_seed(matrix)) @ solved
    return lambda at: np.asarray(columns[at] @ solved, dtype=np.float32), common


def _by_songs(matrix: Any, weights: Dense, ridge: float) -> Solver:
    """The same through one system in the songs: B = D (D X'X D + reg)^-1 D X'X."""
    solved = _solved(matrix, weights, ridge)
    return lambda at: solved[at].copy(), _mean_seed(matrix) @ solved


def _solved(matrix: Any, weights: Dense, ridge: float) -> Dense:
    from scipy.linalg import cho_factor, cho_solve

    together = (matrix.T @ matrix).toarray().astype(np.float32)
    together *= weights[:, None]
    gram = together * weights
    _regularise(gram, ridge, matrix.shape[0])
    factor = cho_factor(gram, lower=True, overwrite_a=True)
    solved = cho_solve(factor, together, overwrite_b=True)
    return np.asarray(weights[:, None] * solved, dtype=np.float32)


def _by_frequent_songs(matrix: Any, weights: Dense, config: NeighboursConfig) -> Solver:
    """Solve for the most frequent songs; link the others by shrunk cosine, on the same scale."""
    counts = np.asarray((matrix > 0).sum(axis=0)).reshape(-1)
    core = np.sort(np.argsort(-counts, kind="stable")[:MOST_SOLVED])
    solved = _solved(matrix[:, core], weights[core], config.ridge)
    place = np.full(matrix.shape[1], -1)
    place[core] = np.arange(len(core))
    norms = np.asarray(1 / np.sqrt(counts + config.shrink), dtype=np.float32)
    unit = matrix.multiply(norms).tocsc()
    rows = unit.T.tocsr()

    def cosine(at: slice) -> Dense:
        return np.asarray((rows[at] @ unit).toarray(), dtype=np.float32)

    sample = slice(int(core[0]), int(core[0]) + BLOCK)
    scale = _scale(cosine(sample), solved, place, sample, core)

    def of_block(at: slice) -> Dense:
        block = cosine(at) * scale
        inside = np.flatnonzero(place[at] >= 0)
        block[np.ix_(inside, core)] = solved[place[at][inside]]
        return block

    common = np.zeros(matrix.shape[1], dtype=np.float32)
    common[core] = _mean_seed(matrix)[core] @ solved
    return of_block, common


def _scale(
    cosine: Dense, solved: Dense, place: NDArray[Any], at: slice, core: NDArray[np.int64]
) -> np.float32:
    """What makes cosines as large as solved links on the whole, by least squares."""
    inside = np.flatnonzero(place[at] >= 0)
    plain, true = cosine[np.ix_(inside, core)], solved[place[at][inside]]
    both = (plain > 0) & (inside[:, None] + at.start != core)
    square = float((plain[both] ** 2).sum())
    return np.float32((plain[both] * true[both]).sum() / square if square else 1.0)


def _regularise(gram: Dense, ridge: float, rows: int) -> None:
    """Add `ridge` times the mean squared length of a list to the diagonal, in place."""
    total = float(np.trace(gram))
    gram[np.diag_indices_from(gram)] += max(ridge * total / max(rows, 1), 1e-6)
