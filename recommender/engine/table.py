"""A corpus as one sparse table: every list, every listener and every tag is a row of songs."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.engine.corpus import Corpus, rows_of

# A tag that one song alone carries says nothing about which songs belong together.
FEWEST_SONGS = 2


@dataclass(frozen=True)
class Table:
    """Rows are playlists, then listeners, then tags (a tag is a list of the songs that carry it).

    songs: (rows, songs of the corpus) sparse float32: 1 in a playlist, a listener's confidence
        (below 0: disliked), the tag's weight in the song.
    tags: (rows, tags) sparse float32: the tags of a playlist, and of a tag's row the tag itself.
    slugs: the tags, one for each column. playlists, listeners: how many rows of each.
    """

    songs: Any
    tags: Any
    slugs: tuple[str, ...]
    playlists: int
    listeners: int

    @property
    def tag_rows(self) -> slice:
        """Where the rows of the tags are."""
        return slice(self.playlists + self.listeners, self.songs.shape[0])

    def of_songs(self, columns: NDArray[np.int64]) -> "Table":
        """The same table with these songs alone."""
        return replace(self, songs=self.songs[:, columns].tocsr())


def table_of(corpus: Corpus) -> Table:
    """Make the table; songs that are not in the corpus are left out, a list's tags are not."""
    slugs = tuple(sorted({*corpus.tag_slugs, *(t for one in corpus.playlists for t in one.tags)}))
    column = {slug: place for place, slug in enumerate(slugs)}
    used = np.flatnonzero(np.diff(corpus.song_tags.tocsc().indptr) >= FEWEST_SONGS)
    of_tags = corpus.song_tags.tocsc()[:, used].T.tocsr()
    own = [column[corpus.tag_slugs[place]] for place in used.tolist()]
    lists, list_tags = _playlists(corpus, column)
    listeners = _listeners(corpus)
    tags = vstack(
        [
            list_tags,
            csr_matrix((listeners.shape[0], len(slugs)), dtype=np.float32),
            _cells([[place] for place in own], [[1.0]] * len(own), len(slugs)),
        ]
    )
    songs = vstack([lists, listeners, of_tags])
    return Table(songs.tocsr(), tags.tocsr(), slugs, lists.shape[0], listeners.shape[0])


def _playlists(corpus: Corpus, column: dict[str, int]) -> tuple[Any, Any]:
    songs = [np.unique(corpus.rows(one.songs)).tolist() for one in corpus.playlists]
    tags = [sorted({column[tag] for tag in one.tags}) for one in corpus.playlists]
    return (
        _cells(songs, [[1.0] * len(one) for one in songs], len(corpus.song_ids)),
        _cells(tags, [[1.0] * len(one) for one in tags], len(column)),
    )


def _listeners(corpus: Corpus) -> Any:
    places: list[list[int]] = []
    values: list[list[float]] = []
    for one in corpus.listeners:
        rows = rows_of(corpus.song_ids, one.songs).tolist()
        known = [(r, c) for r, c in zip(rows, one.confidence, strict=True) if r >= 0]
        places.append([row for row, _ in known])
        values.append([confidence for _, confidence in known])
    return _cells(places, values, len(corpus.song_ids))


def _cells(places: list[list[int]], values: list[list[float]], width: int) -> csr_matrix:
    """A sparse matrix of rows with their places and values."""
    starts = np.concatenate([[0], np.cumsum([len(one) for one in places], dtype=np.int64)])
    columns: NDArray[np.int64] = np.array([c for one in places for c in one], dtype=np.int64)
    cells = np.array([v for one in values for v in one], dtype=np.float32)
    return csr_matrix((cells, columns, starts), shape=(len(places), width), dtype=np.float32)


def share_by_frequency(matrix: Any, power: float) -> NDArray[np.float32]:
    """Weight of each column: (rows that hold it) ** -power, at most 1: what is rare says more."""
    counts = np.maximum(np.asarray((matrix > 0).sum(axis=0)).reshape(-1), 1)
    return np.asarray(counts**-power, dtype=np.float32)
