"""emotion.wording: kind, short, never certain."""

import pytest

from emotion import wording
from emotion.moods import MOODS, Mood


@pytest.mark.parametrize("name", MOODS)
def test_every_mood_is_put_as_a_question(name: str) -> None:
    said = wording.sentence(Mood.of(name, 0.9))
    assert said.endswith("?")
    assert len(said) <= 60
    assert said == str(wording.SENTENCES[name])


@pytest.mark.parametrize("name", MOODS)
def test_a_small_lead_is_called_unsure(name: str) -> None:
    mood = Mood.of(name, wording.UNSURE_BELOW - 0.01)
    assert wording.is_unsure(mood)
    assert "not sure" in wording.sentence(mood)


def test_a_clear_lead_is_not(name: str = "joy") -> None:
    assert not wording.is_unsure(Mood.of(name, wording.UNSURE_BELOW + 0.01))


def test_the_other_moods_come_likeliest_first() -> None:
    mood = Mood([0.0, 0.1, 0.2, 0.05, 0.5, 0.15])
    assert wording.other_moods(mood) == ["sadness", "neutral", "tension", "peace", "anger"]


def test_no_text_is_empty_or_shouts() -> None:
    for text in wording.face_texts().values():
        assert text
        assert "!" not in text
