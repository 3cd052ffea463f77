"""Do the songs that an engine calls alike share a genre? Precision at 10, against tag overlap.

Genres are hidden from both methods and asked for afterwards. Both are told the same words of the
same songs; a song's own artist is no find, and where a method cannot tell songs apart, every order
of them is as likely as any other.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

FIRST = 10
BLOCK = 500
# Songs asked about: the figure is then known to about .01.
ASKED = 3000
SEED = 20261121

# Rows that are asked about -> how alike each of all rows is: (rows, n).
Likeness = Callable[[NDArray[np.int64]], NDArray[np.float32]]


@dataclass(frozen=True)
class Task:
    """n songs, and what is hidden of them.

    told: (n, words) sparse 0/1, the words that the methods are given.
    asked: (n, genres) sparse 0/1, the genres by which a song's neighbours are judged; a song
        without any is not asked about. carried: (n, genres), what a neighbour shares them by.
    groups: (n,), songs of one group (an artist) are no finds for each other.
    """

    told: Any
    asked: Any
    carried: Any
    groups: NDArray[np.int64]

    def rows(self) -> NDArray[np.int64]:
        """The songs asked about, at most ASKED, ascending."""
        can = np.flatnonzero(np.diff(self.asked.indptr))
        drawn = np.random.default_rng(SEED).permutation(can)[:ASKED]
        return np.asarray(np.sort(drawn))


def precision(task: Task, likeness: Likeness) -> float:
    """The share of the first FIRST neighbours that carry an asked genre, expected over ties."""
    found = [
        _of_block(likeness(rows).astype(np.float32), right, others)
        for rows, right, others in _blocks(task)
    ]
    return round(float(np.concatenate(found).mean()), 4)


def by_chance(task: Task) -> float:
    """The same for neighbours drawn from a hat."""
    found = [
        (right & others).sum(axis=1) / others.sum(axis=1) for _, right, others in _blocks(task)
    ]
    return round(float(np.concatenate(found).mean()), 4)


def jaccard(told: Any) -> Likeness:
    """Shared words by all words of both."""
    sizes = np.asarray(told.sum(axis=1)).reshape(-1)

    def of(rows: NDArray[np.int64]) -> NDArray[np.float32]:
        shared = (told[rows] @ told.T).toarray()
        return np.asarray(shared / np.maximum(sizes[rows][:, None] + sizes - shared, 1))

    return of


def rare_cosine(told: Any) -> Likeness:
    """Cosine of words that count by rarity (idf): what word counting can do without learning."""
    counts = np.maximum(np.asarray(told.sum(axis=0)).reshape(-1), 1)
    weighted = told @ csr_matrix(np.diag(np.log(told.shape[0] / counts)))
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)))
    rows_of_one = csr_matrix(weighted.multiply(1 / np.maximum(lengths, 1e-9)))
    return lambda rows: np.asarray((rows_of_one[rows] @ rows_of_one.T).toarray())


def cosine(vectors: NDArray[np.float32]) -> Likeness:
    """Cosine of vectors of length 1: (n, d)."""
    return lambda rows: vectors[rows] @ vectors.T


def words_matrix(lists: Sequence[Sequence[str]]) -> tuple[Any, tuple[str, ...]]:
    """(n, words) with 1 where a list holds the word, and the words."""
    words = tuple(sorted({word for one in lists for word in one}))
    column = {word: place for place, word in enumerate(words)}
    cells = [(row, column[word]) for row, one in enumerate(lists) for word in set(one)]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    values = np.ones(len(rows), dtype=np.float32)
    return csr_matrix((values, (rows, columns)), shape=(len(lists), len(words))), words


def _blocks(
    task: Task,
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]]:
    """Rows asked about, which songs share an asked genre with each, and which may be found."""
    rows = task.rows()
    for start in range(0, len(rows), BLOCK):
        part = rows[start : start + BLOCK]
        right = (task.asked[part] @ task.carried.T).toarray() > 0
        yield part, right, task.groups[part][:, None] != task.groups


def _of_block(
    likeness: NDArray[np.float32], right: NDArray[np.bool_], others: NDArray[np.bool_]
) -> NDArray[np.float64]:
    scores = np.where(others, likeness, -np.inf)
    bar = np.partition(scores, -FIRST, axis=1)[:, -FIRST][:, None]
    above, level = scores > bar, scores == bar
    left = FIRST - above.sum(axis=1)
    drawn = left * (right & level).sum(axis=1) / level.sum(axis=1)
    found: NDArray[np.float64] = ((right & above).sum(axis=1) + drawn) / FIRST
    return found
