"""Rank by words: the sentences of a text against the lines of songs."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS, Mood
from emotion.text.sentences import spans
from recommender.engine import embedding
from recommender.engine.artefacts import ArtefactDamaged, Meta, Origin, load_array, save_array
from recommender.engine.base import Engine, Progress, Query, Ranking, no_songs, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.embedding import NothingReads
from recommender.engine.line_store import LineStore, store_of
from recommender.engine.ranking import best
from recommender.engine.snapshot import Snapshot

# What the best line says counts three times as much as what the second best does: a song that
# comes back to the thought goes before one that touches it once.
BEST_SHARE = 0.75
# A text of more sentences is known by its longest; each costs one more product with every line.
MOST_SENTENCES = 32
# To compare a text of five sentences with so many lines takes a tenth of a second on one thread.
MANY_LINES = 300_000
# Beyond, this share of the songs is compared: those whose mood is nearest to the one asked for.
NEAREST = 0.2
# Less than this is no sentence that a line could answer.
FEWEST_LETTERS = 2
# So many listeners at once do not push out each other's scores, which one mix asks for a dozen
# times and more. They take 12 bytes a song: 2 MB for those near the mood among a million.
KEPT = 16

Scored = tuple[NDArray[np.int64], NDArray[np.float32]]


@dataclass(frozen=True)
class LyricsConfig:
    """The distinct lines of each song, by its id."""

    lines: Mapping[int, Sequence[str]] = field(default_factory=dict)


class Pair(NamedTuple):
    """A sentence of the text, the line of the song that answers it best, and their cosine."""

    sentence: str
    line: str
    similarity: float


class LyricsEngine(Engine):
    """Score = BEST_SHARE x the best line's cosine + the rest x the second best line's.

    A line's cosine is the largest with any sentence of the query's text; a song of one line counts
    it twice. Silent without a text, and where no model reads words. It is not trained with the
    others: its lines are those of the catalogue, and a song that came after them is not known
    until they are gathered again (`recommender.lyrics_index`). Where there are more lines than
    MANY_LINES and a mood is asked for, only the songs NEAREST to it are ranked.
    """

    name = "lyrics"

    def __init__(self, store: LineStore, mood: NDArray[np.float32] | None = None) -> None:
        """mood: (n, 6), that of each song, all 0 if unknown; None before there is a catalogue."""
        self.store, self.mood = store, mood
        self._kept = OrderedDict[bytes, Scored]()
        self._lock = threading.Lock()

    def with_catalogue(self, snapshot: Snapshot) -> "LyricsEngine":
        """Return this engine with the songs' moods, by which a large catalogue is narrowed."""
        mood = np.zeros((len(self.song_ids), len(MOODS)), np.float32)
        rows = snapshot.rows(self.song_ids)
        mood[rows >= 0] = snapshot.mood[rows[rows >= 0]]
        engine = LyricsEngine(self.store, mood)
        engine.origin, engine.meta = self.origin, self.meta
        return engine

    @classmethod
    def fit(
        cls, corpus: Corpus, config: LyricsConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Embed the lines of the config; a corpus knows none."""
        lines = config.lines if config else {}
        engine = cls(store_of(lines))
        engine.origin = Origin({"model": embedding.version()}, 0, corpus.data_hash())
        progress(1.0, cls.name)
        return engine

    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the songs with the lines that are nearest to the text."""
        if n < 0:
            raise ValueError(f"cannot rank {n} songs")
        ranked = self._scored(query)
        return no_songs() if ranked is None else best(*ranked, n, exclude)

    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return the songs whose lines are nearest to the lines of these."""
        rows = rows_of(self.song_ids, song_ids)
        lines = [self.store.vectors_of(int(row)) for row in rows if row >= 0]
        if not lines:
            return no_songs()
        asked = np.concatenate(lines)[:MOST_SENTENCES]
        scores = self.store.scores(asked, BEST_SHARE, np.arange(len(self.song_ids)))
        return best(self.song_ids, scores, n, song_ids)

    def best_pairs(self, text: str, song_ids: Sequence[int]) -> list[Pair | None]:
        """For each song the sentence and the line that are nearest; None without words of it."""
        asked, said = self._asked(text), sentences(text)
        if asked is None:
            return [None] * len(song_ids)
        return [
            self._pair(asked, said, int(row)) if row >= 0 else None
            for row in rows_of(self.song_ids, song_ids)
        ]

    def check_readable(self) -> None:
        """Raise ArtefactDamaged unless the model that reads now made these vectors.

        The vectors of two models have nothing to do with each other. Raises NothingReads.
        """
        made, reads = self.origin.config.get("model"), embedding.version()
        if made != reads:
            raise ArtefactDamaged(
                f"its lines were read by text model {made}, and {reads} reads now: "
                "they wait to be read again (manage.py read_lyrics)"
            )

    @property
    def song_ids(self) -> NDArray[np.int64]:
        """The songs that have lines, ascending."""
        return self.store.song_ids

    def write_arrays(self, directory: Path) -> None:
        """Write songs and lines."""
        for name, array in self.store.arrays().items():
            save_array(directory, name, array)

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map songs and lines."""
        song_ids = load_array(directory, "song_ids", (None,))
        starts = load_array(directory, "starts", (len(song_ids) + 1,))
        n = int(starts[-1])
        store = LineStore(
            song_ids=song_ids,
            marks=load_array(directory, "marks", (len(song_ids),)),
            starts=starts,
            vectors=load_array(directory, "vectors", (n, None)),
            scales=load_array(directory, "scales", (n,)),
            letters=load_array(directory, "letters", (None,)),
            ends=load_array(directory, "ends", (n,)),
        )
        if (np.diff(starts) <= 0).any() or (n and int(store.ends[-1]) != len(store.letters)):
            raise ArtefactDamaged("the lines do not fit together")
        return cls(store)

    def _scored(self, query: Query) -> Scored | None:
        """The songs that a query is compared with, and their scores; None if there is no answer.

        The last KEPT answers stay: a mix asks the same again until enough of the songs can play.
        They are known by a hash, as a text is somebody's own.
        """
        mood = b"" if query.mood is None else query.mood.shares.tobytes()
        key = blake2b(query.text.encode(errors="replace") + mood).digest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        asked = self._asked(query.text)
        if asked is None or len(self.song_ids) == 0:
            return None
        rows = self._candidates(query.mood)
        found = np.asarray(self.song_ids[rows]), self.store.scores(asked, BEST_SHARE, rows)
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _candidates(self, mood: Mood | None) -> NDArray[np.int64]:
        """The rows to compare: all, or of many those whose mood is nearest to the one asked for."""
        every = np.arange(len(self.song_ids))
        if mood is None or self.mood is None or len(self.store.vectors) <= MANY_LINES:
            return every
        norms = np.maximum(np.linalg.norm(self.mood, axis=1), 1e-9)
        near = self.mood @ mood.shares / norms
        bar = np.partition(near, int(len(near) * (1 - NEAREST)))[int(len(near) * (1 - NEAREST))]
        return np.flatnonzero(near >= bar)

    def _pair(self, asked: NDArray[np.float32], said: Sequence[str], row: int) -> Pair:
        near = asked @ self.store.vectors_of(row).T
        sentence, line = np.unravel_index(int(near.argmax()), near.shape)
        text = self.store.line(int(self.store.starts[row]) + int(line))
        return Pair(said[int(sentence)], text, float(near[sentence, line]))

    def _asked(self, text: str) -> NDArray[np.float32] | None:
        """The sentences' vectors (s, d); None for nothing said, or nobody who reads it."""
        said = sentences(text)
        if not said:
            return None
        try:
            asked = embedding.embed(said)
        except NothingReads:
            return None
        # Of another model than the lines: `check_readable` is about to turn this engine off.
        return asked if asked.shape[1] == self.store.vectors.shape[1] else None


def sentences(text: str) -> list[str]:
    """The sentences of a text that a line could answer, in their order."""
    found = [text[start:end] for start, end in spans(text)]
    found = [each for each in found if sum(map(str.isalnum, each)) >= FEWEST_LETTERS]
    if len(found) <= MOST_SENTENCES:
        return found
    shortest_kept = sorted(map(len, found))[-MOST_SENTENCES]
    return [each for each in found if len(each) >= shortest_kept][:MOST_SENTENCES]
