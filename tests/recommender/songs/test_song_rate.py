"""song_rate."""

import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import Listener, User
from recommender import pace
from recommender.models import Event, Playlist, Rating, Song
from tests.recommender.catalogue.songs import make_song

JSON = {"accept": "application/json"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def song() -> Song:
    return make_song()


def send(client: Client, song: Song, value: str = "like", headers=JSON, **fields: object):
    return client.post(
        reverse("song_rate", args=[song.uuid]), {"value": value, **fields}, headers=headers
    )


def standing(user: User) -> list[int]:
    return list(Rating.objects.filter(listener__user=user).values_list("value", flat=True))


def test_a_like(alice_client: Client, alice: User, song: Song) -> None:
    response = send(alice_client, song)
    assert response.json() == {"liked": True, "disliked": False}
    assert standing(alice) == [1]
    assert Event.objects.get().kind == "like"


@pytest.mark.parametrize(
    ("actions", "left"),
    [
        (["like", "unlike"], []),
        (["dislike", "undislike"], []),
        (["like", "dislike"], [-1]),
        (["dislike", "like"], [1]),
        (["like", "undislike"], [1]),
        (["dislike", "unlike"], [-1]),
        (["unlike"], []),
    ],
)
def test_where_it_ends(
    alice_client, alice, song: Song, actions: list[str], left: list[int]
) -> None:
    for action in actions:
        send(alice_client, song, action)
    assert standing(alice) == left


def test_a_second_like_adds_nothing(alice_client: Client, song: Song) -> None:
    send(alice_client, song)
    send(alice_client, song)
    assert Event.objects.count() == 1


def test_a_late_retry_does_not_undo_what_came_after(alice_client, alice, song: Song) -> None:
    key = uuid.uuid4()
    send(alice_client, song, "like", client_uuid=key)
    send(alice_client, song, "unlike")
    send(alice_client, song, "like", client_uuid=key)
    assert standing(alice) == []


def test_the_list_is_noted(alice_client: Client, alice: User, song: Song) -> None:
    playlist = Playlist.objects.create(listener=alice.listener, joy=1.0, artefacts={"als": "v1"})
    send(alice_client, song, playlist=playlist.uuid)
    event = Event.objects.get()
    assert (event.playlist, event.mood, event.artefacts) == (playlist, "joy", {"als": "v1"})


def test_a_list_of_someone_else(alice_client: Client, bob: User, song: Song) -> None:
    playlist = Playlist.objects.create(listener=bob.listener)
    assert send(alice_client, song, playlist=playlist.uuid).status_code == 404
    assert not Rating.objects.exists()


def test_a_list_that_was_deleted_while_it_plays(alice_client: Client, alice, song: Song) -> None:
    playlist = Playlist.objects.create(listener=alice.listener)
    key = playlist.uuid
    playlist.delete()
    assert send(alice_client, song, playlist=key).status_code == 200
    assert standing(alice) == [1]
    assert Event.objects.get().playlist is None


def test_a_curated_list_is_everyones(alice_client: Client, song: Song) -> None:
    assert send(alice_client, song, playlist=Playlist.objects.create().uuid).status_code == 200


def test_a_first_like_makes_a_guest(client: Client, song: Song) -> None:
    response = send(client, song)
    assert COOKIE in response.cookies
    send(client, song, "unlike")
    assert Listener.objects.count() == 1


def test_a_plain_form_goes_back(alice_client: Client, song: Song) -> None:
    response = send(alice_client, song, headers={"referer": "http://testserver/lists/"})
    assert (response.status_code, response["Location"]) == (302, "http://testserver/lists/")
    response = send(alice_client, song, headers={}, next="/tiles/")
    assert response["Location"] == "/tiles/"


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_it_leads_nowhere_else(alice_client: Client, song: Song, place: str) -> None:
    assert send(alice_client, song, headers={}, next=place)["Location"] == reverse("home")


@pytest.mark.parametrize("value", ["", "love", "play", "more"])
def test_an_unknown_value(alice_client: Client, song: Song, value: str) -> None:
    response = send(alice_client, song, value)
    assert response.status_code == 400
    assert response.json()["error"]
    assert not Event.objects.exists()


def test_an_unknown_song(alice_client: Client) -> None:
    path = reverse("song_rate", args=[uuid.uuid4()])
    assert alice_client.post(path, {"value": "like"}).status_code == 404


def test_ten_thousand_likes_in_a_row(alice_client, alice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace.time, "time", lambda: 1_000_000_020.0)
    songs = [make_song(str(number)) for number in range(10)]
    answers = [send(alice_client, songs[turn % 10]).status_code for turn in range(200)]
    assert answers == [200] * pace.ACTIONS_A_MINUTE + [429] * (200 - pace.ACTIONS_A_MINUTE)
    assert len(standing(alice)) == 10
    assert Event.objects.count() == 10


def test_after_a_minute_it_goes_on(alice_client, song, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 1)
    monkeypatch.setattr(pace.time, "time", lambda: 1_000_000_035.0)
    send(alice_client, song)
    response = send(alice_client, song, "dislike")
    assert (response.status_code, response["Retry-After"]) == (429, "45")
    assert "wait" in response.json()["error"]
    monkeypatch.setattr(pace.time, "time", lambda: 1_000_000_081.0)
    assert send(alice_client, song, "dislike").status_code == 200


def test_others_are_not_slowed(alice_client, bob_client, song, monkeypatch) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 1)
    send(alice_client, song)
    assert send(alice_client, song, "unlike").status_code == 429
    assert send(bob_client, song).status_code == 200


def test_it_speaks_to_a_person_too(alice_client, song, monkeypatch, templates_exist) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 0)
    response = send(alice_client, song, headers={})
    assert response.status_code == 429
    assert "wait" in response.content.decode()


@pytest.fixture
def templates_exist(settings) -> None:
    if not (Path(settings.BASE_DIR) / "templates/recommender/message.html").exists():
        pytest.skip("the message page is not written yet")


def test_it_rejects_get(alice_client: Client, song: Song) -> None:
    assert alice_client.get(reverse("song_rate", args=[song.uuid])).status_code == 405


def test_a_foreign_site_cannot_rate(song: Song) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, song).status_code == 403
