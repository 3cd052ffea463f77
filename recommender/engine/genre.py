"""Songs by genre and occasion: Music2Vec, word2vec over the words of songs, artists and lists."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from recommender.engine.artefacts import (
    ArtefactDamaged,
    Meta,
    Origin,
    load_array,
    load_words,
    save_array,
    save_words,
)
from recommender.engine.base import Progress, Query, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.genre_fit import GenreConfig, by_words, train_genre
from recommender.engine.genre_words import song_words
from recommender.engine.placed import Placed, PlacedEngine, Vectors, unit
from recommender.engine.sentences import mood_word, tag_word
from recommender.engine.snapshot import Snapshot

__all__ = ["GenreConfig", "GenreEngine"]

# What tags and mood count beside songs where both are given.
WORDS_SHARE = 0.3


class GenreEngine(PlacedEngine):
    """Score = cosine of a song's place with the mean place of what is asked for.

    Words (tags, clear moods, artists, years) have learned vectors, and a song's place is their
    weighted mean, moved towards the lists that it is in (`genre_fit`). So what goes together by
    occasion is near, also without a word in common. It takes songs, tags and a mood; a query
    without anything that it knows gets silence. A song that came after training is placed by
    `with_catalogue` where its words are; one without known words stays unknown.
    """

    name = "genre"

    def __init__(
        self,
        songs: Placed,
        words: Mapping[str, int],
        word_vectors: Vectors,
        weights: NDArray[np.float32],
        newcomers: Placed | None = None,
    ) -> None:
        """words: row in the word vectors (w, d), and in the weights (w,), of each word."""
        self._songs, self._newcomers = songs, newcomers
        self._words, self._word_vectors, self._weights = words, word_vectors, weights

    @classmethod
    def fit(
        cls, corpus: Corpus, config: GenreConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Train word2vec (gensim) with one worker and a fixed seed: it can be repeated exactly."""
        config = config or GenreConfig()
        found = train_genre(corpus, config, progress)
        places = {word: place for place, word in enumerate(found.words)}
        songs = Placed(corpus.song_ids[found.rows], found.vectors)
        engine = cls(songs, places, found.word_vectors, found.weights)
        engine.origin = Origin(asdict(config), config.seed, corpus.data_hash())
        return engine

    def with_catalogue(self, snapshot: Snapshot) -> "GenreEngine":
        """Return the same model, with the songs that came after training where their words are."""
        # Those that cannot play are in no list, and there may be hundreds of thousands of them.
        came_since = rows_of(self._songs.song_ids, snapshot.song_ids) < 0
        new = np.flatnonzero(came_since & snapshot.available)
        placed = by_words(
            song_words(snapshot, new).of(self._words), self._word_vectors, self._weights
        )
        known = placed.any(axis=1)
        newcomers = Placed(snapshot.song_ids[new[known]], placed[known]) if known.any() else None
        engine = type(self)(self._songs, self._words, self._word_vectors, self._weights, newcomers)
        engine.origin, engine.meta = self.origin, self.meta
        return engine

    def write_arrays(self, directory: Path) -> None:
        """Write the trained songs' and the words' vectors."""
        self._songs.write(directory)
        save_array(directory, "word_vectors", self._word_vectors)
        save_array(directory, "word_weights", self._weights)
        save_words(directory, "words", tuple(self._words))

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map the vectors."""
        songs = Placed.read(directory)
        word_vectors = load_array(directory, "word_vectors", (None, songs.vectors.shape[1]))
        weights = load_array(directory, "word_weights", (len(word_vectors),))
        words = load_words(directory, "words", len(word_vectors))
        try:
            GenreConfig(**meta.origin.config)
        except TypeError as error:
            raise ArtefactDamaged(f"its settings are not those of {cls.name}") from error
        places = {word: place for place, word in enumerate(words)}
        return cls(songs, places, word_vectors, weights)

    def _aim(self, query: Query) -> Vectors | None:
        words = {tag_word(slug): weight for slug, weight in query.tags.items()}
        if query.mood is not None:
            even = 1 / len(MOODS)
            shares = query.mood.as_dict()
            words |= {mood_word(name): share for name, share in shares.items() if share > even}
        of_songs, of_words = super()._aim(query), self._point(words)
        if of_songs is None or of_words is None:
            return of_words if of_songs is None else of_songs
        return np.asarray((1 - WORDS_SHARE) * of_songs + WORDS_SHARE * of_words, np.float32)

    def _point(self, words: Mapping[str, float]) -> Vectors | None:
        """Where words point, at length 1; None if none of them is known."""
        known = {self._words[w]: weight for w, weight in words.items() if w in self._words}
        rows = list(known)
        counts = np.array(list(known.values()), dtype=np.float32) * self._weights[rows]
        if not counts.any():
            return None
        return np.asarray(unit((counts @ self._word_vectors[rows])[None])[0])
