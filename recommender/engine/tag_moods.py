"""What a tag says of a song's mood: one table, and what follows from it for tags beyond it.

The table is ``tag_moods.csv``; docs/models/tag_moods.md says what its numbers are and where they
come from. A tag is found however it is spelt (``spelling``), then by its words, then, in a table
that was ``extended`` by the vectors of a trained tag2vec, by the tags it stands with.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS, Mood
from recommender.engine.tag_spelling import phrases, spelling

TABLE = Path(__file__).with_name("tag_moods.csv")
# A tag made of known words ("sad piano") says a little less than a tag that stands in the table.
WORDS_TRUST = 0.8
# A tag that is placed by its neighbours says half as much as they do, times how near they are.
VECTORS_TRUST = 0.5
NEIGHBOURS = 10
# Cosine below which two tags have nothing to do with one another.
LEAST_LIKE = 0.3
# Unknown tags that are compared at once: a few megabytes.
ROWS = 2000
# Tags, and combinations of them, that are remembered: a catalogue has few, and an import asks for
# each song.
REMEMBERED = 4096


@dataclass(frozen=True)
class TagMood:
    """What one tag, or several together, say: mood, valence and arousal (-1..1).

    strength: how much they say at all, 0..1.
    """

    mood: Mood
    valence: float
    arousal: float
    strength: float


class TagMoods:
    """The table, perhaps extended. It never changes: ``extended`` returns another."""

    def __init__(
        self, rows: Mapping[str, TagMood], placed: Mapping[str, TagMood] | None = None
    ) -> None:
        """rows: what stands in the table, by spelling. placed: what vectors say, by spelling."""
        self._rows, self._placed = dict(rows), dict(placed or {})
        self._find_once = lru_cache(maxsize=REMEMBERED)(self._find)
        self._read_once = lru_cache(maxsize=REMEMBERED)(self._reading)

    def find(self, tag: str) -> TagMood | None:
        """Return what a tag says, None if nothing is known of it."""
        return self._find_once(tag)

    def _find(self, tag: str) -> TagMood | None:
        return self._told(tag) or self._placed.get(spelling(tag))

    def _told(self, tag: str) -> TagMood | None:
        """What the table itself says of a tag or of its words."""
        if (row := self._rows.get(spelling(tag))) is not None:
            return row
        words = phrases(tag, self._rows)
        if not words:
            return None
        found = [(self._rows[word], 1.0) for word in words]
        trust = WORDS_TRUST * float(np.mean([row.strength for row, _ in found]))
        return replace(together(found), strength=trust)

    def reading(self, weights: Mapping[str, float]) -> TagMood | None:
        """Return what a song's tags (weight 0..1 by tag) say together, None if nothing.

        What vectors placed counts only where the table knows none of the tags. A weight of 0 or
        less says nothing: that a song is not sad does not say what it is. ValueError for a weight
        that is no finite number.
        """
        if not all(np.isfinite(weight) for weight in weights.values()):
            raise ValueError("a tag's weight must be a finite number")
        return self._read_once(tuple(sorted(weights.items())))

    def extended(self, tags: Sequence[str], vectors: NDArray[np.floating[Any]]) -> "TagMoods":
        """Return this table with places for those of `tags` that it has no row or words for.

        vectors: (tags, d), such as tag2vec's input vectors. A tag gets the mean of the nearest
        known tags, and a strength that falls with their distance.
        """
        units = _units(np.asarray(vectors, dtype=np.float32))
        known = [place for place, tag in enumerate(tags) if spelling(tag) in self._rows]
        unknown = [place for place, tag in enumerate(tags) if self.find(tag) is None]
        rows = [self._rows[spelling(tags[place])] for place in known]
        placed: dict[str, TagMood] = {}
        if rows:
            for start in range(0, len(unknown), ROWS):
                some = unknown[start : start + ROWS]
                likeness = units[some] @ units[known].T
                for place, alike in zip(some, likeness, strict=True):
                    if (found := _placed(rows, alike)) is not None:
                        placed[spelling(tags[place])] = found
        return TagMoods(self._rows, self._placed | placed)

    def _reading(self, weights: tuple[tuple[str, float], ...]) -> TagMood | None:
        told = _parts(weights, self._told)
        # Many guesses would outvote one word that is known.
        parts = told or _parts(weights, self.find)
        return together(parts) if parts else None


def _parts(
    weights: Iterable[tuple[str, float]], find: Callable[[str], TagMood | None]
) -> list[tuple[TagMood, float]]:
    return [
        (found, min(weight, 1.0))
        for tag, weight in weights
        if weight > 0 and (found := find(tag)) is not None
    ]


def together(parts: Sequence[tuple[TagMood, float]]) -> TagMood:
    """Return the mean by weight and strength; each part adds to the strength of the whole."""
    counts = np.array([part.strength * weight for part, weight in parts])
    shares = counts / counts.sum()
    return TagMood(
        mood=Mood.blend(
            [(part.mood, count) for (part, _), count in zip(parts, counts, strict=True)]
        ),
        valence=float(shares @ [part.valence for part, _ in parts]),
        arousal=float(shares @ [part.arousal for part, _ in parts]),
        strength=float(1 - np.prod(1 - counts)),
    )


@cache
def table() -> TagMoods:
    """Return the table that is shipped."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return TagMoods(read_rows(csv.DictReader(file)))


def read_rows(lines: Iterable[Mapping[str, str]]) -> dict[str, TagMood]:
    """Read the table's lines; ValueError for a tag that is there twice or a number out of range."""
    rows: dict[str, TagMood] = {}
    for line in lines:
        row = _row(line)
        for tag in (line["tag"], *filter(None, line["also"].split("|"))):
            if not spelling(tag) or spelling(tag) in rows:
                raise ValueError(f"{tag!r} is there twice, or is no tag")
            rows[spelling(tag)] = row
    return rows


def _row(line: Mapping[str, str]) -> TagMood:
    shares = [int(line[mood]) for mood in MOODS]
    valence, arousal, strength = (float(line[name]) for name in ("valence", "arousal", "strength"))
    if sum(shares) != 100 or max(abs(valence), abs(arousal)) > 1 or not 0 < strength <= 1:
        raise ValueError(f"the numbers of {line['tag']!r} are not what they should be")
    return TagMood(Mood(np.array(shares) / 100), valence, arousal, strength)


def _units(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Directions from the middle of all: word vectors lie in a cone, where all seem alike."""
    centred = vectors - vectors.mean(axis=0) if len(vectors) else vectors
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(length, np.float32(1e-9)), dtype=np.float32)


def _placed(rows: Sequence[TagMood], alike: NDArray[np.float32]) -> TagMood | None:
    nearest = np.argsort(-alike, kind="stable")[:NEIGHBOURS]
    near = [(rows[place], float(alike[place])) for place in nearest if alike[place] >= LEAST_LIKE]
    if not near:
        return None
    strength = VECTORS_TRUST * sum(row.strength * like for row, like in near) / NEIGHBOURS
    return replace(together(near), strength=min(strength, 1.0))
