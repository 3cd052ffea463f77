"""What the doors of words say."""

import pytest

from emotion.moods import MOODS, Mood
from emotion.text.emotions import EMOTIONS
from emotion.text_wording import EMOTION_WORDS, MOST_NAMED, sentence, top_felt


@pytest.mark.parametrize("mood", MOODS)
def test_it_asks_and_never_claims(mood: str) -> None:
    assert sentence(Mood.of(mood), unsure=False).endswith("Is that right?")
    assert sentence(Mood.of(mood), unsure=True).startswith("I am not sure")


def test_each_of_the_28_has_a_word_of_its_own() -> None:
    assert tuple(EMOTION_WORDS) == EMOTIONS
    assert len({str(word) for word in EMOTION_WORDS.values()}) == len(EMOTIONS)


def test_the_likeliest_come_first() -> None:
    felt = top_felt({"joy": 0.3, "grief": 0.62, "fear": 0.05, "love": 0.3, "pride": 0.2})
    assert [(part.name, part.percent) for part in felt] == [
        ("grief", 62), ("joy", 30), ("love", 30), ("pride", 20),
    ]  # fmt: skip


def test_three_are_named_even_where_all_are_faint() -> None:
    felt = top_felt({"joy": 0.01, "fear": 0.02, "love": 0.0, "pride": 0.005})
    assert [part.name for part in felt] == ["fear", "joy", "pride"]


def test_there_are_never_too_many() -> None:
    assert len(top_felt(dict.fromkeys(EMOTIONS, 0.9))) == MOST_NAMED
