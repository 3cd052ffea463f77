"""From texts to readings, with the sentences that carried each."""

from collections.abc import Sequence

import numpy as np

from emotion.moods import MOODS, Mood
from emotion.text.heads import Floats
from emotion.text.model import Opinions, TextModel
from emotion.text.reading import SentenceReading, TextReading
from emotion.text.sentences import spans

# A sentence that has the text's attention but another mood still counts a little.
BESIDE_THE_POINT = 0.1
# No page marks more; texts of this kind are no diaries.
MOST_SENTENCES = 200
Bounds = list[tuple[int, int]]


def read_texts(model: TextModel, texts: Sequence[str]) -> list[TextReading]:
    """Read texts as diaries, in one go."""
    bounds = [_few(spans(text)) for text in texts]
    cut = [
        [text[start:end] for start, end in found] or [text]
        for text, found in zip(texts, bounds, strict=True)
    ]
    opinions = model.opinions(cut)
    return [_reading(model, opinions, row, found) for row, found in enumerate(bounds)]


def _few(bounds: Bounds) -> Bounds:
    """All sentences, but what follows the last of so many as one."""
    if len(bounds) <= MOST_SENTENCES:
        return bounds
    return [*bounds[: MOST_SENTENCES - 1], (bounds[MOST_SENTENCES - 1][0], bounds[-1][1])]


def _reading(model: TextModel, opinions: Opinions, row: int, bounds: Bounds) -> TextReading:
    readable = bool(opinions.readable[row])
    mood = _mood(opinions.moods[row]) if readable else Mood(np.full(len(MOODS), 1 / len(MOODS)))
    return TextReading(
        lang=opinions.langs[row],
        emotions=opinions.emotions[row],
        mood=mood,
        confidence=mood.confidence,
        unsure=not readable or mood.confidence < model.sure_from,
        sentences=_sentences(bounds, *opinions.parts[row], MOODS.index(mood.top)),
    )


def _sentences(
    bounds: Bounds, moods: Floats, shares: Floats, leading: int
) -> tuple[SentenceReading, ...]:
    """Each weighs by its share of the attention and by how much it is of the leading mood."""
    if not bounds:
        return ()
    weights = shares.astype(np.float64) * (BESIDE_THE_POINT + moods[:, leading])
    weights /= weights.sum()
    return tuple(
        SentenceReading(start, end, _mood(each), float(weight))
        for (start, end), each, weight in zip(bounds, moods, weights, strict=True)
    )


def _mood(shares: Floats) -> Mood:
    exact = shares.astype(np.float64)
    return Mood(exact / exact.sum())
