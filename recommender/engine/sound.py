"""Rank by sound: songs whose recordings sound alike, whoever listens to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import ArtefactDamaged, Meta, Origin, load_array, save_array
from recommender.engine.base import Engine, Progress, Query, Ranking, no_songs, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.nearest import Nearest
from recommender.engine.placed import unit
from recommender.sound_model.cues import hearer

# As in the other engines of vectors: a song liked before is a weaker sign than a seed, and one
# disliked may be so for other reasons than its sound.
LIKE_WEIGHT = 0.5
DISLIKE_WEIGHT = -0.25

Vectors = NDArray[np.float32]


class HeardOtherwise(ArtefactDamaged):
    """The vectors are whole, but of songs that were heard by another network, or other cues."""


@dataclass(frozen=True)
class SoundConfig:
    """The vector of each song, by its id; and by what they were made (`cues.hearer`)."""

    vectors: Mapping[int, Vectors] = field(default_factory=dict)
    network: str = ""


class SoundEngine(Engine):
    """Score = how far a song's vector goes towards the weighted mean of the wanted songs'.

    Vectors (n, d) are of length 1 at most: one of a song whose figures nobody knows is shorter
    (`cues.beside`), and its score is what it would be if they were nothing special. Without a seed
    or like that has audio the engine is silent: moods, tags and words say nothing about sound. It
    is not trained with the others: vectors come from the audio of the catalogue
    (`recommender.sound_index`), and a song that came after them, or has no audio, is not known.
    """

    name = "sound"

    def __init__(
        self,
        song_ids: NDArray[np.int64],
        vectors: Vectors,
        marks: NDArray[np.int64] | None = None,
        nearest: Nearest | None = None,
    ) -> None:
        """marks: (n,), which state of its spectrogram each vector is of; 0 if nobody keeps it."""
        self._song_ids, self.vectors = song_ids, vectors
        self.marks = np.zeros(len(song_ids), np.int64) if marks is None else marks
        self._nearest = nearest or Nearest(song_ids, vectors)

    @classmethod
    def fit(
        cls, corpus: Corpus, config: SoundConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Take the vectors of the config; a corpus knows no sound."""
        config = config or SoundConfig()
        ids = np.array(sorted(config.vectors), dtype=np.int64)
        engine = cls(ids, stacked([config.vectors[song] for song in ids.tolist()]))
        engine.origin = Origin({"network": config.network}, 0, corpus.data_hash())
        progress(1.0, cls.name)
        return engine

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs that sound like the query's songs."""
        if n < 0:
            raise ValueError(f"cannot rank {n} songs")
        songs = dict.fromkeys(query.dislikes, DISLIKE_WEIGHT)
        songs |= dict.fromkeys(query.likes, LIKE_WEIGHT)
        songs |= dict.fromkeys(query.seeds, 1.0)
        return self.like(songs, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return the songs that sound like these."""
        return self.like(dict.fromkeys(song_ids, 1.0), n, song_ids)

    def like(self, wanted: Mapping[int, float], n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs nearest to a weighted mean; a weight below 0 is "less like that".

        Nothing where no song of a weight above 0 is known.
        """
        rows = rows_of(self._song_ids, list(wanted))
        weights = np.array(list(wanted.values()), dtype=np.float32)[rows >= 0]
        if not (weights > 0).any():
            return no_songs()
        aim = unit((weights @ self._nearest.take(rows[rows >= 0]))[None])[0]
        return self._nearest.best(np.asarray(aim, np.float32), n, exclude)

    def check_made_by(self, network: str) -> None:
        """Raise HeardOtherwise unless the network of this version made the vectors.

        Those of two networks have nothing to do with each other, nor those with other cues.
        """
        made, wanted = self.origin.config.get("network"), hearer(network)
        if made != wanted:
            raise HeardOtherwise(
                f"its songs were heard by network {made}, and {wanted} hears now: "
                "they wait to be heard again by the background worker"
            )

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs that have a vector, ascending."""
        return self._song_ids

    def write_arrays(self, directory: Path) -> None:
        """Write songs, vectors and their marks."""
        save_array(directory, "song_ids", self._song_ids)
        save_array(directory, "marks", self.marks)
        self._nearest.write(directory, "vectors")

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map songs, vectors and marks."""
        song_ids = load_array(directory, "song_ids", (None,))
        marks = load_array(directory, "marks", (len(song_ids),))
        vectors = load_array(directory, "vectors", (len(song_ids), None))
        if vectors.dtype != np.float32:
            raise ArtefactDamaged(f"vectors.npy is of {vectors.dtype}")
        nearest = Nearest.read(directory, "vectors", song_ids, vectors)
        return cls(song_ids, vectors, marks, nearest)


def stacked(vectors: Sequence[Vectors]) -> Vectors:
    """Return vectors (d,) as rows (n, d); (0, 1) of none."""
    return np.stack(vectors).astype(np.float32) if vectors else np.zeros((0, 1), np.float32)
