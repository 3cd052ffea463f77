"""Songs by genre and occasion: Music2Vec, word2vec over the words of songs, artists and lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
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
from recommender.engine.base import Engine, Progress, Query, Ranking, no_songs, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.genre_fit import GenreConfig, by_words, train_genre, unit
from recommender.engine.genre_words import song_words
from recommender.engine.nearest import Nearest
from recommender.engine.ranking import merge
from recommender.engine.sentences import mood_word, tag_word
from recommender.engine.snapshot import Snapshot

__all__ = ["GenreConfig", "GenreEngine", "Placed"]

Vectors = NDArray[np.float32]

# A song liked before is a weaker sign than a seed, and one disliked may be so for other reasons.
LIKE_WEIGHT = 0.5
DISLIKE_WEIGHT = -0.25
# What tags and mood count beside songs where both are given.
WORDS_SHARE = 0.3


@dataclass(frozen=True)
class Placed:
    """Songs with a place in a space: ids (n,) ascending; vectors (n, d) of length 1."""

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


class GenreEngine(Engine):
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

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs nearest to the query's songs, tags and mood."""
        if n < 0:
            raise ValueError(f"cannot rank {n} songs")
        songs = dict.fromkeys(query.dislikes, DISLIKE_WEIGHT)
        songs |= dict.fromkeys(query.likes, LIKE_WEIGHT)
        songs |= dict.fromkeys(query.seeds, 1.0)
        words = {tag_word(slug): weight for slug, weight in query.tags.items()}
        if query.mood is not None:
            even = 1 / len(MOODS)
            shares = query.mood.as_dict()
            words |= {mood_word(name): share for name, share in shares.items() if share > even}
        of_songs, of_words = self._mean(songs), self._point(words)
        if of_songs is None or of_words is None:
            wanted = of_words if of_songs is None else of_songs
        else:
            wanted = (1 - WORDS_SHARE) * of_songs + WORDS_SHARE * of_words
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
        """Tell whether the song was trained on, or placed by its words since."""
        return any(rows_of(part.song_ids, [song_id])[0] >= 0 for part in self.parts)

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs of the training, ascending."""
        return self._songs.song_ids

    @property
    def parts(self) -> list[Placed]:
        """The songs of the training, and those that came since."""
        return [self._songs] + ([self._newcomers] if self._newcomers is not None else [])

    @property
    def width(self) -> int:
        """Dimensions of the space."""
        return int(self._word_vectors.shape[1])

    def vectors_of(self, song_ids: Sequence[int] | NDArray[np.int64]) -> Vectors:
        """The places of these songs, (songs, d); zeros for a song that it does not know."""
        found: Vectors = np.sum([part.of(song_ids) for part in self.parts], axis=0)
        return found.astype(np.float32)

    def write_arrays(self, directory: Path) -> None:
        """Write the trained songs' and the words' vectors."""
        save_array(directory, "song_ids", self._songs.song_ids)
        self._songs.nearest.write(directory, "vectors")
        save_array(directory, "word_vectors", self._word_vectors)
        save_array(directory, "word_weights", self._weights)
        save_words(directory, "words", tuple(self._words))

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map the vectors."""
        song_ids = load_array(directory, "song_ids", (None,))
        vectors = load_array(directory, "vectors", (len(song_ids), None))
        word_vectors = load_array(directory, "word_vectors", (None, vectors.shape[1]))
        weights = load_array(directory, "word_weights", (len(word_vectors),))
        words = load_words(directory, "words", len(word_vectors))
        try:
            GenreConfig(**meta.origin.config)
        except TypeError as error:
            raise ArtefactDamaged(f"its settings are not those of {cls.name}") from error
        places = {word: place for place, word in enumerate(words)}
        nearest = Nearest.read(directory, "vectors", song_ids, vectors)
        return cls(Placed(song_ids, vectors, nearest), places, word_vectors, weights)

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

    def _point(self, words: Mapping[str, float]) -> Vectors | None:
        """Where words point, at length 1; None if none of them is known."""
        known = {self._words[w]: weight for w, weight in words.items() if w in self._words}
        rows = list(known)
        counts = np.array(list(known.values()), dtype=np.float32) * self._weights[rows]
        if not counts.any():
            return None
        point: Vectors = unit((counts @ self._word_vectors[rows]).astype(np.float32)[None])[0]
        return point
