"""Taking a copy of everything."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from emotion.models import Reading
from emotion.moods import Mood
from mlfym.accounts.models import Listener, User
from tests.accounts.helpers import make_history, make_song

pytestmark = pytest.mark.django_db

URL = reverse("accounts:export")


def test_it_holds_everything(alice_client: Client, alice: User) -> None:
    song = make_song("Morning")
    playlist = make_history(alice.listener, song)
    response = alice_client.get(URL)
    assert "attachment" in response["Content-Disposition"]
    data = json.loads(response.content)
    assert data["account"]["username"] == "alice"
    assert data["account"]["email"] == "alice@example.org"
    assert data["listener"]["uuid"] == str(alice.listener.uuid)
    assert data["readings"][0]["mood"]["joy"] > 0.5
    assert data["playlists"][0]["uuid"] == str(playlist.uuid)
    assert data["playlists"][0]["name"] == "Mine"
    assert data["playlists"][0]["songs"] == [
        {"uuid": str(song.uuid), "title": "Morning", "reasons": {"mood": 1.0}, "pair": {}}
    ]
    assert [event["kind"] for event in data["events"]] == ["play", "like"]
    assert data["events"][0]["heard_seconds"] == 3.5
    assert data["ratings"][0]["rating"] == "like"


def test_shares_are_as_a_person_reads_them(alice_client: Client, alice: User) -> None:
    playlist = make_history(alice.listener, make_song("Morning"))
    playlist.set_mood(Mood([part / 21 for part in range(1, 7)]))
    playlist.target = {"mood": [1 / 3, 2], "deep": {"weight": 2 / 3}, "words": "x", "none": None}
    playlist.save()
    playlist.items.update(reasons={"mood": 1 / 3, "genre": 2 / 3})
    Reading.objects.update(confidence=1 / 3)
    data = alice_client.get(URL).json()
    found = data["playlists"][0]
    assert found["mood"]["anger"] == 0.0476
    assert found["target"] == {
        "mood": [0.3333, 2], "deep": {"weight": 0.6667}, "words": "x", "none": None,
    }  # fmt: skip
    assert found["songs"][0]["reasons"] == {"mood": 0.3333, "genre": 0.6667}
    assert data["readings"][0]["confidence"] == 0.3333
    assert all(share == round(share, 4) for share in data["readings"][0]["mood"].values())
    assert data["events"][0]["heard_seconds"] == 3.5


def test_it_holds_nothing_of_others(alice_client: Client, alice: User, bob: User) -> None:
    make_history(bob.listener, make_song("Secret"))
    text = alice_client.get(URL).content.decode()
    assert "Secret" not in text
    assert "bob" not in text
    assert str(bob.listener.uuid) not in text


def test_it_never_holds_the_password(alice_client: Client, alice: User) -> None:
    text = alice_client.get(URL).content.decode()
    assert alice.password not in text
    assert "password" not in text


def test_a_guest_can_take_a_copy(guest_client: Client, guest: Listener) -> None:
    make_history(guest, make_song("One"))
    data = guest_client.get(URL).json()
    assert "account" not in data
    assert len(data["ratings"]) == 1


def test_nobody_gets_an_empty_copy(client: Client) -> None:
    data = client.get(URL).json()
    assert set(data) == {"format", "exported"}
    assert not Listener.objects.exists()


def test_a_long_history_takes_few_queries(
    alice_client: Client, alice: User, django_assert_max_num_queries: object
) -> None:
    for number in range(10):
        make_history(alice.listener, make_song(f"Song {number}"))
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        alice_client.get(URL)
