"""Make training sets of a split: of its lists, and of its lists with what people tagged."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.evaluation.split import ListRow, Split

SOURCE = "split"


def list_corpus(rows: Sequence[ListRow]) -> Corpus:
    """Lists alone: nothing is known of a song but where it is."""
    ids = _ids(row.songs for row in rows)
    return _corpus(ids, csr_matrix((len(ids), 0), dtype=np.float32), (), rows)


def tag_corpus(split: Split, triples: Iterable[tuple[int, str, float]]) -> Corpus:
    """The lists, and the tags that people gave to songs: weight people / (people + 1)."""
    found = list(triples)
    ids = _ids([*(row.songs for row in split.train), tuple(song for song, _, _ in found)])
    slugs = tuple(sorted({tag for _, tag, _ in found}))
    column = {slug: place for place, slug in enumerate(slugs)}
    places = np.searchsorted(ids, np.array([song for song, _, _ in found], dtype=np.int64))
    columns = np.array([column[tag] for _, tag, _ in found], dtype=np.int64)
    people = np.array([count for _, _, count in found], dtype=np.float32)
    tags = csr_matrix((people, (places, columns)), shape=(len(ids), len(slugs)))
    tags.data = tags.data / (tags.data + 1)
    return _corpus(ids, tags, slugs, split.train)


def _ids(groups: Iterable[tuple[int, ...]]) -> NDArray[np.int64]:
    return np.array(sorted({song for group in groups for song in group}), dtype=np.int64)


def _corpus(
    ids: NDArray[np.int64], tags: csr_matrix, slugs: tuple[str, ...], rows: Sequence[ListRow]
) -> Corpus:
    """A corpus whose songs have no mood, energy or place that anyone knows of."""
    flat = np.zeros(len(ids), dtype=np.float32)
    even = np.full((len(ids), len(MOODS)), 1 / len(MOODS), dtype=np.float32)
    lists = [PlaylistRow(row.songs, row.tags, SOURCE) for row in rows]
    return Corpus(ids, slugs, tags, even, flat, flat, flat, flat, lists)
