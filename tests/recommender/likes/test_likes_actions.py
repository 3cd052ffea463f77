"""Take back what was put aside, undo that, and make a list from the likes."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import Listener
from recommender import pace
from recommender.likes import put_aside
from recommender.models import Playlist, Song
from tests.recommender.likes.helpers import dislike, less, like
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db
LIST = "/likes/list/"


def back(client: Client, song: Song, **fields: str):
    return client.post(reverse("likes_back", args=[song.uuid]), fields)


def aside(client: Client, song: Song, **fields: str):
    return client.post(reverse("likes_put_aside", args=[song.uuid]), fields)


@pytest.fixture
def song(db: None) -> Song:
    return make_song(101, "joy")


@pytest.mark.parametrize("said", ["dislike", "less"])
def test_there_and_back(guest: Listener, guest_client: Client, song: Song, said: str) -> None:
    {"dislike": dislike, "less": less}[said](guest, song)
    response = back(guest_client, song)
    assert response["Location"] == f"/likes/aside/?off={song.uuid}&was={said}"
    assert put_aside(guest) == []
    page = guest_client.get(response["Location"])
    assert page.context["off"] == song
    assert f'value="{said}"' in page.content.decode()
    aside(guest_client, song, value=said)
    assert [word.said for word in put_aside(guest)] == [said]


def test_the_page_is_kept(guest: Listener, guest_client: Client, song: Song) -> None:
    dislike(guest, song)
    assert "page=2" in back(guest_client, song, page="2")["Location"]
    assert back(guest_client, song, page="x&y")["Location"] == "/likes/aside/"


def test_taking_back_twice_is_harmless(guest: Listener, guest_client: Client, song: Song) -> None:
    dislike(guest, song)
    back(guest_client, song)
    assert back(guest_client, song)["Location"] == "/likes/aside/"
    assert put_aside(guest) == []


def test_another_listeners_word_stands(guest, bob_client: Client, song: Song) -> None:
    dislike(guest, song)
    back(bob_client, song)
    assert len(put_aside(guest)) == 1


@pytest.mark.parametrize("value", ["", "like", "skip", "\0"])
def test_nothing_else_puts_aside(guest, guest_client: Client, song: Song, value: str) -> None:
    assert aside(guest_client, song, value=value).status_code == 400
    assert put_aside(guest) == []


@pytest.mark.parametrize("name", ["likes_back", "likes_put_aside"])
class TestBoth:
    """What is the same for both."""

    def test_a_stranger_is_led_to_the_page(self, client: Client, song: Song, name: str) -> None:
        response = client.post(reverse(name, args=[song.uuid]), {"value": "less"})
        assert response["Location"] == "/likes/aside/"
        assert not Listener.objects.exists()

    def test_an_unknown_song(self, guest_client: Client, name: str) -> None:
        assert guest_client.post(reverse(name, args=[uuid.uuid4()])).status_code == 404

    def test_it_rejects_get(self, guest_client: Client, song: Song, name: str) -> None:
        assert guest_client.get(reverse(name, args=[song.uuid])).status_code == 405

    def test_a_script_is_slowed(self, guest_client, song: Song, name: str, monkeypatch) -> None:
        monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 0)
        response = guest_client.post(reverse(name, args=[song.uuid]), {"value": "less"})
        assert response.status_code == 429

    def test_a_foreign_site_cannot(self, song: Song, name: str) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(reverse(name, args=[song.uuid])).status_code == 403


class TestList:
    """/likes/list/."""

    def test_a_list_that_plays(self, catalogue, guest: Listener, guest_client: Client) -> None:
        like(guest, catalogue["joy"][0])
        response = guest_client.post(LIST)
        made = Playlist.objects.get(listener=guest)
        assert response["Location"] == f"{made.get_absolute_url()}?play=1"
        assert "From what you like" in guest_client.get(response["Location"]).content.decode()

    def test_not_faster_than_a_person(
        self, catalogue, guest: Listener, guest_client: Client, monkeypatch
    ) -> None:
        like(guest, catalogue["joy"][0])
        monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 2)
        answers = [guest_client.post(LIST) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [302, 302, 429]
        assert Playlist.objects.filter(listener=guest).count() == 2

    def test_who_likes_nothing_is_led_back(self, catalogue, client, guest_client) -> None:
        for who in (client, guest_client):
            assert who.post(LIST)["Location"] == "/likes/"
        assert not Playlist.objects.exclude(listener=None).exists()

    def test_nothing_to_play(self, catalogue, guest: Listener, guest_client: Client) -> None:
        like(guest, catalogue["joy"][0])
        Song.objects.update(available=False)
        assert "nothing left to play" in guest_client.post(LIST).content.decode()

    def test_it_rejects_get(self, client: Client) -> None:
        assert client.get(LIST).status_code == 405
