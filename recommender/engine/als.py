"""Collaborative filtering: alternating least squares over playlists and listeners.

Y. Hu, Y. Koren, C. Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.engine.artefacts import (
    ArtefactDamaged,
    Meta,
    Origin,
    load_array,
    save_array,
)
from recommender.engine.base import Engine, Progress, Query, Ranking, no_songs, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.ranking import best


@dataclass(frozen=True)
class AlsConfig:
    """The defaults are the best of the trials in ../shared/data/music (128 factors).

    alpha: confidence of a song in a list. dislike: confidence that a disliked song is not wanted,
    in units of alpha. seed: of the random start.
    """

    factors: int = 128
    regularization: float = 20.0
    alpha: float = 10.0
    iterations: int = 15
    dislike: float = 1.0
    seed: int = 20261121


class AlsEngine(Engine):
    """Score = listener's vector . song's vector, the listener solved on the spot.

    Whoever asks is folded in from seeds, likes and dislikes: x = (Y'Y + reg + Y'(C - 1)Y)^-1 Y'Cp,
    one small linear system, so nobody needs to be in the training data. A query without a song
    that the model knows gets silence. A song that came after training is not known to it before
    the next one, nor is a song that is in no list: it has no vector; tags and mood serve it.
    """

    name = "als"

    def __init__(
        self,
        song_ids: NDArray[np.int64],
        vectors: NDArray[np.float32],
        gram: NDArray[np.float64],
        config: AlsConfig,
    ) -> None:
        """song_ids (n,); vectors (n, factors); gram (factors, factors) = vectors' vectors."""
        self._song_ids, self._vectors, self._gram = song_ids, vectors, gram
        self._config = config

    @classmethod
    def fit(
        cls, corpus: Corpus, config: AlsConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Factorise the lists; one thread and a fixed seed, so that it can be repeated exactly."""
        from implicit.cpu.als import AlternatingLeastSquares
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        config = config or AlsConfig()
        matrix, song_ids = _matrix(corpus, config)
        factors = min(config.factors, max(1, min(matrix.shape)))
        with threadpool_limits(1, "blas"):
            model = AlternatingLeastSquares(
                factors=factors,
                regularization=config.regularization,
                alpha=config.alpha,
                iterations=config.iterations,
                num_threads=1,
                random_state=config.seed,
            )
            if len(song_ids):
                model.fit(matrix, show_progress=False, callback=_reporter(config, progress))
            vectors = _plain(model.item_factors, len(song_ids), factors)
            gram = vectors.astype(np.float64).T @ vectors.astype(np.float64)
        engine = cls(song_ids, vectors, gram, config)
        engine.origin = Origin(asdict(config), config.seed, corpus.data_hash())
        return engine

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Fold the query's songs in and return what fits that listener."""
        wanted = dict.fromkeys((*query.seeds, *query.likes), 1.0)
        wanted.update(dict.fromkeys(query.dislikes, -self._config.dislike))
        listener = self._fold_in(wanted)
        if listener is None:
            return no_songs()
        return best(self._song_ids, self._vectors @ listener, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return what a listener of these songs would like as well."""
        listener = self._fold_in(dict.fromkeys(song_ids, 1.0))
        if listener is None:
            return no_songs()
        return best(self._song_ids, self._vectors @ listener, n, song_ids)

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs that have a vector, ascending."""
        return self._song_ids

    def write_arrays(self, directory: Path) -> None:
        """Write ids, vectors and their gram matrix."""
        save_array(directory, "song_ids", self._song_ids)
        save_array(directory, "vectors", self._vectors)
        save_array(directory, "gram", self._gram)

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map ids and vectors; the settings of the fold-in are the training's."""
        song_ids = load_array(directory, "song_ids", (None,))
        vectors = load_array(directory, "vectors", (len(song_ids), None))
        gram = load_array(directory, "gram", (vectors.shape[1], vectors.shape[1]))
        try:
            config = AlsConfig(**meta.origin.config)
        except TypeError as error:
            raise ArtefactDamaged(f"its settings are not those of {cls.name}") from error
        return cls(song_ids, vectors, np.array(gram), config)

    def _fold_in(self, wanted: dict[int, float]) -> NDArray[np.float32] | None:
        """Solve for a listener's vector; `wanted` is +-confidence in units of alpha by song.

        None if no song that counts for something is known.
        """
        rows = rows_of(self._song_ids, list(wanted))
        worth = np.array(list(wanted.values()))[rows >= 0] * self._config.alpha
        if not (worth > 0).any():
            return None
        songs = self._vectors[rows[rows >= 0]].astype(np.float64)
        left = self._gram + self._config.regularization * np.eye(len(self._gram))
        left = left + (songs.T * (np.abs(worth) - 1)) @ songs
        right = np.maximum(worth, 0) @ songs
        solved: NDArray[np.float32] = np.linalg.solve(left, right).astype(np.float32)
        return solved


def _matrix(corpus: Corpus, config: AlsConfig) -> tuple[Any, NDArray[np.int64]]:
    """Lists and listeners by songs, with the songs that are in at least one of them."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    height = 0
    for playlist in corpus.playlists:
        songs = np.unique(corpus.rows(playlist.songs)).tolist()
        rows += [height] * len(songs)
        columns += songs
        values += [1.0] * len(songs)
        height += 1
    for listener in corpus.listeners:
        places = rows_of(corpus.song_ids, listener.songs).tolist()
        known = [(p, c) for p, c in zip(places, listener.confidence, strict=True) if p >= 0]
        rows += [height] * len(known)
        columns += [place for place, _ in known]
        values += [c if c > 0 else c * config.dislike for _, c in known]
        height += 1
    shape = (height, len(corpus.song_ids))
    matrix = csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=shape)
    used = np.unique(np.array(columns, dtype=np.int64))
    return matrix[:, used].tocsr(), corpus.song_ids[used]


def _reporter(config: AlsConfig, progress: Progress) -> Callable[..., None]:
    """A callback for implicit: iteration, seconds, loss."""
    return lambda done, *_: progress((done + 1) / config.iterations, AlsEngine.name)


def _plain(factors: Any, songs: int, width: int) -> NDArray[np.float32]:
    """The model's song vectors as a float32 array; of an empty corpus, none."""
    if songs == 0:
        return np.empty((0, width), dtype=np.float32)
    return np.ascontiguousarray(np.asarray(factors), dtype=np.float32)
