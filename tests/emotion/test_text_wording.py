"""What the doors of words say."""

import numpy as np
import pytest

from emotion.moods import MOODS, Mood
from emotion.text.emotions import EMOTIONS
from emotion.text_wording import EMOTION_WORDS, MOST_NAMED, sentence, top_felt


@pytest.mark.parametrize("mood", MOODS)
def test_it_asks_and_never_claims(mood: str) -> None:
    assert sentence(Mood.of(mood), unsure=False).endswith("Is that right?")
    assert sentence(Mood.of(mood), unsure=True).startswith("I am not sure")


def test_where_nothing_was_readable_it_says_so() -> None:
    even = Mood(np.full(len(MOODS), 1 / len(MOODS)))
    assert sentence(even, unsure=True) == "I could not read a mood in that."


def test_each_of_the_28_has_a_word_of_its_own() -> None:
    assert tuple(EMOTION_WORDS) == EMOTIONS
    assert len({str(word) for word in EMOTION_WORDS.values()}) == len(EMOTIONS)


def test_the_likeliest_come_first() -> None:
    found = {"joy": 0.3, "grief": 0.62, "fear": 0.05, "love": 0.3, "pride": 0.2}
    felt = top_felt(found, "sadness")
    assert [(part.name, part.percent) for part in felt] == [
        ("grief", 62), ("joy", 30), ("love", 30), ("pride", 20),
    ]  # fmt: skip


def test_the_faint_are_not_named() -> None:
    assert top_felt({"joy": 0.19, "fear": 0.02}, "joy") == []


@pytest.mark.parametrize("mood", MOODS)
def test_nothing_in_particular_is_named_beside_a_neutral_mood_alone(mood: str) -> None:
    felt = [part.name for part in top_felt({"neutral": 0.6, "joy": 0.3}, mood)]
    assert felt == (["neutral", "joy"] if mood == "neutral" else ["joy"])


def test_there_are_never_too_many() -> None:
    assert len(top_felt(dict.fromkeys(EMOTIONS, 0.9), "joy")) == MOST_NAMED
