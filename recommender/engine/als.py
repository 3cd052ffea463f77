"""Collaborative filtering: alternating least squares over playlists, listeners and tags.

Y. Hu, Y. Koren, C. Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.als_fit import AlsConfig, factorise
from recommender.engine.artefacts import (
    ArtefactDamaged,
    Meta,
    Origin,
    load_array,
    load_words,
    save_array,
    save_words,
)
from recommender.engine.base import Engine, Progress, Query, Ranking, no_songs, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.nearest import Nearest
from recommender.engine.table import table_of
from recommender.engine.tag_map import TagMap, fit_tag_map, point
from recommender.engine.trust import Trust

__all__ = ["AlsConfig", "AlsEngine"]


class AlsEngine(Engine):
    """Score = listener's vector . song's vector, the listener solved on the spot.

    Whoever asks is folded in from seeds, likes and dislikes: x = (Y'Y + reg + Y'(C - 1)Y)^-1
    (Y'Cp + reg x pull x t), one small linear system, so nobody needs to be in the training data.
    t is where the query's tags point (`tag_map`): without songs it is the listener. A query with
    neither a song nor a tag that the model knows gets silence. A song that came after training
    is not known to it before the next one, nor is a song that is in no list and shares no tag:
    it has no vector; tags and mood serve it.
    """

    name = "als"

    def __init__(
        self,
        song_ids: NDArray[np.int64],
        vectors: NDArray[np.float32],
        worth: NDArray[np.float32],
        tag_map: TagMap,
        config: AlsConfig,
        nearest: Nearest | None = None,
    ) -> None:
        """song_ids (n,); vectors (n, factors); worth (n,): confidence of a song of the query.

        nearest: the same vectors with what finds the best of them, if that was read with them.
        """
        self._song_ids, self._vectors, self._worth = song_ids, vectors, worth
        self._nearest = nearest or Nearest(song_ids, vectors)
        self._tag_map, self._tags, self._config = tag_map, tag_map.places(), config
        self._gram = np.empty(0)

    @classmethod
    def fit(
        cls, corpus: Corpus, config: AlsConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Factorise, then learn where tags point; the same corpus and config give the same bits."""
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        config = config or AlsConfig()
        table = table_of(corpus)
        trust = Trust().of(corpus.playlists)
        found = factorise(table, trust, config, progress, cls.name)
        with threadpool_limits(1, "blas"):
            tag_map = fit_tag_map(
                table.tags, table.slugs, found.rows, config.tag_power, config.tag_ridge
            )
        song_ids = corpus.song_ids[found.columns]
        engine = cls(song_ids, found.vectors, found.worth, tag_map, config)
        engine.origin = Origin(asdict(config), config.seed, corpus.data_hash())
        return engine

    def scored_by(self, config: AlsConfig) -> "AlsEngine":
        """Return the same vectors with the `tag_pull` of other settings."""
        engine = type(self)(self._song_ids, self._vectors, self._worth, self._tag_map, config)
        engine.origin = Origin(asdict(config), config.seed, self.origin.data_hash)
        return engine

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Fold the query's songs and tags in and return what fits that listener."""
        wanted = dict.fromkeys((*query.seeds, *query.likes), 1.0)
        wanted.update(dict.fromkeys(query.dislikes, -self._config.dislike))
        listener = self._fold_in(wanted, query.tags)
        if listener is None:
            return no_songs()
        return self._nearest.best(listener, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return what a listener of these songs would like as well."""
        listener = self._fold_in(dict.fromkeys(song_ids, 1.0), {})
        if listener is None:
            return no_songs()
        return self._nearest.best(listener, n, song_ids)

    def like(self, wanted: Mapping[int, float], n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return what a listener who wants these songs, so much, would like as well."""
        listener = self._fold_in(wanted, {})
        return no_songs() if listener is None else self._nearest.best(listener, n, exclude)

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs that have a vector, ascending."""
        return self._song_ids

    def vectors_of(self, song_ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """Vectors of these songs, (songs, factors); zeros for a song that it does not know."""
        rows = rows_of(self._song_ids, song_ids)
        found = self._nearest.take(np.maximum(rows, 0)) * (rows >= 0)[:, None]
        return np.asarray(found, dtype=np.float32)

    def write_arrays(self, directory: Path) -> None:
        """Write the songs' and the tags' arrays, and the gram matrix of the songs'."""
        save_array(directory, "song_ids", self._song_ids)
        self._nearest.write(directory, "vectors")
        save_array(directory, "worth", self._worth)
        save_array(directory, "gram", self._song_gram())
        save_array(directory, "tag_vectors", self._tag_map.vectors)
        save_array(directory, "tag_weights", self._tag_map.weights)
        save_array(directory, "tag_base", self._tag_map.base)
        save_words(directory, "tags", self._tag_map.slugs)

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map the arrays; the settings of the fold-in are the training's."""
        song_ids = load_array(directory, "song_ids", (None,))
        vectors = load_array(directory, "vectors", (len(song_ids), None))
        worth = load_array(directory, "worth", (len(song_ids),))
        width = vectors.shape[1]
        tags = load_array(directory, "tag_vectors", (None, width))
        tag_map = TagMap(
            load_words(directory, "tags", len(tags)),
            tags,
            load_array(directory, "tag_weights", (len(tags),)),
            load_array(directory, "tag_base", (width,)),
        )
        try:
            config = AlsConfig(**meta.origin.config)
        except TypeError as error:
            raise ArtefactDamaged(f"its settings are not those of {cls.name}") from error
        nearest = Nearest.read(directory, "vectors", song_ids, vectors)
        engine = cls(song_ids, vectors, worth, tag_map, config, nearest)
        engine._gram = np.array(load_array(directory, "gram", (width, width)))
        return engine

    def _song_gram(self) -> NDArray[np.float64]:
        """The gram matrix Y'Y (factors, factors), reckoned once."""
        if len(self._gram) == 0:
            vectors = self._vectors.astype(np.float64)
            self._gram = vectors.T @ vectors
        return self._gram

    def _fold_in(
        self, wanted: Mapping[int, float], tags: Mapping[str, float]
    ) -> NDArray[np.float32] | None:
        """Solve for a listener's vector; `wanted` is +-confidence in units of alpha by song.

        None if no song and no tag that counts for something is known.
        """
        told = point(self._tag_map, self._tags, tags)
        rows = rows_of(self._song_ids, list(wanted))
        known = rows[rows >= 0]
        worth = np.array(list(wanted.values()))[rows >= 0] * self._worth[known]
        worth = worth * self._config.alpha
        if not (worth > 0).any():
            return None if told is None else told.astype(np.float32)
        songs = self._nearest.take(known).astype(np.float64)
        gram = self._song_gram()
        left = gram + self._config.regularization * np.eye(len(gram))
        left = left + (songs.T * (np.abs(worth) - 1)) @ songs
        right = np.maximum(worth, 0) @ songs
        if told is not None:
            right = right + self._config.regularization * self._config.tag_pull * told
        solved: NDArray[np.float32] = np.linalg.solve(left, right).astype(np.float32)
        return solved
