"""Train tag2vec's vectors with gensim; nothing here is imported by what serves."""

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Progress
from recommender.engine.corpus import Corpus
from recommender.engine.sentences import Sentences

# What gensim itself takes where nobody says, for corpora of any size.
FEWEST_EPOCHS = 5


@dataclass(frozen=True)
class Tag2VecConfig:
    """How to train and how to score.

    window: neighbours on each side that count, after shuffling. playlist_repeats: how often a
    playlist is read in an epoch for each time that a song's own tags are. prior: exponent of
    frequency in the score, the same 0.75 by which training draws its negatives. tag_share: share
    of tags and mood in the query where songs are given too. most_words: a corpus of which so many
    words would be read in more than FEWEST_EPOCHS is read so often only: it shows each pair in
    many of its lists, and one thread reads a hundred thousand words a second.
    """

    size: int = 128
    window: int = 10
    epochs: int = 20
    negative: int = 5
    alpha: float = 0.025
    playlist_repeats: int = 1
    prior: float = 0.75
    tag_share: float = 0.2
    most_words: int = 40_000_000
    seed: int = 20261121


def epochs_for(config: Tag2VecConfig, words: int) -> int:
    """How often a corpus of so many words is read: config.epochs, fewer where it is large."""
    affordable = config.most_words // max(words, 1)
    return min(config.epochs, max(affordable, FEWEST_EPOCHS))


def stable_hash(word: str) -> int:
    """A hash that is the same in every process; Python's own is not."""
    return zlib.crc32(word.encode())


def train_vectors(
    corpus: Corpus, config: Tag2VecConfig, progress: Progress
) -> tuple[dict[str, int], NDArray[np.float32], NDArray[np.float32], NDArray[np.float64]]:
    """Return (row of each word, input vectors, output vectors, counts); one row a word.

    Skip-gram with negative sampling, one worker: the same corpus and config give the same bits.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    sentences = Sentences(corpus, config.seed, config.playlist_repeats)
    model = _untrained(config)
    model.build_vocab(sentences)
    rows = dict(model.wv.key_to_index)
    if not rows:
        empty = np.empty((0, config.size), dtype=np.float32)
        return {}, empty, empty, np.empty(0)
    epochs = epochs_for(config, model.corpus_total_words)
    with threadpool_limits(1, "blas"):
        model.train(
            sentences,
            total_examples=model.corpus_count,
            epochs=epochs,
            callbacks=[reporter(epochs, progress, "tag2vec")],
        )
    counts = np.array([model.wv.get_vecattr(word, "count") for word in rows], dtype=np.float64)
    return rows, _plain(model.wv.vectors), _plain(model.syn1neg), counts


def _untrained(config: Tag2VecConfig) -> Any:
    """Skip-gram without subsampling (songs are no stop words) over the whole window."""
    from gensim.models import Word2Vec

    return Word2Vec(
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


def _plain(vectors: Any) -> NDArray[np.float32]:
    return np.ascontiguousarray(vectors, dtype=np.float32)


def reporter(epochs: int, progress: Progress, what: str) -> Any:
    """A gensim callback that reports the share of epochs done."""
    from gensim.models.callbacks import CallbackAny2Vec

    class Reporter(CallbackAny2Vec):  # type: ignore[misc]
        def __init__(self) -> None:
            self.done = 0

        def on_epoch_end(self, model: Any) -> None:
            self.done += 1
            progress(self.done / epochs, what)

    return Reporter()
