"""Texts in batches of like length, a little spoiled as people spoil them."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_EMOJI = re.compile("[\U0001f300-\U0001faff☀-➿]\ufe0f?")
_MARKS = re.compile(r'[.,!?;:"]')
_BLANK = re.compile(" ")
# How often a text loses its capitals, its marks, its emoji, or one of its blanks.
LOWERED, UNMARKED, BARE, JOINED = 0.12, 0.08, 0.15, 0.06
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """One batch: rows of a source."""

    source: str
    rows: Ints


def plan(
    lengths: Mapping[str, Ints],
    epochs: Mapping[str, float],
    size: int,
    chance: np.random.Generator,
) -> list[Step]:
    """All batches of a training in order: each source as often as it is told, spread evenly.

    Diaries begin later, when the rest has settled. `size`: pieces in a batch, with padding.
    """
    timed: list[tuple[float, Step]] = []
    for source, times in epochs.items():
        left, count = times, len(lengths[source])
        while left > 1e-9:
            rows = chance.permutation(count)[: max(1, int(count * min(left, 1)))]
            found = [rows[part] for part in alike(lengths[source][rows], size, chance)]
            first = 0.15 if source.startswith("diaries") else 0.0
            starts = first + (1 - first) * chance.random(len(found))
            timed += [
                (float(at), Step(source, part)) for at, part in zip(starts, found, strict=True)
            ]
            left -= 1
    return [step for _, step in sorted(timed, key=lambda item: item[0])]


def alike(lengths: Ints, size: int, chance: np.random.Generator) -> list[Ints]:
    """Rows in groups of like length, each with at most `size` pieces when padded."""
    order = np.argsort(lengths + 3 * chance.random(len(lengths)), kind="stable")
    groups: list[list[int]] = [[]]
    longest = 0
    for row in order:
        longest = max(longest, int(lengths[row]))
        if groups[-1] and longest * (len(groups[-1]) + 1) > size:
            groups.append([])
            longest = int(lengths[row])
        groups[-1].append(int(row))
    return [np.array(group, np.int64) for group in groups if group]


def padded(numbers: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """(n, longest) pieces and where there are any; the width is a multiple of four."""
    width = -(-max(map(len, numbers)) // 4) * 4
    pieces = np.zeros((len(numbers), width), np.int32)
    there = np.zeros((len(numbers), width), np.float32)
    for row, found in enumerate(numbers):
        pieces[row, : len(found)] = found
        there[row, : len(found)] = 1
    return pieces, there


def spoiled(text: str, chance: random.Random) -> str:
    """The text as someone in a hurry might have typed it."""
    if chance.random() < LOWERED:
        text = text.lower()
    if chance.random() < UNMARKED:
        text = _MARKS.sub("", text)
    if chance.random() < BARE:
        text = _EMOJI.sub("", text)
    blanks = [match.start() for match in _BLANK.finditer(text)]
    if blanks and chance.random() < JOINED:
        place = chance.choice(blanks)
        text = text[:place] + text[place + 1 :]
    return text or "."
