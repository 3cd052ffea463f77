"""The sentences that tag2vec reads: songs and tags as words, shuffled anew in every epoch."""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from emotion.moods import MOODS
from recommender.engine.corpus import Corpus

# A mood is a word like a tag; a song speaks of the moods that have at least this share in it.
CLEAR_SHARE = 0.3

Sentence = list[str]


def song_word(song_id: int) -> str:
    """The word for a song."""
    return f"s:{song_id}"


def tag_word(slug: str) -> str:
    """The word for a tag."""
    return f"t:{slug}"


def mood_word(mood: str) -> str:
    """The word for a mood."""
    return f"m:{mood}"


def own_words(corpus: Corpus, row: int) -> Sentence:
    """A song with its own tags and clear moods; just the song if it has neither."""
    start, end = corpus.song_tags.indptr[row : row + 2]
    tags = [tag_word(corpus.tag_slugs[column]) for column in corpus.song_tags.indices[start:end]]
    shares = corpus.mood[row]
    moods = [mood_word(MOODS[m]) for m in range(len(MOODS)) if shares[m] >= CLEAR_SHARE]
    return [song_word(int(corpus.song_ids[row])), *tags, *moods]


class Sentences:
    """Playlists (songs and tags together) and songs (each with its own tags), for gensim.

    Word2Vec looks at neighbours within a window; a playlist has no neighbours, only members. So
    every pass shuffles within the sentence. The n-th pass is the same in every run.
    """

    def __init__(self, corpus: Corpus, seed: int, playlist_repeats: int = 1) -> None:
        self._corpus, self._seed, self._repeats = corpus, seed, playlist_repeats
        self._known = set(corpus.song_ids.tolist())
        self.passes = 0

    def __iter__(self) -> Iterator[Sentence]:
        """Go over everything once, differently shuffled from the pass before."""
        shuffle = np.random.default_rng((self._seed, self.passes)).permutation
        self.passes += 1
        lists = (self._lists() for _ in range(self._repeats))
        for words in chain(chain.from_iterable(lists), self._songs()):
            if len(words) > 1:
                yield [words[place] for place in shuffle(len(words))]

    def _lists(self) -> Iterator[Sentence]:
        for playlist in self._corpus.playlists:
            songs = [song_word(song) for song in playlist.songs if song in self._known]
            yield songs + [tag_word(slug) for slug in playlist.tags]
        for listener in self._corpus.listeners:
            pairs = zip(listener.songs, listener.confidence, strict=True)
            yield [song_word(song) for song, worth in pairs if worth > 0 and song in self._known]

    def _songs(self) -> Iterator[Sentence]:
        for row in range(len(self._corpus.song_ids)):
            yield own_words(self._corpus, row)
