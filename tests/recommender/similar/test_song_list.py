"""POST /songs/<uuid>/list/: a song and its like, kept as a list."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import Listener, User
from recommender import pace
from recommender.models import Playlist, Song
from recommender.snapshots import read_snapshot
from tests.recommender.stage import ids, listener_of, make_song

pytestmark = pytest.mark.django_db


def url_of(song: Song) -> str:
    return reverse("song_list", args=[song.uuid])


def test_it_is_kept_with_its_reasons(alice: User, alice_client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    page = alice_client.post(url_of(song), {"lean": 20}, follow=True)
    made = Playlist.objects.get(listener=listener_of(alice))
    assert page.context["playlist"] == made
    assert made.saved
    assert made.mood.top == "joy"
    assert ids(made)[0] == song.pk
    assert len(ids(made)) == 11
    reasons = [item.reasons for item in made.items.order_by("position")]
    assert reasons[0] == {"seed": 1.0}
    assert set(reasons[1]) == {"genre", "mood"}
    assert made.title == f"Like “Joy {song.pk}”"
    assert "you began with it" in page.content.decode()


def test_it_has_a_korean_title(guest, guest_client: Client, catalogue: dict) -> None:
    guest_client.post(url_of(catalogue["joy"][0]))
    assert "비슷한 곡" in Playlist.objects.get(listener=guest).title_ko


def test_it_makes_a_listener(client: Client, catalogue: dict) -> None:
    client.post(url_of(catalogue["joy"][0]))
    assert Playlist.objects.get(saved=True).listener == Listener.objects.get()


def test_a_song_that_does_not_play_is_left_out(guest, guest_client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    Song.objects.filter(pk=song.pk).update(available=False)
    guest_client.post(url_of(song))
    assert song.pk not in ids(Playlist.objects.get(listener=guest))


def test_a_song_that_came_a_moment_ago(guest, guest_client, monkeypatch) -> None:
    """This process has read no catalogue with it yet."""
    empty = read_snapshot()
    song = make_song(101, "joy")
    monkeypatch.setattr("recommender.snapshots.current", lambda: empty)
    guest_client.post(url_of(song))
    made = Playlist.objects.get(listener=guest)
    assert ids(made) == [101]
    assert made.mood.top == "neutral"


def test_nothing_plays(guest, guest_client: Client) -> None:
    page = guest_client.post(url_of(make_song(101, "joy", available=False)))
    assert "There is nothing left to play" in page.content.decode()
    assert not Playlist.objects.filter(listener=guest).exists()


def test_an_unknown_song(client: Client) -> None:
    assert client.post(reverse("song_list", args=[uuid.uuid4()])).status_code == 404


def test_it_takes_post_alone(client: Client) -> None:
    assert client.get(url_of(make_song(101, "joy"))).status_code == 405


def test_it_has_a_pace(guest, guest_client, catalogue: dict, monkeypatch) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 1)
    answers = [guest_client.post(url_of(catalogue["joy"][0])).status_code for _ in range(2)]
    assert answers == [302, 429]
    assert Playlist.objects.filter(listener=guest).count() == 1
