"""The 28 emotions of GoEmotions and the mood that each belongs to."""

from collections.abc import Mapping
from types import MappingProxyType

# Names and order: D. Demszky et al., "GoEmotions: A Dataset of Fine-Grained Emotions", ACL 2020.
EMOTIONS = (
    "admiration",
    "amusement",
    "anger",
    "annoyance",
    "approval",
    "caring",
    "confusion",
    "curiosity",
    "desire",
    "disappointment",
    "disapproval",
    "disgust",
    "embarrassment",
    "excitement",
    "fear",
    "gratitude",
    "grief",
    "joy",
    "love",
    "nervousness",
    "optimism",
    "pride",
    "realization",
    "relief",
    "remorse",
    "sadness",
    "surprise",
    "neutral",
)

MOOD_OF_EMOTION: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("anger", "annoyance", "disapproval", "disgust"), "anger"),
        **dict.fromkeys(
            ("fear", "nervousness", "confusion", "embarrassment", "surprise"), "tension"
        ),
        **dict.fromkeys(("sadness", "grief", "disappointment", "remorse"), "sadness"),
        **dict.fromkeys(("relief", "caring", "gratitude"), "peace"),
        **dict.fromkeys(
            (
                "joy",
                "amusement",
                "excitement",
                "admiration",
                "love",
                "optimism",
                "pride",
                "desire",
            ),
            "joy",
        ),
        **dict.fromkeys(("neutral", "approval", "curiosity", "realization"), "neutral"),
    }
)
