"""Train the factors with implicit; nothing here is imported by what serves but the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Progress
from recommender.engine.table import Table, share_by_frequency


@dataclass(frozen=True)
class AlsConfig:
    """How to train and how to fold in; `engine/evaluation` searches the marked ones (*).

    alpha: confidence of a song in a list. rarity*: the power of a song's frequency by which that
    confidence falls; what everybody has says little about anyone. regularization*.
    listener, tag_row: confidence of a listener's and of a tag's row beside a playlist's.
    dislike: confidence that a disliked song is not wanted, in units of alpha.
    tag_power, tag_ridge: of the map from tags (`tag_map`). tag_pull*: how strongly the tags hold
    a listener whose songs are given too, from 0 (not at all) to 1 (as the regularisation does).
    seed: of the random start.
    """

    factors: int = 128
    regularization: float = 40.0
    alpha: float = 10.0
    rarity: float = 0.4
    iterations: int = 15
    listener: float = 1.0
    tag_row: float = 1.0
    dislike: float = 1.0
    tag_power: float = 0.25
    tag_ridge: float = 2.0
    tag_pull: float = 0.3
    seed: int = 20261121


@dataclass(frozen=True)
class Factors:
    """columns: the table's songs that have a vector; vectors (songs, f); worth (songs,): the
    confidence of one in a query, in units of alpha; rows (rows of the table, f)."""

    columns: NDArray[np.int64]
    vectors: NDArray[np.float32]
    worth: NDArray[np.float32]
    rows: NDArray[np.float32]


def factorise(
    table: Table, trust: NDArray[np.float32], config: AlsConfig, report: Progress, name: str
) -> Factors:
    """Factorise the table, its lists weighed by `trust` (lists,).

    One thread and a fixed seed, so that it can be repeated exactly.
    """
    from implicit.cpu.als import AlternatingLeastSquares
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    matrix = _weighted(table, trust, config)
    columns = np.unique(matrix.indices).astype(np.int64)
    matrix = matrix[:, columns].tocsr()
    factors = min(config.factors, max(1, min(matrix.shape)))
    if len(columns) == 0:
        empty = np.empty((0, factors), dtype=np.float32)
        return Factors(
            columns,
            empty,
            np.empty(0, np.float32),
            np.zeros((matrix.shape[0], factors), dtype=np.float32),
        )
    worth = _worth(matrix, config.rarity)
    with threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(
            factors=factors,
            regularization=config.regularization,
            alpha=config.alpha,
            iterations=config.iterations,
            num_threads=1,
            random_state=config.seed,
        )
        model.fit(
            matrix.multiply(worth).tocsr().astype(np.float32),
            show_progress=False,
            callback=_reporter(config, report, name),
        )
    return Factors(columns, _plain(model.item_factors), worth, _plain(model.user_factors))


def _weighted(table: Table, trust: NDArray[np.float32], config: AlsConfig) -> Any:
    """The table's songs with each source's confidence, and that of dislikes."""
    matrix = table.songs.copy()
    of_row = np.full(matrix.shape[0], 1.0, dtype=np.float32)
    of_row[: table.playlists] = trust
    of_row[table.playlists : table.playlists + table.listeners] = config.listener
    of_row[table.tag_rows] = config.tag_row
    matrix.data = matrix.data * np.repeat(of_row, np.diff(matrix.indptr))
    matrix.data = np.where(matrix.data < 0, matrix.data * config.dislike, matrix.data)
    matrix.eliminate_zeros()
    return matrix


def _worth(matrix: Any, rarity: float) -> NDArray[np.float32]:
    """Confidence of each song by its frequency, such that the mean over all cells is 1."""
    worth = share_by_frequency(matrix, rarity)
    return np.asarray(worth / worth[matrix.indices].mean(), dtype=np.float32)


def _reporter(config: AlsConfig, progress: Progress, name: str) -> Callable[..., None]:
    """A callback for implicit: iteration, seconds, loss."""
    return lambda done, *_: progress((done + 1) / config.iterations, name)


def _plain(factors: Any) -> NDArray[np.float32]:
    return np.ascontiguousarray(np.asarray(factors), dtype=np.float32)
