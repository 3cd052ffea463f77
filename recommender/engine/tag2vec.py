"""Songs and tags in one space: Word2Vec over playlists, scored as the model itself predicts.

T. Mikolov et al., "Distributed representations of words and phrases and their compositionality",
NIPS 2013, with playlists for sentences. Cosine between input vectors is worse than popularity
here; the model's own prediction is input vector . output vector, and what that leaves out is
how frequent a word is, because training draws the negatives by frequency to the 0.75.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS, Mood
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
from recommender.engine.nearest import Nearest, Rows
from recommender.engine.ranking import merge
from recommender.engine.sentences import CLEAR_SHARE, mood_word, song_word, tag_word
from recommender.engine.snapshot import Snapshot
from recommender.engine.tag2vec_fit import Tag2VecConfig, train_vectors

Vector = NDArray[np.float32]

# A song that the listener liked before counts half as much as one that was asked for now; one
# they disliked pushes away, gently, since a dislike says little about what is wanted.
LIKE_WEIGHT = 0.5
DISLIKE_WEIGHT = -0.25


@dataclass(frozen=True)
class SongVectors:
    """Songs with their vectors: ids (n,) ascending; inputs, outputs (n, d); prior (n,)."""

    song_ids: NDArray[np.int64]
    inputs: Vector
    outputs: Vector
    prior: NDArray[np.float32]
    # What was read with them to find the best outputs; None where there are few songs.
    found_by: Nearest | None = None

    @cached_property
    def nearest(self) -> Nearest:
        """The outputs with their prior, to be searched."""
        return self.found_by or Nearest(self.song_ids, self.outputs, self.prior)

    @cached_property
    def input_rows(self) -> Rows:
        """The inputs, row by row."""
        return Rows(self.inputs)


class Tag2VecEngine(Engine):
    """Score = output vector of the song . mean input vector of the query + 0.75 log frequency.

    The query's mean: songs (seeds, likes, dislikes) and words (tags, the mood) are averaged
    apart, then joined in the share `tag_share`, so that ten tags do not drown one song, nor the
    other way round. A query without a word it knows gets silence. A song that came after
    training is placed by `with_catalogue` at the mean of its tags' and moods' vectors, with the
    prior of the rarest song; a song without known tags stays unknown until the next training.
    """

    name = "tag2vec"

    def __init__(
        self,
        songs: SongVectors,
        words: Mapping[str, int],
        word_inputs: Vector,
        word_outputs: Vector,
        config: Tag2VecConfig,
        newcomers: SongVectors | None = None,
    ) -> None:
        """words: row in the word vectors (w, d) of each tag and mood word."""
        self._songs, self._newcomers, self._config = songs, newcomers, config
        self._words, self._word_inputs, self._word_outputs = words, word_inputs, word_outputs

    @classmethod
    def fit(
        cls, corpus: Corpus, config: Tag2VecConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Train Word2Vec (gensim) with one worker and a fixed seed: it can be repeated exactly."""
        config = config or Tag2VecConfig()
        rows, inputs, outputs, counts = train_vectors(corpus, config, progress)
        known = [song for song in corpus.song_ids.tolist() if song_word(song) in rows]
        at = [rows[song_word(song)] for song in known]
        prior = config.prior * np.log(counts[at]) if at else np.empty(0)
        songs = SongVectors(
            np.array(known, dtype=np.int64), inputs[at], outputs[at], prior.astype(np.float32)
        )
        words = sorted(word for word in rows if not word.startswith("s:"))
        at = [rows[word] for word in words]
        places = {word: place for place, word in enumerate(words)}
        engine = cls(songs, places, inputs[at], outputs[at], config)
        engine.origin = Origin(asdict(config), config.seed, corpus.data_hash())
        return engine

    def with_catalogue(self, snapshot: Snapshot) -> "Tag2VecEngine":
        """Return the same model, with the songs that came after training where their tags are."""
        # Those that cannot play are in no list, and there may be hundreds of thousands of them.
        came_since = rows_of(self._songs.song_ids, snapshot.song_ids) < 0
        new = np.flatnonzero(came_since & snapshot.available).tolist()
        placed = [(row, weights) for row in new if (weights := self._own_words(snapshot, row))]
        newcomers = None
        if placed and len(self._songs.song_ids):
            shares = [_normalised(weights) for _, weights in placed]
            rarest = float(self._songs.prior.min())
            newcomers = SongVectors(
                snapshot.song_ids[[row for row, _ in placed]],
                np.stack([_weighted(self._word_inputs, share) for share in shares]),
                np.stack([_weighted(self._word_outputs, share) for share in shares]),
                np.full(len(placed), rarest, dtype=np.float32),
            )
        engine = type(self)(
            self._songs, self._words, self._word_inputs, self._word_outputs, self._config, newcomers
        )
        engine.origin, engine.meta = self.origin, self.meta
        return engine

    def scored_by(self, config: Tag2VecConfig) -> "Tag2VecEngine":
        """Return the same vectors with the `prior` and `tag_share` of other settings."""
        ratio = config.prior / self._config.prior if self._config.prior else 1.0
        prior = self._songs.prior * np.float32(ratio)
        songs = replace(self._songs, prior=prior, found_by=None)
        words = self._words, self._word_inputs, self._word_outputs
        engine = type(self)(songs, *words, config)
        engine.origin = Origin(asdict(config), config.seed, self.origin.data_hash)
        return engine

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs that the model expects beside the query's songs and tags."""
        songs = dict.fromkeys(query.dislikes, DISLIKE_WEIGHT)
        songs |= dict.fromkeys(query.likes, LIKE_WEIGHT)
        songs |= dict.fromkeys(query.seeds, 1.0)
        words = {tag_word(slug): weight for slug, weight in query.tags.items()}
        if query.mood is not None:
            words |= _mood_words(query.mood)
        wanted = self._mean(songs, words)
        return no_songs() if wanted is None else self._best(wanted, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return the songs that the model expects beside these."""
        wanted = self._mean(dict.fromkeys(song_ids, 1.0), {})
        return no_songs() if wanted is None else self._best(wanted, n, song_ids)

    def like(self, wanted: Mapping[int, float], n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs that the model expects beside these, each by its weight."""
        mean = self._mean(wanted, {})
        return no_songs() if mean is None else self._best(mean, n, exclude)

    def knows(self, song_id: int) -> bool:
        """Tell whether the song was trained on, or placed by its tags since."""
        return any(rows_of(part.song_ids, [song_id])[0] >= 0 for part in self._parts())

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs of the training, ascending."""
        return self._songs.song_ids

    def write_arrays(self, directory: Path) -> None:
        """Write the trained songs' and words' vectors."""
        save_array(directory, "song_ids", self._songs.song_ids)
        save_array(directory, "song_inputs", self._songs.inputs)
        self._songs.nearest.write(directory, "song_outputs")
        save_array(directory, "prior", self._songs.prior)
        save_array(directory, "word_inputs", self._word_inputs)
        save_array(directory, "word_outputs", self._word_outputs)
        save_words(directory, "words", tuple(self._words))

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map the vectors."""
        song_ids = load_array(directory, "song_ids", (None,))
        inputs = load_array(directory, "song_inputs", (len(song_ids), None))
        outputs = load_array(directory, "song_outputs", inputs.shape)
        prior = load_array(directory, "prior", (len(song_ids),))
        word_inputs = load_array(directory, "word_inputs", (None, inputs.shape[1]))
        word_outputs = load_array(directory, "word_outputs", word_inputs.shape)
        words = load_words(directory, "words", len(word_inputs))
        try:
            config = Tag2VecConfig(**meta.origin.config)
        except TypeError as error:
            raise ArtefactDamaged(f"its settings are not those of {cls.name}") from error
        places = {word: place for place, word in enumerate(words)}
        nearest = Nearest.read(directory, "song_outputs", song_ids, outputs, prior)
        songs = SongVectors(song_ids, inputs, outputs, prior, nearest)
        return cls(songs, places, word_inputs, word_outputs, config)

    def _parts(self) -> list[SongVectors]:
        return [self._songs] + ([self._newcomers] if self._newcomers is not None else [])

    def _best(self, wanted: Vector, n: int, exclude: Collection[int]) -> Ranking:
        rankings = [part.nearest.best(wanted, n, exclude) for part in self._parts()]
        return merge(rankings, n)

    def _mean(self, songs: Mapping[int, float], words: Mapping[str, float]) -> Vector | None:
        """The mean input vector of what is asked for; None if nothing of it is known."""
        of_songs = self._song_mean(songs)
        known = {self._words[w]: weight for w, weight in words.items() if w in self._words}
        known = {row: weight for row, weight in known.items() if weight}
        of_words = _weighted(self._word_inputs, _normalised(known)) if known else None
        if of_songs is None or of_words is None:
            return of_words if of_songs is None else of_songs
        share = np.float32(self._config.tag_share)
        return (1 - share) * of_songs + share * of_words

    def _song_mean(self, songs: Mapping[int, float]) -> Vector | None:
        """The weighted mean of known songs' input vectors; None if none of them is wanted."""
        vectors: list[Vector] = []
        weights: list[float] = []
        for part in self._parts():
            rows = rows_of(part.song_ids, list(songs))
            vectors.append(part.input_rows.take(rows[rows >= 0]))
            weights += [w for w, row in zip(songs.values(), rows, strict=True) if row >= 0]
        if not any(weight > 0 for weight in weights):
            return None
        share = np.array(weights, dtype=np.float32) / np.abs(weights).sum(dtype=np.float32)
        return np.asarray(share @ np.concatenate(vectors), dtype=np.float32)

    def _own_words(self, snapshot: Snapshot, row: int) -> dict[int, float]:
        """Rows and weights of a song's tags and clear moods that the model has words for."""
        tags = snapshot.song_tags
        span = slice(*tags.indptr[row : row + 2])
        words = {
            tag_word(snapshot.tag_slugs[column]): float(weight)
            for column, weight in zip(tags.indices[span], tags.data[span], strict=True)
        }
        words |= {
            mood_word(mood): float(share)
            for mood, share in zip(MOODS, snapshot.mood[row], strict=True)
            if share >= CLEAR_SHARE
        }
        return {self._words[w]: weight for w, weight in words.items() if w in self._words}


def _mood_words(mood: Mood) -> dict[str, float]:
    """The moods that are more than an even share, each as a word with its share for a weight."""
    even = 1 / len(MOODS)
    return {mood_word(name): share for name, share in mood.as_dict().items() if share > even}


def _normalised(weights: Mapping[int, float]) -> dict[int, float]:
    total = sum(abs(weight) for weight in weights.values())
    return {row: weight / total for row, weight in weights.items()} if total else {}


def _weighted(vectors: Vector, shares: Mapping[int, float]) -> Vector:
    rows, weights = list(shares), np.array(list(shares.values()), dtype=np.float32)
    return np.asarray(weights @ vectors[rows], dtype=np.float32)
