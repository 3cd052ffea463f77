"""The questionnaire in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from recommender.models import Answer, Effect, Question, Tag
from tests.recommender.admin_playlists.forms import errors_of, values_of

ADD = "/admin/recommender/question/add/"


@pytest.fixture
def answer(db: None) -> Answer:
    """Return an answer of a question for joy, without effects."""
    question = Question.objects.create(slug="q", text_en="How?", text_ko="어떻게요?", moods=["joy"])
    return Answer.objects.create(question=question, slug="a", text_en="So", text_ko="그렇게요")


def url_of(row: Question | Answer) -> str:
    """Return a row's page in the admin."""
    return reverse(f"admin:recommender_{row._meta.model_name}_change", args=[row.pk])


def effect(kind: str, key: str, amount: str, place: int = 0) -> dict[str, str]:
    """Return what the form sends for one effect."""
    values = {"kind": kind, "key": key, "amount": amount}
    sent = {f"effects-{place}-{name}": value for name, value in values.items()}
    return sent | {"effects-TOTAL_FORMS": str(place + 1)}


def test_the_questions_are_listed(curator: Client, answer: Answer) -> None:
    page = curator.get("/admin/recommender/question/")
    assert "How?" in page.content.decode()


def test_a_new_question_with_answers(curator: Client, db: None) -> None:
    data = values_of(curator, ADD) | {
        "slug": "pace", "text_en": "Which pace?", "text_ko": "어떤 빠르기요?", "position": "3",
        "moods": ["joy", "anger"], "answers-TOTAL_FORMS": "1", "answers-0-slug": "fast",
        "answers-0-text_en": "Fast", "answers-0-text_ko": "빠르게요", "answers-0-position": "1",
    }  # fmt: skip
    assert curator.post(ADD, data).status_code == 302
    question = Question.objects.get(slug="pace")
    assert question.moods == ["anger", "joy"]
    assert question.answers.get().text_ko == "빠르게요"


def test_no_mood_ticked_is_every_mood(curator: Client, answer: Answer) -> None:
    data = values_of(curator, url_of(answer.question)) | {"moods": []}
    curator.post(url_of(answer.question), data)
    answer.question.refresh_from_db()
    assert answer.question.moods == []
    assert answer.question.asks_about("peace")


def test_an_unknown_mood_is_refused(curator: Client, answer: Answer) -> None:
    data = values_of(curator, url_of(answer.question)) | {"moods": ["melancholy"]}
    assert "melancholy" in errors_of(curator.post(url_of(answer.question), data))


def test_each_answer_links_to_its_effects(curator: Client, answer: Answer) -> None:
    page = curator.get(url_of(answer.question))
    assert url_of(answer) in page.content.decode()


def test_an_effect_is_kept(curator: Client, answer: Answer) -> None:
    Tag.objects.create(slug="rain", label_en="Rain")
    data = values_of(curator, url_of(answer)) | effect("tag", "rain", "0.5")
    assert curator.post(url_of(answer), data).status_code == 302
    assert str(answer.effects.get()) == "tag rain +0.5"


def test_nonsense_is_refused_at_its_field(curator: Client, answer: Answer) -> None:
    data = values_of(curator, url_of(answer)) | effect("tag", "no-such-tag", "0.5")
    response = curator.post(url_of(answer), data)
    assert "no tag with this slug" in errors_of(response)
    assert not Effect.objects.exists()


def test_more_moods_than_the_whole_are_refused(curator: Client, answer: Answer) -> None:
    data = values_of(curator, url_of(answer))
    data |= effect("mood", "joy", "0.7") | effect("mood", "peace", "0.7", place=1)
    response = curator.post(url_of(answer), data)
    assert "more than 1 in all" in errors_of(response)


def test_a_deleted_question_stays_away(curator: Client, db: None) -> None:
    from django.core.management import call_command

    call_command("load_questions", verbosity=0)
    question = Question.objects.all()[0]
    url = reverse("admin:recommender_question_delete", args=[question.pk])
    curator.post(url, {"post": "yes"})
    call_command("load_questions", verbosity=0)
    assert not Question.objects.filter(slug=question.slug).exists()
    assert Question.objects.exists()


def test_it_is_closed_to_listeners(alice_client: Client, answer: Answer) -> None:
    assert alice_client.get(url_of(answer)).status_code == 302
