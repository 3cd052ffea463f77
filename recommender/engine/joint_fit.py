"""Train two maps, of genre and of sound, into one space by a cosine-embedding loss on pairs.

A pair of songs of one list should be near, a random pair should not: the loss of the first is
1 - cosine, of the second what the cosine is above MARGIN (as PyTorch's CosineEmbeddingLoss). Each
song of a pair is taken by its genre, by its sound, or by the sum of both, drawn anew, so that the
two sides meet, and the one that says more becomes the longer one in the sum. The gradients are
written out, and followed by Adam (D. Kingma, J. Ba, ICLR 2015): a worker has no TensorFlow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Progress
from recommender.engine.corpus import Corpus
from recommender.engine.genre_fit import list_rows
from recommender.engine.placed import Vectors, unit
from recommender.engine.table import table_of

Matrix = NDArray[np.float64]
Rows = NDArray[np.int64]

# Random pairs are left alone once they are no nearer than this.
MARGIN = 0.2
# The first map from sound is the ridge regression of genre on it, with this much of the mean
# square of its dimensions added: sixty songs must not be learned by heart.
RIDGE = 1.0

ADAM_FIRST, ADAM_SECOND, ADAM_EPSILON = 0.9, 0.999, 1e-8
REPORT_EVERY = 50


@dataclass(frozen=True)
class Learning:
    """How long and how fast; pull draws the maps back to where they start, batch is in pairs."""

    steps: int = 1500
    batch: int = 512
    rate: float = 2e-3
    pull: float = 1e-3
    seed: int = 20261121


@dataclass(frozen=True)
class Sides:
    """What is known of n songs: genre (n, g) and sound (n, s), zeros where nothing is."""

    genre: Vectors
    sound: Vectors

    @cached_property
    def has_genre(self) -> NDArray[np.bool_]:
        """Of which songs the genre is known: (n,)."""
        return np.asarray(self.genre.any(axis=1))

    @cached_property
    def has_sound(self) -> NDArray[np.bool_]:
        """Of which songs the sound is known: (n,)."""
        return np.asarray(self.sound.any(axis=1))


@dataclass(frozen=True)
class Maps:
    """genre (g, d) and sound (s, d) into one space of d dimensions."""

    genre: Vectors
    sound: Vectors

    def place(self, sides: Sides) -> Vectors:
        """The songs' places, (n, d) of length 1: the sum of what is known of each."""
        return unit(sides.genre @ self.genre + sides.sound @ self.sound)


def fit_maps(corpus: Corpus, sides: Sides, learning: Learning, progress: Progress) -> Maps:
    """Train the maps on the pairs of a corpus's lists; the same input gives the same bits.

    Without lists they stay as they start: genre as it is, sound where it predicts genre.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1, "blas"):
        start = starting(sides)
        found = [start.genre.astype(np.float64), start.sound.astype(np.float64)]
        adam = Adam([np.zeros_like(one) for one in found], learning.rate)
        for step, pairs in enumerate(draw(corpus, sides, learning)):
            slopes = slopes_of(found, sides, *pairs)
            for slope, own, first in zip(slopes, found, (start.genre, start.sound), strict=True):
                slope += learning.pull * (own - first)
            adam.follow(found, slopes)
            if step % REPORT_EVERY == 0:
                progress(step / learning.steps, "joint")
    progress(1.0, "joint")
    return Maps(found[0].astype(np.float32), found[1].astype(np.float32))


def starting(sides: Sides) -> Maps:
    """Genre as it is, and the ridge regression of genre on sound."""
    both = sides.has_genre & sides.has_sound
    sound, genre = sides.sound[both].astype(np.float64), sides.genre[both].astype(np.float64)
    width = sides.sound.shape[1]
    gram = sound.T @ sound
    ridge = RIDGE * max(float(np.trace(gram)) / max(width, 1), 1.0)
    to_genre = np.linalg.solve(gram + ridge * np.eye(width), sound.T @ genre)
    return Maps(np.eye(sides.genre.shape[1], dtype=np.float32), to_genre.astype(np.float32))


def draw(
    corpus: Corpus, sides: Sides, learning: Learning
) -> Iterator[tuple["Taken", "Taken", NDArray[np.bool_]]]:
    """Yield batches: one song of each pair, the other, and which belong: half are of one list."""
    rng = np.random.default_rng(learning.seed)
    lists = list_rows(table_of(corpus))
    known = sides.has_genre | sides.has_sound
    long = np.flatnonzero(np.diff(lists.indptr) > 1)
    if len(long) == 0 or known.sum() < 2:
        return
    everyone, half = np.flatnonzero(known), learning.batch // 2
    belong = np.repeat([True, False], half)
    for _ in range(learning.steps):
        chosen = rng.choice(long, half)
        starts, sizes = lists.indptr[chosen], np.diff(lists.indptr)[chosen]
        one = lists.indices[starts + (rng.random(half) * sizes).astype(np.int64)]
        other = lists.indices[starts + (rng.random(half) * sizes).astype(np.int64)]
        left = np.concatenate([one, rng.choice(everyone, half)]).astype(np.int64)
        right = np.concatenate([other, rng.choice(everyone, half)]).astype(np.int64)
        # The same song twice is a pair too, of two of its sides.
        kept = known[left] & known[right] & (belong | (left != right))
        yield take(left[kept], sides, rng), take(right[kept], sides, rng), belong[kept]


@dataclass(frozen=True)
class Taken:
    """Songs by their sides: rows (b,), and 1 where genre, or sound, is looked at: (b, 1) each."""

    rows: Rows
    by_genre: Vectors
    by_sound: Vectors


def take(rows: Rows, sides: Sides, rng: np.random.Generator) -> Taken:
    """Take each song by one of its sides, or by both."""
    drawn = rng.integers(0, 3, len(rows))
    both = sides.has_genre[rows] & sides.has_sound[rows]
    by_genre = np.where(both, drawn != 0, sides.has_genre[rows])
    by_sound = np.where(both, drawn != 1, sides.has_sound[rows])
    return Taken(rows, by_genre[:, None].astype("f4"), by_sound[:, None].astype("f4"))


def slopes_of(
    maps: list[Matrix], sides: Sides, left: Taken, right: Taken, belong: NDArray[np.bool_]
) -> list[Matrix]:
    """The gradient of the mean loss of these pairs by each map."""
    placed = [_placed(maps, sides, one) for one in (left, right)]
    lengths = [np.maximum(np.linalg.norm(one, axis=1, keepdims=True), 1e-9) for one in placed]
    ways = [one / length for one, length in zip(placed, lengths, strict=True)]
    cosines = (ways[0] * ways[1]).sum(axis=1)
    # d loss / d cosine: -1 for a pair that belongs, 1 for a random one that is too near.
    pressure = np.where(belong, -1.0, (cosines > MARGIN).astype(np.float64)) / max(len(belong), 1)
    slopes = [np.zeros_like(one) for one in maps]
    for one, way, other, length in zip((left, right), ways, reversed(ways), lengths, strict=True):
        back = pressure[:, None] * (other - cosines[:, None] * way) / length
        slopes[0] += (sides.genre[one.rows] * one.by_genre).T @ back
        slopes[1] += (sides.sound[one.rows] * one.by_sound).T @ back
    return slopes


def _placed(maps: list[Matrix], sides: Sides, taken: Taken) -> Matrix:
    of_genre = (sides.genre[taken.rows] * taken.by_genre) @ maps[0]
    of_sound = (sides.sound[taken.rows] * taken.by_sound) @ maps[1]
    found: Matrix = of_genre + of_sound
    return found


class Adam:
    """Steps that are as long as the rate wherever the gradient keeps its sign."""

    def __init__(self, like: list[Matrix], rate: float) -> None:
        self.rate, self.steps = rate, 0
        self.first = [np.zeros_like(one) for one in like]
        self.second = [np.zeros_like(one) for one in like]

    def follow(self, weights: list[Matrix], slopes: list[Matrix]) -> None:
        """Move the weights, in place, against their slopes."""
        self.steps += 1
        for weight, slope, first, second in zip(
            weights, slopes, self.first, self.second, strict=True
        ):
            first += (1 - ADAM_FIRST) * (slope - first)
            second += (1 - ADAM_SECOND) * (slope * slope - second)
            mean = first / (1 - ADAM_FIRST**self.steps)
            spread = np.sqrt(second / (1 - ADAM_SECOND**self.steps))
            weight -= self.rate * mean / (spread + ADAM_EPSILON)
