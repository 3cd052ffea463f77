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


def test_the_likeliest_come_first_and_the_faint_not_at_all() -> None:
    felt = top_felt({"joy": 0.3, "grief": 0.62, "fear": 0.05, "love": 0.3})
    assert [(part.name, part.percent) for part in felt] == [
        ("grief", 62),
        ("joy", 30),
        ("love", 30),
    ]


def test_where_all_are_faint_the_likeliest_is_named() -> None:
    assert [part.name for part in top_felt({"joy": 0.01, "fear": 0.02})] == ["fear"]


def test_there_are_never_too_many() -> None:
    assert len(top_felt(dict.fromkeys(EMOTIONS, 0.9))) == MOST_NAMED
