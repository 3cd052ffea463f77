"""What a list or a song refuses is said in the listener's language, and loses nothing."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from emotion import tokens
from emotion.models import Reading
from mlfym.accounts.models import User
from recommender import pace
from recommender.models import Answer, Playlist, Question, Rating, Song
from tests.recommender.stage import listener_of
from tests.recommender.views.helpers import list_of, reading_of

Catalogue = dict[str, list[Song]]
KOREAN = {"accept-language": "ko"}
JSON = {**KOREAN, "accept": "application/json"}


@pytest.fixture(autouse=True)
def _nothing_is_lost(alice: User, catalogue: Catalogue) -> Iterator[None]:
    """Give alice a list and a like, and see that a test leaves them as they were."""
    playlist = list_of(alice)
    songs = list(playlist.items.values_list("song", flat=True))
    Rating.objects.create(listener=listener_of(alice), song_id=songs[0], value=1)
    yield
    playlist.refresh_from_db()
    assert list(playlist.items.values_list("song", flat=True)) == songs
    assert Playlist.objects.filter(listener__isnull=False).count() == 1
    assert Rating.objects.get().value == 1


def own(user: User) -> Playlist:
    return Playlist.objects.get(listener=listener_of(user))


def says(response, english: str, status: int) -> None:
    """Check an answer's status, its language, and that it says the sentence in that language."""
    with translation.override("ko"):
        korean = translation.gettext(english)
    assert korean != english
    assert response.status_code == status
    assert response["Content-Language"] == "ko"
    assert korean in body_of(response)


def body_of(response) -> str:
    if response["Content-Type"].startswith("application/json"):
        return str(response.json()["error"])
    return str(response.content.decode())


def test_a_forged_token(alice: User, alice_client: Client) -> None:
    token = tokens.sign(reading_of(alice))[:-2] + "xx"
    response = alice_client.post("/lists/start/", {"token": token}, headers=KOREAN)
    says(response, "It did not arrive as we sent it.", 400)


def test_an_expired_token(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = tokens.sign(reading_of(alice, "sadness"))
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    data = {"token": token, "mood": "joy"}
    response = alice_client.post("/lists/start/", data, headers=KOREAN)
    says(response, "It was read more than ten minutes ago, and moods move on.", 400)
    assert not Reading.objects.exclude(corrected_to="").exists()


def test_the_token_of_another(alice: User, bob_client: Client) -> None:
    token = tokens.sign(reading_of(alice, "sadness"))
    data = {"token": token, "mood": "joy"}
    response = bob_client.post("/lists/start/", data, headers=KOREAN)
    says(response, "It was read for somebody else, or before you signed in or out.", 400)
    assert not Reading.objects.exclude(corrected_to="").exists()


def test_a_mood_that_is_none(alice_client: Client) -> None:
    response = alice_client.post("/lists/start/", {"mood": "melancholy"}, headers=KOREAN)
    says(response, "Please choose one of the six moods.", 400)


@pytest.mark.parametrize("action", ["", "questions/", "more/", "save/", "delete/"])
def test_the_list_of_another(alice: User, bob_client: Client, action: str) -> None:
    address = f"{own(alice).get_absolute_url()}{action}"
    send = bob_client.post if action else bob_client.get
    response = send(address, {"name": "mine", "song": ""}, headers=KOREAN)
    assert response.status_code == 404
    assert 'lang="ko"' in response.content.decode()
    assert not own(alice).saved


def test_an_answer_of_another_question(alice: User, alice_client: Client) -> None:
    first, second = (Question.objects.create(slug=slug, text_en=slug) for slug in ("a", "b"))
    answers = [
        Answer.objects.create(question=question, slug="yes", text_en="yes")
        for question in (first, second)
    ]
    address = f"{own(alice).get_absolute_url()}questions/"
    data = {f"q_{first.uuid}": str(answers[1].uuid)}
    response = alice_client.post(address, data, headers=KOREAN)
    says(response, "That answer does not belong to this question.", 400)


def test_like_after_like(alice: User, alice_client: Client, monkeypatch) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 0)
    song = Song.objects.get(ratings__listener=listener_of(alice))
    sentence = "That was very quick. Please wait a moment; everything up to here is kept."
    for headers in (KOREAN, JSON):
        response = alice_client.post(
            f"/songs/{song.uuid}/rate/", {"value": "unlike"}, headers=headers
        )
        says(response, sentence, 429)


def test_a_rating_that_is_none(alice_client: Client) -> None:
    song = Song.objects.first()
    assert song is not None
    response = alice_client.post(f"/songs/{song.uuid}/rate/", {"value": "love"}, headers=JSON)
    says(response, "That is not a rating we know.", 400)


def test_a_song_that_nobody_named(alice: User, alice_client: Client) -> None:
    address = f"{own(alice).get_absolute_url()}more/"
    response = alice_client.post(address, {"song": str(uuid.uuid4())}, headers=KOREAN)
    sentence = "We could not tell which song you would like more of. Please choose it once more."
    says(response, sentence, 400)


def test_a_name_that_is_too_long(alice: User, alice_client: Client) -> None:
    address = f"{own(alice).get_absolute_url()}save/"
    response = alice_client.post(address, {"name": "가" * 121}, headers=KOREAN)
    says(response, "Please choose a shorter name, 120 characters at most.", 400)


def test_a_song_whose_file_is_gone(alice: User, alice_client: Client) -> None:
    song = Song.objects.get(ratings__listener=listener_of(alice))
    response = alice_client.get(f"/songs/{song.uuid}/audio", headers=KOREAN)
    says(response, "This song cannot be played any more. It is left out of new lists.", 410)
    page = alice_client.get(own(alice).get_absolute_url())
    assert page.status_code == 200
    assert song.pk not in [row.song.pk for row in page.context["rows"]]
