"""The events view."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mlfym.accounts.models import Listener, User
from recommender import pace
from recommender.feedback_forms import read_played
from recommender.models import Event, Playlist, Song
from tests.recommender.catalogue.songs import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture
def song() -> Song:
    return make_song()


def event(track: Song, **fields: object) -> dict[str, object]:
    base = {"client_uuid": str(uuid.uuid4()), "song": str(track.uuid), "kind": "play"}
    return {**base, **fields}


def send(client: Client, *events: object):
    return client.post(
        reverse("events"), json.dumps({"events": events}), content_type="application/json"
    )


def test_it_keeps_them(alice_client: Client, alice: User, song: Song) -> None:
    playlist = Playlist.objects.create(listener=alice.listener, peace=1.0)
    answer = send(
        alice_client,
        event(song, playlist=str(playlist.uuid), position=0),
        event(song, kind="finish", heard=41.5),
    )
    assert answer.json() == {"stored": 2, "ignored": 0}
    play = Event.objects.get(kind="play")
    assert (play.playlist, play.position, play.mood) == (playlist, 0, "peace")
    assert Event.objects.get(kind="finish").heard == 41.5


@pytest.mark.parametrize(
    ("duration", "heard", "kind"),
    [
        (60.0, 0, "skip"), (60.0, 29.9, "skip"), (60.0, 30, "left"), (60.0, 59, "left"),
        (60.0, None, "skip"), (None, 59, "skip"), (0.0, 59, "skip"),
    ],
)  # fmt: skip
def test_a_skip_is_less_than_half(alice_client, song, duration, heard, kind) -> None:
    Song.objects.filter(pk=song.pk).update(duration=duration)
    send(alice_client, event(song, kind="skip", heard=heard))
    assert Event.objects.get().kind == kind


@pytest.mark.parametrize("kind", ["play", "finish", "skip"])
def test_the_mood_of_a_curated_list_without_one_is_its_songs(
    alice_client: Client, song: Song, kind: str
) -> None:
    """The moods' default lists have none of their own, nor has a list that a curator just made."""
    default = Playlist.objects.create(default_for="sadness", slug="default")
    bare = Playlist.objects.create(slug="bare")
    bare.items.create(song=song, position=1)
    for number, playlist in enumerate((default, bare)):
        send(alice_client, event(song, kind=kind, playlist=str(playlist.uuid), position=number))
    moods = Event.objects.order_by("pk").values_list("mood", flat=True)
    assert list(moods) == ["sadness", song.mood.top if song.mood else "neutral"]


def test_a_retry_counts_once(alice_client: Client, song: Song) -> None:
    once = event(song)
    assert send(alice_client, once).json()["stored"] == 1
    assert send(alice_client, once, once).json() == {"stored": 0, "ignored": 0}
    assert Event.objects.count() == 1


def test_two_listeners_may_choose_the_same_uuid(alice_client, bob_client, song: Song) -> None:
    once = event(song)
    send(alice_client, once)
    assert send(bob_client, once).json()["stored"] == 1


def test_what_makes_no_sense_is_counted_and_the_rest_kept(alice_client, bob, song: Song) -> None:
    foreign = Playlist.objects.create(listener=bob.listener)
    strange = [
        event(song, kind="like"), event(song, kind="dance"), event(song, kind=[]),
        event(song, song=str(uuid.uuid4())), event(song, song=7), event(song, client_uuid="x"),
        event(song, client_uuid=None), event(song, playlist=str(foreign.uuid)),
        event(song, playlist=[1]), event(song, position=-1), event(song, position=1.5),
        event(song, position=10**30), event(song, heard=-1), event(song, heard=float("nan")),
        event(song, heard=float("inf")), event(song, heard=10**400), event(song, heard=True),
        "play", None, 7, [],
    ]  # fmt: skip
    answer = send(alice_client, *strange, event(song))
    assert answer.json() == {"stored": 1, "ignored": len(strange)}


def test_a_list_that_was_deleted_while_it_plays(alice_client, alice, song: Song) -> None:
    playlist = Playlist.objects.create(listener=alice.listener)
    late = event(song, playlist=str(playlist.uuid))
    playlist.delete()
    assert send(alice_client, late).json() == {"stored": 1, "ignored": 0}
    assert Event.objects.get().playlist is None


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "7", '{"events": 7}', '{"events": {}}', "[" * 100_000, b"\xff\xfe"]
)
def test_a_body_that_is_none(alice_client: Client, body: str) -> None:
    answer = alice_client.post(reverse("events"), body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_at_most_fifty(alice_client: Client, song: Song) -> None:
    assert send(alice_client, *[event(song) for _ in range(51)]).status_code == 400
    assert send(alice_client, *[event(song) for _ in range(50)]).json()["stored"] == 50


def test_a_flood_is_asked_to_wait_and_loses_nothing(
    alice_client, song, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 3)
    monkeypatch.setattr(pace.time, "time", lambda: 1_000_000_020.0)
    send(alice_client, event(song), event(song))
    late = [event(song), event(song)]
    answer = send(alice_client, *late)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert send(alice_client, late[0]).json()["stored"] == 1  # a refusal costs nothing
    monkeypatch.setattr(pace.time, "time", lambda: 1_000_000_080.0)
    assert send(alice_client, *late).json()["stored"] == 1


def test_nonsense_makes_no_listener(client: Client) -> None:
    send(client, {"kind": "play"})
    assert not Listener.objects.exists()


def test_playing_a_curated_list_makes_a_guest(client: Client, song: Song) -> None:
    assert send(client, event(song)).json()["stored"] == 1
    assert Listener.objects.count() == 1


def test_it_rejects_get(alice_client: Client) -> None:
    assert alice_client.get(reverse("events")).status_code == 405


def test_a_foreign_site_cannot_report(song: Song) -> None:
    assert send(Client(enforce_csrf_checks=True), event(song)).status_code == 403


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("client_uuid", "song", "kind", "playlist", "position", "heard")


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(JSON_VALUES | st.fixed_dictionaries(dict.fromkeys(FIELDS, JSON_VALUES))))
def test_whatever_is_sent_is_read_or_left(db: None, values: list[object]) -> None:
    assert read_played(values, None) == []
