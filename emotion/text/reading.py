"""What was read in a text: 28 emotions, a mood of six, and the sentences that carried it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emotion.moods import Mood

LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class SentenceReading:
    """One sentence: text[start:end] of what was read, its own mood, and its weight in the whole.

    `weight`: 0..1, the weights of a text's sentences sum to 1; a large one carried the reading.
    """

    start: int
    end: int
    mood: Mood
    weight: float


@dataclass(frozen=True, eq=False)
class TextReading:
    """What was read in one text.

    `emotions`: (28,) float32 in the order of EMOTIONS, each the probability that this emotion is
    present (calibrated; they need not sum to 1). `confidence`: 0..1, that of the leading mood.
    `unsure`: the confidence is below what the model's card states.
    """

    lang: str
    emotions: NDArray[np.float32]
    mood: Mood
    confidence: float
    unsure: bool
    sentences: tuple[SentenceReading, ...]

    @property
    def top(self) -> str:
        """The leading mood."""
        return self.mood.top
