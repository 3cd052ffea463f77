"""Rank by closeness of moods: no training, so every song of the catalogue takes part."""

import math
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS, Mood
from recommender.engine.artefacts import Meta, Origin, load_array, save_array
from recommender.engine.base import Engine, Progress, Query, Ranking, no_songs, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.ranking import best
from recommender.engine.snapshot import Snapshot

# Half as much as the moods' own cosine: it tells songs of one mood apart without overruling it.
CLOSENESS_WEIGHT = 0.5

# The longest way in the square of valence and arousal, both -1..1.
DIAGONAL = 2 * math.sqrt(2.0)

# Songs at a time.
BLOCK = 16384


class MoodEngine(Engine):
    """Score = cosine(mood asked, song's mood) + CLOSENESS_WEIGHT x closeness.

    closeness = 1 - distance between the mood's (valence, arousal) and the song's / DIAGONAL.
    Without a mood in the query it takes the mean mood of the seeds and likes, as far as it knows
    them; without those it is silent. A song of unknown mood is not ranked. A song that came after
    training takes part at once: `with_catalogue` rebuilds the engine from the catalogue as it is.
    """

    name = "mood"

    def __init__(
        self,
        song_ids: NDArray[np.int64],
        mood: NDArray[np.float32],
        place: NDArray[np.float32],
    ) -> None:
        """song_ids (n,); mood (n, 6); place (n, 2): valence and arousal of each song."""
        self._song_ids, self._mood, self._place = song_ids, mood, place
        norms = np.linalg.norm(mood, axis=1, keepdims=True)
        # All shares 0: nobody knows the song's mood, so it fits none.
        self._unknown = np.flatnonzero(norms[:, 0] == 0)
        unit = np.divide(mood, norms, out=np.zeros_like(mood), where=norms > 0)
        # By column: products of six long rows take a third of the time of a million short ones.
        self._unit = np.ascontiguousarray(unit.T, dtype=np.float32)
        self._valence, self._arousal = np.ascontiguousarray(place.T, dtype=np.float32)

    @classmethod
    def fit(cls, corpus: Corpus, config: None = None, progress: Progress = quiet) -> Self:
        """Take the songs' moods from the corpus; there is nothing to configure."""
        progress(1.0, cls.name)
        engine = cls._of(corpus)
        engine.origin = Origin({"closeness_weight": CLOSENESS_WEIGHT}, 0, corpus.data_hash())
        return engine

    def with_catalogue(self, snapshot: Snapshot) -> "MoodEngine":
        """Return the engine of the catalogue as it is now."""
        engine = self._of(snapshot)
        engine.origin, engine.meta = self.origin, self.meta
        return engine

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot) -> Self:
        """Build the engine without any training."""
        return cls._of(snapshot)

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs whose mood is nearest to the one asked for."""
        mood = query.mood or self._mean_mood((*query.seeds, *query.likes))
        if mood is None:
            return best(self._song_ids[:0], np.empty(0, np.float32), n)
        return best(self._song_ids, self._scores(mood), n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return the songs nearest to the mean mood of these."""
        mood = self._mean_mood(song_ids)
        return no_songs() if mood is None else best(self._song_ids, self._scores(mood), n, song_ids)

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs of the arrays, ascending."""
        return self._song_ids

    def write_arrays(self, directory: Path) -> None:
        """Write ids, moods and places."""
        save_array(directory, "song_ids", self._song_ids)
        save_array(directory, "mood", self._mood)
        save_array(directory, "place", self._place)

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map ids, moods and places."""
        song_ids = load_array(directory, "song_ids", (None,))
        mood = load_array(directory, "mood", (len(song_ids), len(MOODS)))
        return cls(song_ids, mood, load_array(directory, "place", (len(song_ids), 2)))

    @classmethod
    def _of(cls, songs: Any) -> Self:
        place = np.stack([songs.valence, songs.arousal], axis=1).astype(np.float32)
        return cls(songs.song_ids, songs.mood, place)

    def _scores(self, mood: Mood) -> NDArray[np.float32]:
        shares = mood.shares / np.linalg.norm(mood.shares)
        scores = np.empty(len(self._song_ids), dtype=np.float32)
        scale = CLOSENESS_WEIGHT / DIAGONAL
        # In blocks that stay in the cache, and in place: a million songs pass in each request.
        for start in range(0, len(scores), BLOCK):
            part = slice(start, start + BLOCK)
            distance = self._valence[part] - mood.valence
            distance *= distance
            aside = self._arousal[part] - mood.arousal
            aside *= aside
            distance += aside
            np.sqrt(distance, out=distance)
            distance *= scale
            np.dot(shares, self._unit[:, part], out=scores[part])
            scores[part] += CLOSENESS_WEIGHT - distance
        scores[self._unknown] = -np.inf
        return scores

    def _mean_mood(self, song_ids: Sequence[int]) -> Mood | None:
        rows = rows_of(self._song_ids, song_ids)
        rows = rows[(rows >= 0) & ~np.isin(rows, self._unknown)]
        return Mood(self._mood[rows].mean(axis=0)) if len(rows) else None
