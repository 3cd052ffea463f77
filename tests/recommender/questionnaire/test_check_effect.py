"""Which effects make sense."""

import pytest
from django.core.exceptions import ValidationError

from recommender.models import Answer, Effect, Question, Tag
from recommender.questionnaire import check_effect


@pytest.fixture(autouse=True)
def rain(db: None) -> Tag:
    """Return the only tag."""
    return Tag.objects.create(slug="rain", label_en="Rain")


@pytest.mark.parametrize(("kind", "key", "amount"), [
    ("valence", "", 0.4), ("arousal", "", -1.0), ("energy", "", 1.0), ("familiar", "", -0.5),
    ("tag", "rain", -0.5), ("mood", "joy", 1.0), ("weight", "als", 0.0), ("weight", "aim", 2.0),
])  # fmt: skip
def test_it_takes_what_makes_sense(kind: str, key: str, amount: float) -> None:
    check_effect(kind, key, amount)


@pytest.mark.parametrize(("kind", "key", "amount", "field"), [
    ("colour", "", 0.4, "kind"),
    ("energy", "joy", 0.4, "key"),
    ("energy", "", 0.0, "amount"),
    ("energy", "", 1.1, "amount"),
    ("energy", "", float("nan"), "amount"),
    ("energy", "", float("inf"), "amount"),
    ("energy", "", None, "amount"),
    ("tag", "", 0.4, "key"),
    ("tag", "no-such-tag", 0.4, "key"),
    ("tag", "rain", -1.5, "amount"),
    ("mood", "melancholy", 0.4, "key"),
    ("mood", "joy", 0.0, "amount"),
    ("mood", "joy", -0.4, "amount"),
    ("mood", "joy", 1.1, "amount"),
    ("weight", "oracle", 2.0, "key"),
    ("weight", "als", -1.0, "amount"),
    ("weight", "als", 1.0, "amount"),
    ("weight", "als", 11.0, "amount"),
])  # fmt: skip
def test_it_refuses_nonsense_at_its_field(
    kind: str, key: str, amount: float | None, field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        check_effect(kind, key, amount)
    assert list(caught.value.message_dict) == [field]


def test_the_row_asks_it() -> None:
    question = Question.objects.create(slug="q", text_en="?")
    answer = Answer.objects.create(question=question, slug="a", text_en="!")
    with pytest.raises(ValidationError):
        Effect(answer=answer, kind="tag", key="no-such-tag", amount=0.4).full_clean()
