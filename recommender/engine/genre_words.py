"""The words that speak for a song: its tags, clear moods, artist, and the years it is from.

Situations ("commute", "rain") are tags like genres are: word2vec finds out what goes with what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS
from recommender.engine.sentences import CLEAR_SHARE, mood_word, tag_word

# An artist with one song says nothing of it that the song does not say itself.
FEWEST_SONGS = 2
# A year and its decade say one thing together.
YEAR_WEIGHT = 0.5
DECADE = 10


@dataclass(frozen=True)
class SongWords:
    """words: of a vocabulary, one for each column. cells: (songs, words) sparse float32, 0..1."""

    words: tuple[str, ...]
    cells: Any

    def of(self, vocabulary: Mapping[str, int]) -> Any:
        """The cells in the columns of another vocabulary; words that it lacks are left out."""
        at = np.array([vocabulary.get(word, -1) for word in self.words], dtype=np.int64)
        cells = self.cells.tocoo()
        kept = at[cells.col] >= 0
        places = (cells.row[kept], at[cells.col[kept]])
        return csr_matrix((cells.data[kept], places), shape=(cells.shape[0], len(vocabulary)))


def song_words(songs: Any, rows: NDArray[np.int64] | None = None) -> SongWords:
    """Return the words of a corpus's or a snapshot's songs, or of some rows of them."""
    rows = np.arange(len(songs.song_ids)) if rows is None else rows
    tags = _tags(songs, rows)
    parts = [tags, _moods(songs, rows, np.unique(tags[1]))]
    if songs.artist_ids is not None:
        parts.append(_numbers("a", songs.artist_ids[rows], 1.0))
    if songs.years is not None:
        years = songs.years[rows]
        parts.append(_numbers("y", np.where(years > 0, years, -1), YEAR_WEIGHT))
        decades = np.where(years > 0, years // DECADE * DECADE, -1)
        parts.append(_numbers("e", decades, YEAR_WEIGHT))
    return _joined(parts, len(rows))


def worth_learning(found: SongWords) -> SongWords:
    """The same without artists of fewer than FEWEST_SONGS songs, and without words of none."""
    counts = np.diff(found.cells.tocsc().indptr)
    kept = [
        place
        for place, word in enumerate(found.words)
        if counts[place] >= (FEWEST_SONGS if word.startswith("a:") else 1)
    ]
    return SongWords(tuple(found.words[place] for place in kept), found.cells[:, kept].tocsr())


# Words of one kind: the words, and for each cell its song, its word and its weight.
_Part = tuple[Sequence[str], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]


def _tags(songs: Any, rows: NDArray[np.int64]) -> _Part:
    cells = songs.song_tags[rows].tocoo()
    words = [tag_word(slug) for slug in songs.tag_slugs]
    return words, cells.row.astype(np.int64), cells.col.astype(np.int64), cells.data


def _moods(songs: Any, rows: NDArray[np.int64], tagged: NDArray[np.int64]) -> _Part:
    """The clear moods of songs that are tagged: of a song that is not, a mood tells no genre."""
    moods = songs.mood[rows].copy()
    moods[np.setdiff1d(np.arange(len(rows)), tagged)] = 0
    at, which = np.nonzero(moods >= CLEAR_SHARE)
    return [mood_word(mood) for mood in MOODS], at, which, moods[at, which]


def _numbers(prefix: str, numbers: NDArray[np.int64], weight: float) -> _Part:
    """One word for each number from 0; a negative one is no word."""
    at = np.flatnonzero(numbers >= 0)
    values, which = np.unique(numbers[at], return_inverse=True)
    words = [f"{prefix}:{value}" for value in values.tolist()]
    return words, at, which.astype(np.int64), np.full(len(at), weight, dtype=np.float32)


def _joined(parts: Sequence[_Part], n: int) -> SongWords:
    words = [word for of_part, *_ in parts for word in of_part]
    starts = np.concatenate([[0], np.cumsum([len(of_part) for of_part, *_ in parts])])
    rows = np.concatenate([row for _, row, _, _ in parts])
    columns = np.concatenate(
        [column + start for (_, _, column, _), start in zip(parts, starts, strict=False)]
    )
    values = np.concatenate([value for *_, value in parts]).astype(np.float32)
    return SongWords(tuple(words), csr_matrix((values, (rows, columns)), shape=(n, len(words))))
