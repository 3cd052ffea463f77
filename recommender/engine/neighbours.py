"""Songs that are in lists together: each song of the query speaks for those it is linked to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import ArtefactDamaged, Meta, Origin, load_array, save_array
from recommender.engine.base import Engine, Progress, Query, Ranking, no_songs, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.neighbours_fit import Links, NeighboursConfig, link, linkable
from recommender.engine.ranking import best
from recommender.engine.table import table_of

__all__ = ["NeighboursConfig", "NeighboursEngine"]


class NeighboursEngine(Engine):
    """Score = sum over the query's songs of their links to the song (`neighbours_fit`).

    Likes and dislikes count less than seeds, dislikes against. A query without a song that it
    knows gets silence; tags and moods say nothing to it. Songs that it has no link for score by
    what an average song speaks for. A song that came after training is not known to it before
    the next one: no list holds it; tags and mood serve it.
    """

    name = "neighbours"

    def __init__(self, song_ids: NDArray[np.int64], links: Links, config: NeighboursConfig) -> None:
        """song_ids (n,), ascending, one for each song of the links."""
        self._song_ids, self._links, self._config = song_ids, links, config

    @classmethod
    def fit(
        cls, corpus: Corpus, config: NeighboursConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Link the songs that are in any list or share a tag, in closed form."""
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        config = config or NeighboursConfig()
        table = table_of(corpus)
        used = linkable(table, config.songs)
        with threadpool_limits(1, "blas"):
            links = link(table.of_songs(used), config, progress, cls.name)
        engine = cls(corpus.song_ids[used], links, config)
        engine.origin = Origin(asdict(config), 0, corpus.data_hash())
        return engine

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs for which the query's songs speak."""
        wanted = dict.fromkeys(query.dislikes, -self._config.dislike)
        wanted |= dict.fromkeys(query.likes, self._config.like)
        wanted |= dict.fromkeys(query.seeds, 1.0)
        return self._best(wanted, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return the songs for which these speak."""
        return self._best(dict.fromkeys(song_ids, 1.0), n, song_ids)

    def like(self, wanted: Mapping[int, float], n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs for which these speak, each by its weight."""
        return self._best(wanted, n, exclude)

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs that are in any list, ascending."""
        return self._song_ids

    def write_arrays(self, directory: Path) -> None:
        """Write ids and links."""
        save_array(directory, "song_ids", self._song_ids)
        for name, array in vars(self._links).items():
            save_array(directory, name, array)

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map ids and links; ArtefactDamaged if a link leads nowhere."""
        song_ids = load_array(directory, "song_ids", (None,))
        n = len(song_ids)
        to = load_array(directory, "to", (None,))
        links = Links(
            load_array(directory, "starts", (n + 1,)),
            to,
            load_array(directory, "strength", to.shape),
            load_array(directory, "share", (n,)),
            load_array(directory, "common", (n,)),
        )
        ends = links.starts[0] == 0 and links.starts[-1] == len(to)
        if not ends or (np.diff(links.starts) < 0).any():
            raise ArtefactDamaged("its links do not begin and end as they should")
        if len(to) and not (to.min() >= 0 and to.max() < n):
            raise ArtefactDamaged("its links lead to songs that are not there")
        try:
            config = NeighboursConfig(**meta.origin.config)
        except TypeError as error:
            raise ArtefactDamaged(f"its settings are not those of {cls.name}") from error
        return cls(song_ids, links, config)

    def _best(self, wanted: Mapping[int, float], n: int, exclude: Collection[int]) -> Ranking:
        rows = rows_of(self._song_ids, list(wanted))
        weights = np.array(list(wanted.values()), dtype=np.float32)[rows >= 0]
        rows = rows[rows >= 0]
        if not (weights > 0).any():
            return no_songs()
        return best(self._song_ids, self._scores(rows, weights), n, exclude)

    def _scores(self, rows: NDArray[np.int64], weights: NDArray[np.float32]) -> NDArray[np.float32]:
        links = self._links
        scores = np.float32(weights @ links.share[rows]) * links.common
        for row, weight in zip(rows.tolist(), weights.tolist(), strict=True):
            span = slice(int(links.starts[row]), int(links.starts[row + 1]))
            scores[links.to[span]] += np.float32(weight) * links.strength[span]
        return np.asarray(scores, dtype=np.float32)
