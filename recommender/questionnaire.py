"""The short refinement: which questions a list is asked, and what the answers change."""

import math
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from emotion.moods import MOODS
from recommender.engine.aim import DIMENSIONS
from recommender.engine.refine import Effects
from recommender.engine.weights import DEFAULT_WEIGHTS
from recommender.models import Answer, Effect, Question, Tag

# More would be an interrogation.
MOST_QUESTIONS = 3
# Beyond this an engine drowns all others, the listener's own answers among them.
LARGEST_FACTOR = 10.0


def questions_for(mood: str) -> list[Question]:
    """Return at most three active questions for a mood, each with its answers fetched."""
    answers = Prefetch("answers", Answer.objects.order_by("position", "id"))
    questions = Question.objects.filter(active=True).prefetch_related(answers)
    asked = [item for item in questions if item.asks_about(mood) and item.answers.all()]
    return asked[:MOST_QUESTIONS]


def effects_of(answers: Iterable[Answer]) -> list[Effects]:
    """Return what each answer changes, as the engine reads it."""
    return [
        Effects.from_parts((row.kind, row.key, row.amount) for row in answer.effects.all())
        for answer in answers
    ]


def check_effect(kind: str, key: str, amount: float | None) -> None:
    """Raise ValidationError, at its field, for an effect that makes no sense.

    That is: an unknown kind, tag, mood or engine, a key where none belongs, an amount outside
    its range, or one that changes nothing. docs/questionnaire.md has each kind.
    """
    check_shape(kind, key, amount)
    if kind == Effect.Kind.TAG and not Tag.objects.filter(slug=key).exists():
        raise ValidationError({"key": _("There is no tag with this slug.")})


def check_shape(kind: str, key: str, amount: float | None) -> None:
    """Check what can be said of an effect without the catalogue."""
    if kind not in Effect.Kind.values:
        raise ValidationError({"kind": _("There is no effect of this kind.")})
    _check_key(kind, key)
    if amount is None or not math.isfinite(amount):
        raise ValidationError({"amount": _("Give a number.")})
    _check_amount(kind, amount)


def check_moods(moods: object) -> None:
    """Raise ValidationError unless this is a list of moods without doubles."""
    if not isinstance(moods, list) or not all(mood in MOODS for mood in moods):
        raise ValidationError({"moods": _("Choose among the six moods.")})
    if len(set(moods)) != len(moods):
        raise ValidationError({"moods": _("Name each mood once.")})


def _check_key(kind: str, key: str) -> None:
    if kind in DIMENSIONS and key:
        raise ValidationError({"key": _("Leave this empty for this kind of effect.")})
    if kind == Effect.Kind.TAG and not key:
        raise ValidationError({"key": _("Name the tag by its slug.")})
    if kind == Effect.Kind.MOOD and key not in MOODS:
        raise ValidationError(
            {"key": _("Name one of these: %(names)s.") % {"names": ", ".join(MOODS)}}
        )
    if kind == Effect.Kind.WEIGHT and key not in DEFAULT_WEIGHTS:
        raise ValidationError(
            {"key": _("Name one of these: %(names)s.") % {"names": ", ".join(DEFAULT_WEIGHTS)}}
        )


def _check_amount(kind: str, amount: float) -> None:
    if kind == Effect.Kind.WEIGHT:
        if not 0 <= amount <= LARGEST_FACTOR or amount == 1:
            raise ValidationError(
                {"amount": _("A factor is from 0 to 10, and 1 would change nothing.")}
            )
    elif kind == Effect.Kind.MOOD:
        if not 0 < amount <= 1:
            raise ValidationError({"amount": _("A share is over 0 and at most 1.")})
    elif not -1 <= amount <= 1 or amount == 0:
        raise ValidationError({"amount": _("From -1 to 1, and 0 would change nothing.")})
