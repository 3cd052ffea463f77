"""Music2Vec: train the words of songs by word2vec, and place songs by their words and lists.

T. Mikolov et al., "Efficient estimation of word representations in vector space", 2013, with a
song's words for a sentence, and for another what a list is called and what its songs are. A song
is the weighted mean of its words: S. Arora et al., "A simple but tough-to-beat baseline for
sentence embeddings", ICLR 2017. gensim is imported by nothing that serves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import diags

from recommender.engine.base import Progress
from recommender.engine.corpus import Corpus
from recommender.engine.genre_words import SongWords, song_words, worth_learning
from recommender.engine.placed import Vectors, unit
from recommender.engine.sentences import tag_word
from recommender.engine.table import Table, table_of
from recommender.engine.tag2vec_fit import reporter, stable_hash


@dataclass(frozen=True)
class GenreConfig:
    """How to train, and how songs are placed.

    window: reaches over every sentence, whose words have no order. songs_a_list: how many songs
    of a list say a word in each pass. rarity: a of a / (a + share of the word among all words);
    the smaller, the less common words count. lists: what the lists that a song is in count beside
    its own words.
    """

    size: int = 64
    window: int = 30
    epochs: int = 12
    negative: int = 5
    alpha: float = 0.025
    songs_a_list: int = 12
    rarity: float = 0.1
    lists: float = 0.5
    seed: int = 20261121


@dataclass(frozen=True)
class Trained:
    """words (w,), their unit vectors (w, d), what each counts (w,); songs' rows and vectors."""

    words: tuple[str, ...]
    word_vectors: Vectors
    weights: NDArray[np.float32]
    rows: NDArray[np.int64]
    vectors: Vectors


def train_genre(corpus: Corpus, config: GenreConfig, progress: Progress) -> Trained:
    """Train words, then place the songs; the same corpus and config give the same bits.

    Songs without a word, and in no list with one, have no place: they are not among `rows`.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    table = table_of(corpus)
    found = _with_list_tags(worth_learning(song_words(corpus)), table)
    with threadpool_limits(1, "blas"):
        learned, counts = _train(Sentences(found, table, config), config, progress)
        vectors = np.zeros((len(found.words), config.size), dtype=np.float32)
        share = np.zeros(len(found.words))
        for place, word in enumerate(found.words):
            if word in learned:
                vectors[place], share[place] = learned[word], counts[word]
        share = share / max(share.sum(), 1)
        weights = (config.rarity / (config.rarity + share)).astype(np.float32)
        placed = place_songs(found.cells, table, found.words, unit(vectors), weights, config)
    known = np.flatnonzero(placed.any(axis=1))
    return Trained(found.words, unit(vectors), weights, known, placed[known])


def place_songs(
    cells: Any,
    table: Table,
    words: tuple[str, ...],
    word_vectors: Vectors,
    weights: NDArray[np.float32],
    config: GenreConfig,
) -> Vectors:
    """Return a unit vector a song, (n, d): of its words, moved towards the lists that it is in."""
    own = by_words(cells, word_vectors, weights)
    lists = list_rows(table)
    if config.lists == 0 or lists.shape[0] == 0:
        return own
    of_lists = lists @ own + by_words(list_words(table, words), word_vectors, weights)
    # A list of a thousand songs says less about each of them.
    sizes = np.maximum(np.asarray(lists.sum(axis=1)).reshape(-1), 1)
    around = unit((diags(1 / np.sqrt(sizes)) @ lists).T @ unit(of_lists))
    return unit(own + np.float32(config.lists) * around)


def by_words(cells: Any, word_vectors: Vectors, weights: NDArray[np.float32]) -> Vectors:
    """The weighted mean of words at length 1, (n, d); zeros for a row without a word."""
    return unit(np.asarray((cells @ diags(weights)) @ word_vectors, dtype=np.float32))


def list_rows(table: Table) -> Any:
    """What lists and listeners hold and like: (lists, songs) sparse, 1 each."""
    rows = table.songs[: table.playlists + table.listeners].tocsr()
    return (rows > 0).astype(np.float32)


def list_words(table: Table, words: tuple[str, ...]) -> Any:
    """What lists are called, in the columns of a vocabulary: (lists, words) sparse."""
    own = SongWords(tuple(tag_word(slug) for slug in table.slugs), list_tags(table))
    return own.of({word: place for place, word in enumerate(words)})


def list_tags(table: Table) -> Any:
    """The tags of lists, none of a listener: (lists, tags) sparse."""
    return table.tags[: table.playlists + table.listeners].tocsr()


def _with_list_tags(found: SongWords, table: Table) -> SongWords:
    """The vocabulary with the tags that lists alone have."""
    used = np.flatnonzero(np.diff(list_tags(table).tocsc().indptr))
    own = set(found.words)
    more = [tag_word(table.slugs[place]) for place in used.tolist()]
    words = (*found.words, *(word for word in more if word not in own))
    places = {word: place for place, word in enumerate(words)}
    return SongWords(words, found.of(places))


class Sentences:
    """Songs (each with its words), and lists (their tags, and a word of some of their songs).

    There is no order among words: each pass shuffles. The n-th pass is the same in every run.
    """

    def __init__(self, found: SongWords, table: Table, config: GenreConfig) -> None:
        self._words, self._cells = found.words, found.cells.tocsr()
        self._lists, self._called = list_rows(table), list_words(table, found.words)
        self._config = config
        self.passes = 0

    def __iter__(self) -> Iterator[list[str]]:
        """Go over everything once, differently drawn from the pass before."""
        rng = np.random.default_rng((self._config.seed, self.passes))
        self.passes += 1
        for columns in self._songs(rng):
            if len(columns) > 1:
                yield [self._words[column] for column in columns]
        for row in range(self._lists.shape[0]):
            columns = self._of_list(row, rng)
            if len(columns) > 1:
                yield [self._words[column] for column in columns]

    def _songs(self, rng: np.random.Generator) -> Iterator[list[int]]:
        """Each song's words, a weak one only in as many passes as it weighs."""
        said = rng.random(len(self._cells.data)) < self._cells.data
        order = rng.random(len(self._cells.data))
        starts = self._cells.indptr
        for start, end in zip(starts, starts[1:], strict=False):
            span = slice(start, end)
            columns = self._cells.indices[span][said[span]]
            yield columns[np.argsort(order[span][said[span]])].tolist()

    def _of_list(self, row: int, rng: np.random.Generator) -> list[int]:
        lists, cells = self._lists, self._cells
        songs = lists.indices[lists.indptr[row] : lists.indptr[row + 1]]
        some = songs[rng.permutation(len(songs))[: self._config.songs_a_list]]
        starts, counts = cells.indptr[some], np.diff(cells.indptr)[some]
        drawn = starts + (rng.random(len(some)) * counts).astype(np.int64)
        columns = cells.indices[drawn[counts > 0]]
        called = self._called.indices[self._called.indptr[row] : self._called.indptr[row + 1]]
        both = np.concatenate([columns, called])
        words: list[int] = both[rng.permutation(len(both))].tolist()
        return words


def _train(
    sentences: Sentences, config: GenreConfig, progress: Progress
) -> tuple[dict[str, Vectors], dict[str, int]]:
    """Return the vector of each word, and how often it was read."""
    from gensim.models import Word2Vec

    model = Word2Vec(
        vector_size=config.size,
        window=config.window,
        negative=config.negative,
        alpha=config.alpha,
        min_count=1,
        sg=1,
        sample=0,
        shrink_windows=False,
        workers=1,
        seed=config.seed,
        hashfxn=stable_hash,
    )
    model.build_vocab(sentences)
    words = list(model.wv.index_to_key)
    if words:
        model.train(
            sentences,
            total_examples=model.corpus_count,
            epochs=config.epochs,
            callbacks=[reporter(config.epochs, progress, "genre")],
        )
    counts = {word: int(model.wv.get_vecattr(word, "count")) for word in words}
    return {word: np.array(model.wv[word]) for word in words}, counts
