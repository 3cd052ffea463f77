"""/songs/<uuid>/."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mlfym.accounts.models import Listener
from recommender.models import Song
from tests.recommender.likes.helpers import like
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db


def test_it_says_what_the_song_is(client: Client) -> None:
    song = make_song(101, "joy", album="First Light", year=1999, tempo=120.4, key="C# minor")
    page = client.get(song.get_absolute_url()).content.decode()
    for part in ("Joy 101", "Artist 101", "covers/x.svg", "First Light", "1999", "0:50"):
        assert part in page
    assert "Lively, 120 beats a minute" in page
    assert "C♯ minor" in page
    assert "Mostly joy." in page


def test_a_bare_song_says_so(client: Client) -> None:
    song = Song.objects.create()
    page = client.get(song.get_absolute_url()).content.decode()
    assert "We have not heard this song yet." in page
    assert "Nobody has told us its mood yet." in page


def test_an_unknown_song_is_not_found(client: Client) -> None:
    assert client.get(f"/songs/{uuid.uuid4()}/").status_code == 404


def test_a_song_that_does_not_play_says_so(client: Client) -> None:
    song = make_song(101, "joy", available=False)
    response = client.get(song.get_absolute_url())
    assert "This song does not play just now." in response.content.decode()
    assert response.context["queue"] == []
    assert f"{song.uuid}/audio" not in response.content.decode()


def test_it_plays_from_its_page(client: Client) -> None:
    song = make_song(101, "joy")
    queue = client.get(song.get_absolute_url()).context["queue"]
    assert [(entry["song"], entry["page"]) for entry in queue] == [
        (str(song.uuid), song.get_absolute_url())
    ]


def test_it_knows_a_like(guest: Listener, guest_client: Client) -> None:
    song = make_song(101, "joy")
    like(guest, song)
    assert (
        'value="unlike" aria-pressed="true"'
        in guest_client.get(song.get_absolute_url()).content.decode()
    )


def test_a_visit_makes_no_listener(client: Client) -> None:
    client.get(make_song(101, "joy").get_absolute_url())
    assert not Listener.objects.exists()


def test_the_number_of_queries_does_not_grow(client: Client, catalogue: dict) -> None:
    counts = []
    for song in (catalogue["joy"][0], catalogue["anger"][1]):
        with CaptureQueriesContext(connection) as queries:
            client.get(song.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1] < 15


def test_it_takes_no_post(client: Client) -> None:
    assert client.post(make_song(101, "joy").get_absolute_url()).status_code == 405
