"""The questionnaire's page."""

import pytest
from django.test import Client

from mlfym.accounts.models import Listener, User
from recommender import pace
from recommender.models import Answer, Effect, Playlist, Question, Song
from tests.recommender.stage import ids, listener_of
from tests.recommender.views.helpers import list_of

Catalogue = dict[str, list[Song]]
HTMX = {"hx-request": "true", "hx-boosted": "true"}


@pytest.fixture
def questions(catalogue: Catalogue) -> list[Question]:
    """Return two questions for every mood; one answer makes lists livelier, one calmer."""
    rows = [
        Question.objects.create(slug=slug, text_en=f"{slug}?", text_ko=f"{slug} 질문")
        for slug in ("first", "second")
    ]
    for question in rows:
        for slug, amount in (("livelier", 0.4), ("calmer", -0.4)):
            answer = Answer.objects.create(question=question, slug=slug, text_en=slug)
            Effect.objects.create(answer=answer, kind="energy", amount=amount)
    return rows


def url_of(playlist: Playlist) -> str:
    """Return the address of the questions of a list."""
    return f"/lists/{playlist.uuid}/questions/"


def field(question: Question) -> str:
    """Return the name of a question's field."""
    return f"q_{question.uuid}"


def first_answer(question: Question) -> str:
    """Return the UUID of a question's first answer."""
    answer = question.answers.first()
    assert answer is not None
    return str(answer.uuid)


def test_it_asks(alice: User, alice_client: Client, questions: list[Question]) -> None:
    response = alice_client.get(url_of(list_of(alice)))
    assert response.status_code == 200
    assert [question for question, _answers in response.context["questions"]] == questions
    assert response.context["errors"] == []


def test_answers_lead_to_a_new_list(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    playlist = list_of(alice)
    data = {field(questions[0]): first_answer(questions[0])}
    response = alice_client.post(url_of(playlist), data)
    after = Playlist.objects.get(parent=playlist)
    assert response["Location"] == f"{after.get_absolute_url()}?keep=1"
    assert ids(after) != ids(playlist)


def test_the_new_list_can_be_refined_again(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    data = {field(question): first_answer(question) for question in questions}
    alice_client.post(url_of(list_of(alice)), data)
    once = Playlist.objects.get(parent__listener=listener_of(alice))
    assert alice_client.post(url_of(once), data).status_code == 302
    assert len(Playlist.objects.get(parent=once).target["answers"]) == 4


def test_what_plays_now_is_left_out(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    playlist = list_of(alice)
    now = Song.objects.get(pk=ids(playlist)[-1])
    data = {field(questions[0]): first_answer(questions[0]), "now_playing": str(now.uuid)}
    alice_client.post(url_of(playlist), data)
    assert now.pk not in ids(Playlist.objects.get(parent=playlist))


@pytest.mark.parametrize("now", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_song_that_is_not_there_does_not_matter(
    alice: User, alice_client: Client, questions: list[Question], now: str
) -> None:
    data = {field(questions[0]): first_answer(questions[0]), "now_playing": now}
    assert alice_client.post(url_of(list_of(alice)), data).status_code == 302


def test_an_answer_of_another_question_is_refused_and_nothing_lost(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    first, second = questions
    data = {field(first): first_answer(first), field(second): first_answer(first)}
    response = alice_client.post(url_of(list_of(alice)), data)
    assert response.status_code == 400
    assert response.context["errors"] == ["That answer does not belong to this question."]
    assert {str(chosen) for chosen in response.context["chosen"]} == {first_answer(first)}
    assert listener_of(alice).playlists.count() == 1


def test_a_question_that_was_not_asked_is_refused(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    questions[1].active = False
    questions[1].save()
    data = {field(question): first_answer(question) for question in questions}
    response = alice_client.post(url_of(list_of(alice)), data)
    assert response.status_code == 400
    assert "not asked" in response.context["errors"][0]


@pytest.mark.parametrize("answer", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_it_handles_bad_answers(
    alice: User, alice_client: Client, questions: list[Question], answer: str
) -> None:
    response = alice_client.post(url_of(list_of(alice)), {field(questions[0]): answer})
    assert response.status_code == 400
    assert len(response.context["errors"]) == 1


def test_an_empty_sheet_is_refused(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    response = alice_client.post(url_of(list_of(alice)))
    assert response.status_code == 400
    assert response.context["errors"] == ["Please choose at least one answer."]


def test_it_checks_ownership(alice: User, bob_client: Client, questions: list[Question]) -> None:
    url = url_of(list_of(alice))
    assert bob_client.get(url).status_code == 404
    data = {field(questions[0]): first_answer(questions[0])}
    assert bob_client.post(url, data).status_code == 404


def test_a_stranger_may_refine_a_curated_list(client: Client, questions: list[Question]) -> None:
    curated = Playlist.objects.get(default_for="joy")
    data = {field(questions[0]): first_answer(questions[0])}
    assert client.post(url_of(curated), data).status_code == 302
    assert Playlist.objects.get(parent=curated).listener == Listener.objects.get()


def test_no_questions_are_said_kindly(
    alice: User, alice_client: Client, catalogue: Catalogue
) -> None:
    response = alice_client.get(url_of(list_of(alice)))
    assert response.templates[0].name == "recommender/message.html"


def test_nothing_left_to_play_is_said_kindly(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    playlist = list_of(alice)
    Song.objects.update(available=False)
    data = {field(questions[0]): first_answer(questions[0])}
    response = alice_client.post(url_of(playlist), data)
    assert response.templates[0].name == "recommender/message.html"


def test_htmx_sees_the_same_page(
    alice: User, alice_client: Client, questions: list[Question]
) -> None:
    url = url_of(list_of(alice))
    assert alice_client.get(url, headers=HTMX).status_code == 200
    data = {field(questions[0]): first_answer(questions[0])}
    assert alice_client.post(url, data, headers=HTMX).status_code == 302


def test_it_speaks_korean(alice: User, alice_client: Client, questions: list[Question]) -> None:
    page = alice_client.get(url_of(list_of(alice)), headers={"accept-language": "ko"})
    assert "first 질문" in page.content.decode()


def test_it_handles_a_bad_uuid(client: Client, db: None) -> None:
    assert client.get("/lists/nonsense/questions/").status_code == 404


def test_it_rejects_other_methods(alice: User, alice_client: Client, catalogue: object) -> None:
    assert alice_client.put(url_of(list_of(alice))).status_code == 405


def test_nobody_answers_faster_than_a_person(
    alice: User, alice_client: Client, questions: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    playlist = list_of(alice)
    data = {field(questions[0]): first_answer(questions[0])}
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 2)
    answers = [alice_client.post(url_of(playlist), data) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert Playlist.objects.filter(parent=playlist).count() == 2
