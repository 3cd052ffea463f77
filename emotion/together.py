"""One mood from two sources: a face on a photo and the words beside it."""

from dataclasses import dataclass
from typing import Literal

from emotion.moods import MOODS, Mood

Source = Literal["face", "words"]

# A still face or a plain log of the day contradicts no feeling: where "neutral" leads in one
# source, it counts half beside the other. Set by judgement: no public set has faces and words of
# one moment.
NEUTRAL_COUNTS = 0.5


@dataclass(frozen=True)
class Part:
    """What one source says: its mood, how sure it is (0..1), and whether it speaks at all.

    `weight`: 0..1, its part in the whole; the weights of a whole sum to 1.
    """

    source: Source
    mood: Mood
    confidence: float
    unsure: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Together:
    """The mood of all parts, and whether none of them is sure of the mood that leads."""

    mood: Mood
    unsure: bool
    parts: tuple[Part, ...]


def together(face: Part, words: Part) -> Together:
    """Blend two parts by their confidence; raises ValueError where neither has any."""
    counts = [_count(part) for part in (face, words)]
    mood = Mood.blend([(face.mood, counts[0]), (words.mood, counts[1])])
    parts = tuple(
        Part(part.source, part.mood, part.confidence, part.unsure, count / sum(counts))
        for part, count in zip((face, words), counts, strict=True)
    )
    sure = any(part.mood.top == mood.top and not part.unsure for part in parts)
    return Together(mood, not sure, parts)


def _count(part: Part) -> float:
    plain = part.mood.top == MOODS[-1]
    return part.confidence * (NEUTRAL_COUNTS if plain else 1.0)
