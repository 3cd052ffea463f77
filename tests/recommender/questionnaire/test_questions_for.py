"""Which questions a list is asked."""

from recommender.models import Answer, Question
from recommender.questionnaire import MOST_QUESTIONS, questions_for


def ask(slug: str, **values: object) -> Question:
    """Return a question with one answer."""
    question = Question.objects.create(slug=slug, text_en=slug, **values)
    Answer.objects.create(question=question, slug="yes", text_en="Yes")
    return question


def test_only_those_for_the_mood(db: None) -> None:
    joy = ask("joy", moods=["joy"])
    ask("sadness", moods=["sadness"])
    every = ask("every", moods=[])
    assert questions_for("joy") == [joy, every]


def test_in_the_curators_order(db: None) -> None:
    last, first = ask("last", position=2), ask("first", position=1)
    assert questions_for("joy") == [first, last]


def test_three_at_most(db: None) -> None:
    for number in range(5):
        ask(f"q{number}")
    assert len(questions_for("joy")) == MOST_QUESTIONS == 3


def test_none_that_was_put_away(db: None) -> None:
    ask("away", active=False)
    assert questions_for("joy") == []


def test_none_without_answers(db: None) -> None:
    Question.objects.create(slug="bare", text_en="bare")
    assert questions_for("joy") == []
