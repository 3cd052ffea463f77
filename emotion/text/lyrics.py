"""What the words of a song say of its mood: each line is read by itself, then all are weighed.

A song's words are short lines, many of which say nothing ("na na na", "I walk down the street"),
and the model was taught on comments and diaries. So a line counts by how sure its reading is, a
neutral one half, an unsure one a quarter; by judgement: no public set of songs tells lines apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotion.moods import MOODS, Mood
from emotion.text.reading import TextReading
from emotion.text.sentences import spans

# A longer line is prose, and is read by its sentences.
LONGEST_LINE = 160
# No refrain is written "x50" and meant.
MOST_TIMES = 8

_STAMP = re.compile(r"\s*\[\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?\]")
_WORD_STAMP = re.compile(r"<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>\s?")
_FIELD = re.compile(r"\[(?:ar|al|ti|au|lr|length|by|offset|re|ve|tool|id|la|#)\s*:.*\]", re.I)
# A part's name in square brackets, or one of these by itself or in others: "(Chorus)", "2절:".
_PARTS = (
    r"verse|(?:pre|post)?[ -]?chorus|bridge|intro|outro|hook|refrain|interlude|instrumental|"
    r"solo|break|breakdown|drop|rap|coda|ad[ -]?libs?|"
    r"벌스|후렴구?|프리코러스|코러스|브[리릿]지|인트로|아웃트로|훅|간주중?|전주중?|후주|랩|\d절|반복"
)
_MARK = re.compile(
    rf"(?:\[[^\]]*\]|[\(<{{【〈]?\s*(?:{_PARTS})(?:\s*\d+)?\s*(?::[^\n]{{0,40}})?[\)>}}】〉:]?)"
    r"\s*(?:[x×*]\s*\d+)?",
    re.I,
)
_TIMES = re.compile(r"\s*[\(\[]?\s*(?:[x×*]\s*(\d{1,2})|(\d{1,2})\s*[x×])\s*[\)\]]?\s*$", re.I)

EVEN = 1 / len(MOODS)
NEUTRAL_COUNTS = 0.5
UNSURE_COUNTS = 0.25
# So many wholly sure lines say half of what any number of them could.
HALF_SAID = 2.0
TELLING = 5


@dataclass(frozen=True)
class SaidLine:
    """A line, its mood, and its share (0..1) in what all lines say."""

    text: str
    mood: Mood
    share: float


@dataclass(frozen=True)
class LyricsReading:
    """What all lines together say.

    strength: 0..1, how much they say at all: few lines, or unsure ones, say little.
    lines, unsure: how many were read, and how many of them without a clear mood.
    telling: the distinct lines that said most, the first most of all.
    """

    mood: Mood
    strength: float
    lines: int
    unsure: int
    telling: tuple[SaidLine, ...]


def lines_of(text: str, *, prose: bool = False) -> list[str]:
    """The lines that are sung, in order; one that comes again stands there again.

    Time stamps, fields of LRC files, names of parts and empty lines are taken out. A line with
    several stamps, or with "(x3)" behind it, is sung so often. Of prose, and of a line that is too
    long to be one, each sentence is a line.
    """
    found: list[str] = []
    for raw in text.splitlines():
        stamps = len(_STAMP.findall(raw))
        line = _WORD_STAMP.sub("", _STAMP.sub("", raw)).strip()
        if _FIELD.fullmatch(line) or _MARK.fullmatch(line):
            continue
        again = _TIMES.search(line)
        times = min(int(again[1] or again[2]), MOST_TIMES) if again else 1
        line = line[: again.start()].strip() if again else line
        if any(map(str.isalnum, line)):
            whole = not prose and len(line) <= LONGEST_LINE
            found += ([line] if whole else _sentences(line)) * max(
                times, min(stamps, MOST_TIMES), 1
            )
    return found


def distinct_lines(text: str) -> list[str]:
    """The lines that are sung, each once, where it comes first."""
    return list(dict.fromkeys(lines_of(text)))


def weigh_lines(lines: Sequence[str], readings: Sequence[TextReading]) -> LyricsReading | None:
    """What the readings of a song's lines say together; None where there is nothing to go by."""
    weights = np.array([_weight(reading) for reading in readings])
    whole = float(weights.sum())
    if whole <= 0:
        return None
    shares = np.array([reading.mood.shares for reading in readings], np.float64)
    mean = weights @ shares / whole
    return LyricsReading(
        mood=Mood(mean / mean.sum()),
        strength=whole / (whole + HALF_SAID),
        lines=len(lines),
        unsure=sum(reading.unsure for reading in readings),
        telling=_telling(lines, readings, weights / whole),
    )


def _weight(reading: TextReading) -> float:
    sure = max(reading.confidence - EVEN, 0.0) / (1 - EVEN)
    counts = NEUTRAL_COUNTS if reading.top == "neutral" else 1.0
    return sure * counts * (UNSURE_COUNTS if reading.unsure else 1.0)


def _telling(
    lines: Sequence[str], readings: Sequence[TextReading], shares: np.ndarray
) -> tuple[SaidLine, ...]:
    said: dict[str, SaidLine] = {}
    for line, reading, share in zip(lines, readings, shares.tolist(), strict=True):
        before = said[line].share if line in said else 0.0
        said[line] = SaidLine(line, reading.mood, before + share)
    ordered = sorted(said.values(), key=lambda one: -one.share)
    return tuple(one for one in ordered[:TELLING] if one.share > 0)


def _sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in spans(line)]
