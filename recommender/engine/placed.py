"""Engines whose songs have a place in a space: those near the mean place of the seeds are alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import load_array, save_array
from recommender.engine.base import Engine, Query, Ranking, no_songs
from recommender.engine.corpus import rows_of
from recommender.engine.nearest import Nearest
from recommender.engine.ranking import merge

Vectors = NDArray[np.float32]

# A song liked before is a weaker sign than a seed, and one disliked may be so for other reasons.
LIKE_WEIGHT = 0.5
DISLIKE_WEIGHT = -0.25


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Vectors at length 1, those of nothing but zeros as they are: (n, d)."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@dataclass(frozen=True)
class Placed:
    """Songs with a place: ids (n,) ascending; vectors (n, d) of length 1.

    found_by: what was read with them to find the nearest; None where there are few songs.
    """

    song_ids: NDArray[np.int64]
    vectors: Vectors
    found_by: Nearest | None = None

    @cached_property
    def nearest(self) -> Nearest:
        """The vectors, to be searched."""
        return self.found_by or Nearest(self.song_ids, self.vectors)

    def of(self, song_ids: Sequence[int] | NDArray[np.int64]) -> Vectors:
        """The vectors of these songs, (songs, d); zeros for one that has no place here."""
        rows = rows_of(self.song_ids, song_ids)
        if len(self.song_ids) == 0:
            return np.zeros((len(rows), self.vectors.shape[1]), dtype=np.float32)
        found = self.nearest.take(np.maximum(rows, 0)) * (rows >= 0)[:, None]
        return np.asarray(found, dtype=np.float32)

    def write(self, directory: Path) -> None:
        """Write ids and vectors, with what finds the nearest of many."""
        save_array(directory, "song_ids", self.song_ids)
        self.nearest.write(directory, "vectors")

    @classmethod
    def read(cls, directory: Path) -> "Placed":
        """Map what `write` wrote."""
        song_ids = load_array(directory, "song_ids", (None,))
        vectors = load_array(directory, "vectors", (len(song_ids), None))
        return cls(song_ids, vectors, Nearest.read(directory, "vectors", song_ids, vectors))


class PlacedEngine(Engine):
    """Score = cosine of a song's place with the weighted mean of the places asked for.

    `_songs` are those of the training; `_newcomers`, in the same space, came since.
    """

    _songs: Placed
    _newcomers: Placed | None

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs nearest to what the query asks for."""
        if n < 0:
            raise ValueError(f"cannot rank {n} songs")
        wanted = self._aim(query)
        return no_songs() if wanted is None else self._best(wanted, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return the songs nearest to these."""
        return self.like(dict.fromkeys(song_ids, 1.0), n, song_ids)

    def like(self, wanted: Mapping[int, float], n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs nearest to the weighted mean of these."""
        if n < 0:
            raise ValueError(f"cannot rank {n} songs")
        mean = self._mean(wanted)
        return no_songs() if mean is None else self._best(mean, n, exclude)

    def knows(self, song_id: int) -> bool:
        """Tell whether the song has a place: by the training, or since."""
        return any(rows_of(part.song_ids, [song_id])[0] >= 0 for part in self.parts)

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs of the training, ascending."""
        return self._songs.song_ids

    @property
    def parts(self) -> list[Placed]:
        """The songs of the training, and those that came since."""
        return [self._songs] + ([self._newcomers] if self._newcomers is not None else [])

    def vectors_of(self, song_ids: Sequence[int] | NDArray[np.int64]) -> Vectors:
        """The places of these songs, (songs, d); zeros for a song that it does not know."""
        found = self._songs.of(song_ids)
        return found if self._newcomers is None else found + self._newcomers.of(song_ids)

    def _aim(self, query: Query) -> Vectors | None:
        """Where a query's songs point; None if nothing is known of what it wants."""
        songs = dict.fromkeys(query.dislikes, DISLIKE_WEIGHT)
        songs |= dict.fromkeys(query.likes, LIKE_WEIGHT)
        songs |= dict.fromkeys(query.seeds, 1.0)
        return self._mean(songs)

    def _best(self, wanted: Vectors, n: int, exclude: Collection[int]) -> Ranking:
        aim = unit(wanted[None])[0]
        return merge([part.nearest.best(aim, n, exclude) for part in self.parts], n)

    def _mean(self, songs: Mapping[int, float]) -> Vectors | None:
        """The weighted mean of known songs' places; None if none of them is wanted."""
        vectors = self.vectors_of(list(songs))
        known = vectors.any(axis=1)
        weights = np.array(list(songs.values()), dtype=np.float32)[known]
        if not (weights > 0).any():
            return None
        return np.asarray(weights @ vectors[known] / np.abs(weights).sum(), dtype=np.float32)
