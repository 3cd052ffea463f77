"""What answers change, as the engine reads it."""

import pytest

from recommender.models import Answer, Effect, Question
from recommender.questionnaire import effects_of


@pytest.fixture
def answer(db: None) -> Answer:
    """Return an answer without effects."""
    question = Question.objects.create(slug="q", text_en="?")
    return Answer.objects.create(question=question, slug="a", text_en="!")


def test_each_answer_has_its_own(answer: Answer) -> None:
    Effect.objects.create(answer=answer, kind="energy", amount=0.3)
    Effect.objects.create(answer=answer, kind="tag", key="rain", amount=0.8)
    Effect.objects.create(answer=answer, kind="mood", key="joy", amount=0.5)
    Effect.objects.create(answer=answer, kind="weight", key="als", amount=2)
    (effects,) = effects_of([answer])
    assert (effects.energy, effects.blend) == (0.3, 0.5)
    assert dict(effects.tags) == {"rain": 0.8}
    assert dict(effects.weights) == {"als": 2.0}
    assert effects.mood is not None and effects.mood.top == "joy"


def test_an_answer_without_effects_changes_nothing(answer: Answer) -> None:
    (effects,) = effects_of([answer])
    assert (effects.energy, dict(effects.tags), effects.mood) == (0.0, {}, None)


def test_no_answers_no_effects(db: None) -> None:
    assert effects_of([]) == []
