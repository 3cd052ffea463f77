"""Each thing that a listener does moves their next list, and is kept with its mood."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import User
from recommender.models import Event, Playlist, Song
from tests.recommender.stage import ids

pytestmark = pytest.mark.django_db


def ask(client: Client) -> Playlist:
    """Ask for a joyful list as a person does."""
    client.post(reverse("list_start"), {"mood": "joy"})
    return Playlist.objects.exclude(listener=None).latest("pk")


def report(kind: str, heard: float) -> Callable[[Client, Song, Playlist], None]:
    """Return what the player does for an event."""

    def send(client: Client, song: Song, playlist: Playlist) -> None:
        one = {
            "client_uuid": str(uuid.uuid4()), "song": str(song.uuid), "kind": kind,
            "playlist": str(playlist.uuid), "position": 0, "heard": heard,
        }  # fmt: skip
        client.post(reverse("events"), {"events": [one]}, content_type="application/json")

    return send


def rating(value: str) -> Callable[[Client, Song, Playlist], None]:
    """Return what the button of a rating does."""

    def send(client: Client, song: Song, playlist: Playlist) -> None:
        fields = {"value": value, "playlist": str(playlist.uuid)}
        client.post(reverse("song_rate", args=[song.uuid]), fields)

    return send


def wish(name: str) -> Callable[[Client, Song, Playlist], None]:
    """Return what the buttons below a song do."""
    return lambda client, song, playlist: client.post(
        reverse(name, args=[playlist.uuid]), {"song": str(song.uuid)}
    )


AWAY = {
    "play": report("play", 0),
    "finish": report("finish", 50),
    "skip": report("skip", 3),
    "dislike": rating("dislike"),
    "less": wish("playlist_less"),
}


@pytest.mark.parametrize("kind", AWAY)
def test_it_goes(alice: User, alice_client: Client, catalogue, kind: str) -> None:
    before = ask(alice_client)
    song = Song.objects.get(pk=ids(before)[0])
    AWAY[kind](alice_client, song, before)
    assert song.pk not in ids(ask(alice_client))
    event = Event.objects.get()
    assert (event.kind, event.mood, event.playlist) == (kind, "joy", before)


def test_leaving_after_half_of_it_says_nothing(alice_client: Client, catalogue) -> None:
    before = ask(alice_client)
    song = Song.objects.get(pk=ids(before)[0])
    report("skip", 40)(alice_client, song, before)
    assert Event.objects.get().kind == "left"
    assert ids(ask(alice_client)) == ids(before)


def test_a_liked_song_comes_forward(alice_client: Client, catalogue) -> None:
    """It is not in the mood's default list, and joins the first list as a liked one."""
    before, song = ask(alice_client), catalogue["joy"][-1]
    rating("like")(alice_client, song, before)
    assert "liked" in ask(alice_client).items.get(song=song).reasons
    assert (Event.objects.get().kind, Event.objects.get().mood) == ("like", "joy")


@pytest.mark.parametrize("kind", ["like", "more"])
def test_its_like_comes_forward(alice_client: Client, starter: None, kind: str) -> None:
    """The trained engines hear of it: the same question has another answer."""
    before = ask(alice_client)
    song = before.items.get(position=3).song
    {"like": rating("like"), "more": wish("playlist_more")}[kind](alice_client, song, before)
    assert Event.objects.get().kind == kind
    assert reasons(ask(alice_client)) != reasons(before)


def reasons(playlist: Playlist) -> list[tuple[int, dict[str, float]]]:
    """Return the songs of a list with what put each there."""
    return list(playlist.items.order_by("position").values_list("song_id", "reasons"))
