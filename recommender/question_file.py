"""Read the questions that come with the site into rows, where a curator takes over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from emotion.moods import MOODS
from recommender.catalogue.curators import deleted
from recommender.engine.aim import DIMENSIONS
from recommender.models import Answer, Effect, Question
from recommender.questionnaire import check_moods, check_shape

FORMAT = 1

Part = tuple[str, str, float]  # kind, key, amount: one row of Effect


class QuestionFileWrong(ValueError):
    """The file is not of the format that this version reads."""


@transaction.atomic
def questions_load(*, data: Mapping[str, Any]) -> list[Question]:
    """Create the questions of ``data`` whose slug is new, and return these.

    A question that is there already is left as it is, so that a curator's edits stand, and one
    that a curator deleted stays away. QuestionFileWrong or ValidationError if the data is wrong,
    and then nothing is created.
    """
    if data.get("version") != FORMAT:
        raise QuestionFileWrong(f"this is version {data.get('version')!r}, not {FORMAT}")
    known, gone = set(Question.objects.values_list("slug", flat=True)), deleted(Question)
    rows = [row for row in data["questions"] if row["slug"] not in known]
    return [question_load(row) for row in rows if not gone & set(row["text"].values())]


def question_load(row: Mapping[str, Any]) -> Question:
    """Create one question with its answers and effects."""
    check_moods(row["moods"])
    question = Question(
        slug=row["slug"],
        text_en=row["text"]["en"],
        text_ko=row["text"]["ko"],
        moods=sorted(row["moods"], key=MOODS.index),
        position=row["position"],
    )
    question.full_clean()
    question.save()
    for position, answer in enumerate(row["answers"], start=1):
        answer_load(question, answer, position)
    return question


def answer_load(question: Question, row: Mapping[str, Any], position: int) -> Answer:
    """Create one answer with its effects.

    A tag that the catalogue lacks is no error here: the library may be loaded later or have
    changed, and until a song has the tag the effect simply finds none.
    """
    answer = Answer(
        question=question,
        slug=row["slug"],
        text_en=row["text"]["en"],
        text_ko=row["text"]["ko"],
        position=position,
    )
    answer.full_clean()
    answer.save()
    effects = [
        Effect(answer=answer, kind=kind, key=key, amount=amount)
        for kind, key, amount in parts_of(row["effects"])
    ]
    for effect in effects:
        check_shape(effect.kind, effect.key, effect.amount)
    Effect.objects.bulk_create(effects)
    return answer


def parts_of(effects: Mapping[str, Any]) -> Iterator[Part]:
    """Yield the rows for effects as the file writes them (`engine.refine.Effects.from_dict`).

    QuestionFileWrong for a word that the file's format does not know.
    """
    known: Sequence[str] = (*DIMENSIONS, "tags", "mood", "blend", "weights")
    for name in effects:
        if name not in known:
            raise QuestionFileWrong(f"there is no effect {name!r}")
    for name in DIMENSIONS:
        if name in effects:
            yield name, "", float(effects[name])
    for slug, weight in effects.get("tags", {}).items():
        yield Effect.Kind.TAG.value, slug, float(weight)
    if "mood" in effects:
        yield Effect.Kind.MOOD.value, effects["mood"], float(effects["blend"])
    for engine, factor in effects.get("weights", {}).items():
        yield Effect.Kind.WEIGHT.value, engine, float(factor)
