"""What the doors of words say about a mood: a question, and a word for each of the 28 emotions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emotion.moods import Mood
from emotion.text.emotions import EMOTIONS

SENTENCES = {
    "anger": _("Sounds a little angry. Is that right?"),
    "tension": _("Sounds a little tense. Is that right?"),
    "sadness": _("Sounds a little sad. Is that right?"),
    "peace": _("Sounds at peace. Is that right?"),
    "joy": _("Sounds rather happy. Is that right?"),
    "neutral": _("Sounds calm, neither up nor down. Is that right?"),
}
UNSURE = {
    "anger": _("I am not sure. Perhaps a little angry?"),
    "tension": _("I am not sure. Perhaps a little tense?"),
    "sadness": _("I am not sure. Perhaps a little sad?"),
    "peace": _("I am not sure. Perhaps at peace?"),
    "joy": _("I am not sure. Perhaps rather happy?"),
    "neutral": _("I am not sure. Perhaps neither up nor down?"),
}
UNREAD = _("I could not read a mood in that.")
TOGETHER = {
    "anger": _("All in all a little angry. Is that right?"),
    "tension": _("All in all a little tense. Is that right?"),
    "sadness": _("All in all a little sad. Is that right?"),
    "peace": _("All in all at peace. Is that right?"),
    "joy": _("All in all rather happy. Is that right?"),
    "neutral": _("All in all calm, neither up nor down. Is that right?"),
}

# An emotion less likely than this is not named: faint ones speak against the mood as often as not.
FAINT = 0.2
MOST_NAMED = 5
# Shares this near to each other are the same, but for how they were kept.
EVEN = 1e-6

EMOTION_WORDS: Mapping[str, Promise] = {
    "admiration": _("admiration"),
    "amusement": _("amusement"),
    "anger": _("anger"),
    "annoyance": _("annoyance"),
    "approval": _("approval"),
    "caring": _("caring"),
    "confusion": _("confusion"),
    "curiosity": _("curiosity"),
    "desire": _("desire"),
    "disappointment": _("disappointment"),
    "disapproval": _("disapproval"),
    "disgust": _("disgust"),
    "embarrassment": _("embarrassment"),
    "excitement": _("excitement"),
    "fear": _("fear"),
    "gratitude": _("gratitude"),
    "grief": _("grief"),
    "joy": _("joy"),
    "love": _("love"),
    "nervousness": _("nervousness"),
    "optimism": _("optimism"),
    "pride": _("pride"),
    "realization": _("realization"),
    "relief": _("relief"),
    "remorse": _("remorse"),
    "sadness": _("sadness"),
    "surprise": _("surprise"),
    "neutral": _("nothing in particular"),
}


@dataclass(frozen=True)
class Felt:
    """One of the 28 emotions as a page shows it; `percent`: how likely it is there."""

    name: str
    word: str
    percent: int


def is_unread(mood: Mood) -> bool:
    """Say whether nothing was readable: a reader then gives all six moods the same share."""
    return bool(np.ptp(mood.shares) < EVEN)


def sentence(mood: Mood, *, unsure: bool) -> str:
    """Return the question that a door of words puts about a mood, in the language in use."""
    if is_unread(mood):
        return str(UNREAD)
    return str((UNSURE if unsure else SENTENCES)[mood.top])


def sentence_for_both(mood: Mood, *, unsure: bool) -> str:
    """Return the question about a mood that a face and words say together."""
    return str((UNSURE if unsure else TOGETHER)[mood.top])


def top_felt(emotions: Mapping[str, float], mood: str) -> list[Felt]:
    """Return the emotions worth naming beside what was read as `mood`, likeliest first.

    "Nothing in particular" is named only beside a neutral mood: it speaks against any other.
    """
    ranked = sorted(emotions.items(), key=lambda pair: (-pair[1], EMOTIONS.index(pair[0])))
    named = [
        (name, share)
        for name, share in ranked
        if share >= FAINT and (name != "neutral" or mood == "neutral")
    ]
    return [
        Felt(name, str(EMOTION_WORDS[name]), round(100 * share))
        for name, share in named[:MOST_NAMED]
    ]
