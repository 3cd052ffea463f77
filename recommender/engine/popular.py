"""Rank by popularity: the floor under every other engine."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import Meta, Origin, load_array, save_array
from recommender.engine.base import Engine, Progress, Query, Ranking, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.ranking import best


@dataclass(frozen=True)
class PopularConfig:
    """How listeners count beside playlists."""

    listener_weight: float = 1.0


class PopularEngine(Engine):
    """Score = log(1 + lists the song is in + what listeners like of it).

    It answers every query, and to all of them the same. A song that came after training is not
    known to it: nobody has put it anywhere yet.
    """

    name = "popular"

    def __init__(self, song_ids: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        self._song_ids, self._scores = song_ids, scores

    @classmethod
    def fit(
        cls, corpus: Corpus, config: PopularConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Count; a dislike takes away what a like gives, though never below nothing."""
        config = config or PopularConfig()
        counts = np.zeros(len(corpus.song_ids))
        for playlist in corpus.playlists:
            counts[np.unique(corpus.rows(playlist.songs))] += 1
        for listener in corpus.listeners:
            rows = rows_of(corpus.song_ids, listener.songs)
            worth = np.sign(listener.confidence) * config.listener_weight
            np.add.at(counts, rows[rows >= 0], worth[rows >= 0])
        progress(1.0, cls.name)
        engine = cls(corpus.song_ids, np.log1p(np.maximum(counts, 0)).astype(np.float32))
        engine.origin = Origin(asdict(config), 0, corpus.data_hash())
        return engine

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the most popular songs, whatever the query."""
        return best(self._song_ids, self._scores, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return the most popular songs but for these."""
        return best(self._song_ids, self._scores, n, song_ids)

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs of the training, ascending."""
        return self._song_ids

    def write_arrays(self, directory: Path) -> None:
        """Write ids and scores."""
        save_array(directory, "song_ids", self._song_ids)
        save_array(directory, "scores", self._scores)

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map ids and scores."""
        song_ids = load_array(directory, "song_ids", (None,))
        return cls(song_ids, load_array(directory, "scores", (len(song_ids),)))
