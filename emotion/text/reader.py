"""From texts to readings, with the sentences that carried each."""

from collections.abc import Sequence

import numpy as np

from emotion.moods import MOODS, Mood
from emotion.text.heads import Floats
from emotion.text.model import Opinions, TextModel
from emotion.text.reading import SentenceReading, TextReading
from emotion.text.sentences import spans

NEUTRAL = MOODS.index("neutral")
# Sentences beyond this number are not judged one by one: marking them would say nothing.
MOST_SENTENCES = 60
Bounds = list[tuple[int, int]]


def read_texts(model: TextModel, texts: Sequence[str]) -> list[TextReading]:
    """Read texts as diaries, in one go."""
    bounds = [spans(text) for text in texts]
    whole = model.opinions(texts)
    split = [row for row, found in enumerate(bounds) if 1 < len(found) <= MOST_SENTENCES]
    pieces = [texts[row][start:end] for row in split for start, end in bounds[row]]
    langs = [whole.langs[row] for row in split for _ in bounds[row]]
    parts = model.opinions(pieces, langs=langs) if pieces else None
    readings, taken = [], 0
    for row in range(len(texts)):
        if parts is not None and row in split:
            moods = parts.moods[taken : taken + len(bounds[row])]
            taken += len(bounds[row])
        else:
            moods = whole.moods[[row] * min(len(bounds[row]), 1)]
        readings.append(_reading(model, whole, row, bounds[row], moods))
    return readings


def _reading(
    model: TextModel, whole: Opinions, row: int, bounds: Bounds, moods: Floats
) -> TextReading:
    shares = whole.moods[row].astype(np.float64)
    mood = Mood(shares / shares.sum())
    if len(moods) != len(bounds):
        bounds = [(bounds[0][0], bounds[-1][1])]
    return TextReading(
        lang=whole.langs[row],
        emotions=whole.emotions[row],
        mood=mood,
        confidence=mood.confidence,
        unsure=bool(mood.confidence < model.sure_from or not whole.readable[row]),
        sentences=_sentences(bounds, moods, MOODS.index(mood.top)),
    )


def _sentences(bounds: Bounds, moods: Floats, leading: int) -> tuple[SentenceReading, ...]:
    """Each sentence weighs by how much it says of the leading mood, against the others."""
    if not bounds:
        return ()
    said = moods[:, leading].astype(np.float64)
    weights = said**2 / (said**2).sum()
    return tuple(
        SentenceReading(start, end, Mood(shares / shares.sum()), float(weight))
        for (start, end), shares, weight in zip(
            bounds, moods.astype(np.float64), weights, strict=True
        )
    )
