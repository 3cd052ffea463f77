"""The command that loads the shipped questionnaire."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from emotion.moods import MOODS
from recommender.management.commands.load_questions import SHIPPED
from recommender.models import Answer, Effect, Question
from recommender.questionnaire import effects_of, questions_for

DATA = json.loads(SHIPPED.read_text(encoding="utf-8"))

pytestmark = pytest.mark.django_db


def load(*args: str) -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("load_questions", *args, stdout=out)
    return out.getvalue()


def written(tmp_path: Path, data: object) -> str:
    """Return a file with this data."""
    path = tmp_path / "questions.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def test_it_loads_every_question() -> None:
    assert load() == f"{len(DATA['questions'])} questions loaded\n"
    assert set(Question.objects.values_list("slug", flat=True)) == {
        row["slug"] for row in DATA["questions"]
    }


def test_both_languages_are_there() -> None:
    load()
    for row in [*Question.objects.all(), *Answer.objects.all()]:
        assert row.text_en and row.text_ko


def test_every_answer_has_the_effects_of_the_file() -> None:
    from recommender.engine.refine import Effects

    load()
    for row in DATA["questions"]:
        for reply in row["answers"]:
            answer = Answer.objects.get(question__slug=row["slug"], slug=reply["slug"])
            assert effects_of([answer]) == [Effects.from_dict(reply["effects"])]


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_is_asked_something(mood: str) -> None:
    load()
    assert questions_for(mood)


def test_a_second_time_changes_nothing() -> None:
    load()
    effects = list(Effect.objects.values_list("pk", flat=True))
    assert load() == ""
    assert list(Effect.objects.values_list("pk", flat=True)) == effects


def test_a_second_time_asks_the_database_two_things(django_assert_num_queries) -> None:
    load()
    ContentType.objects.get_for_model(Question)  # as in any process that has run a moment
    with django_assert_num_queries(4):  # slugs and the admin's log, within a savepoint
        load()


def test_a_curators_edits_stand() -> None:
    load()
    question = Question.objects.all()[0]
    question.text_en, question.active = "Edited", False
    question.save()
    question.answers.all().delete()
    load()
    question.refresh_from_db()
    assert (question.text_en, question.active) == ("Edited", False)
    assert not question.answers.exists()


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        load(str(tmp_path / "none.json"))


@pytest.mark.parametrize("spoil", [
    lambda data: data.update(version=99),
    lambda data: data.pop("questions"),
    lambda data: data["questions"][0].pop("text"),
    lambda data: data["questions"][0].update(moods=["melancholy"]),
    lambda data: data["questions"][0]["answers"][0]["effects"].update(colour=1),
    lambda data: data["questions"][-1]["answers"][0]["effects"].update(energy=5),
])  # fmt: skip
def test_a_wrong_file_is_refused_whole(tmp_path: Path, spoil) -> None:
    data = json.loads(json.dumps(DATA))
    spoil(data)
    with pytest.raises(CommandError, match="not a questionnaire"):
        load(written(tmp_path, data))
    assert not Question.objects.exists()


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    path.write_bytes(b"\xff\xfe not json")
    with pytest.raises(CommandError, match="not a questionnaire"):
        load(str(path))
