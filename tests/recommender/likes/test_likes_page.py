"""/likes/ and /likes/aside/."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mlfym.accounts.models import Listener, User
from recommender.models import Rating, Song
from recommender.views.likes import ROWS_A_PAGE
from tests.recommender.likes.helpers import dislike, less, like
from tests.recommender.stage import listener_of, make_song

URL, ASIDE = "/likes/", "/likes/aside/"
pytestmark = pytest.mark.django_db


def shown(client: Client, url: str = URL) -> list[int]:
    return [row.song.pk for row in client.get(url).context["rows"]]


def many(listener: Listener, number: int) -> None:
    songs = Song.objects.bulk_create(Song(external_id=str(n)) for n in range(number))
    Rating.objects.bulk_create(Rating(listener=listener, song=song, value=1) for song in songs)


def test_liked_songs_newest_first(guest: Listener, guest_client: Client) -> None:
    like(guest, make_song(101, "joy"), make_song(102, "peace"))
    assert shown(guest_client) == [102, 101]
    page = guest_client.get(URL).content.decode()
    for part in ("Peace 102", "Artist 102", "0:50", "covers/x.svg", "Like Joy 101"):
        assert part in page


def test_they_are_ones_own(alice: User, alice_client, bob_client: Client, client: Client) -> None:
    like(listener_of(alice), make_song(101, "joy"))
    assert shown(alice_client) == [101]
    assert shown(bob_client) == shown(client) == []


@pytest.mark.parametrize("url", [URL, ASIDE])
def test_a_visit_makes_no_listener(client: Client, url: str) -> None:
    page = client.get(url)
    assert page.status_code == 200
    assert not Listener.objects.exists()
    assert "no-store" in page["Cache-Control"]


def test_the_empty_page_says_what_to_do(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert "Touch the heart" in page
    assert reverse("tiles") in page
    assert "Nothing is put aside" in client.get(ASIDE).content.decode()


def test_the_queue_is_the_page(guest: Listener, guest_client: Client) -> None:
    like(guest, make_song(101, "joy"), make_song(102, "peace"))
    queue = guest_client.get(URL).context["queue"]
    assert [entry["title"] for entry in queue] == ["Peace 102", "Joy 101"]
    assert {(entry["playlist"], entry["page"]) for entry in queue} == {("", URL)}
    assert [entry["mood"] for entry in queue] == ["peace", "joy"]


def test_a_song_that_does_not_play_stays_to_see(guest: Listener, guest_client: Client) -> None:
    like(guest, make_song(101, "joy", available=False))
    response = guest_client.get(URL)
    assert response.context["queue"] == []
    assert "does not play just now" in response.content.decode()


def test_thousands_come_by_pages(guest: Listener, guest_client: Client) -> None:
    many(guest, 2 * ROWS_A_PAGE + 1)
    first = guest_client.get(URL)
    assert len(first.context["rows"]) == len(first.context["queue"]) == ROWS_A_PAGE
    assert first.context["counts"]["likes"] == 2 * ROWS_A_PAGE + 1
    last = guest_client.get(URL, {"page": 3})
    assert len(last.context["rows"]) == 1
    assert last.context["queue"][0]["page"] == "/likes/?page=3"
    assert shown(guest_client, "/likes/?page=2") != shown(guest_client)


@pytest.mark.parametrize("page", ["0", "99", "-1", "x", "\0", "9" * 400])
def test_a_page_that_is_not_there_is_another(guest, guest_client: Client, page: str) -> None:
    many(guest, 3)
    assert len(guest_client.get(URL, {"page": page}).context["rows"]) == 3


def test_more_songs_take_no_more_queries(guest: Listener, guest_client: Client) -> None:
    counts = []
    for start in (100, 200):
        like(guest, *(make_song(start + number, "joy") for number in range(1 + start // 20)))
        with CaptureQueriesContext(connection) as queries:
            guest_client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_search(guest: Listener, guest_client: Client) -> None:
    like(guest, make_song(101, "joy"), make_song(102, "peace"))
    assert shown(guest_client, f"{URL}?q=peace") == [102]
    page = guest_client.get(URL, {"q": "nowhere"}).content.decode()
    assert "No song here has these words" in page
    assert 'value="nowhere"' in page


@pytest.mark.parametrize("text", ["x" * 101, "a\0b"])
def test_a_search_that_cannot_be(guest: Listener, guest_client: Client, text: str) -> None:
    like(guest, make_song(101, "joy"))
    response = guest_client.get(URL, {"q": text})
    assert response.status_code == 400
    assert "notice--warn" in response.content.decode()
    assert len(response.context["rows"]) == 1


def test_what_was_searched_is_escaped(client: Client) -> None:
    page = client.get(URL, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_second_tab(guest: Listener, guest_client: Client) -> None:
    dislike(guest, make_song(101, "joy"))
    less(guest, make_song(102, "joy"))
    like(guest, make_song(103, "joy"))
    response = guest_client.get(ASIDE)
    assert [row.song.pk for row in response.context["rows"]] == [102, 101]
    page = response.content.decode()
    assert "Not for you" in page
    assert "Less like it, until" in page
    assert response.context["counts"] == {"likes": 1, "likes_aside": 2}


def test_without_scripts_an_unlike_can_be_undone(guest: Listener, guest_client: Client) -> None:
    song = make_song(101, "joy")
    like(guest, song)
    rate = reverse("song_rate", args=[song.uuid])
    way = f"{URL}?off={song.uuid}&was=like"
    assert way.replace("&", "&amp;") in guest_client.get(URL).content.decode()
    page = guest_client.post(rate, {"value": "unlike", "next": way}, follow=True)
    assert page.context["off"] == song
    assert "no longer among your likes" in page.content.decode()
    page = guest_client.post(rate, {"value": "like", "next": URL}, follow=True)
    assert [row.song for row in page.context["rows"]] == [song]


@pytest.mark.parametrize("off", ["", "x", "\0", "00000000-0000-0000-0000-000000000000"])
def test_an_address_that_names_no_song(guest_client: Client, off: str) -> None:
    response = guest_client.get(URL, {"off": off, "was": "like"})
    assert response.status_code == 200
    assert "off" not in response.context


@pytest.mark.parametrize("was", ["", "dislike", "less", "nonsense", "\0"])
def test_an_address_that_says_what_was_not(guest_client: Client, was: str) -> None:
    song = make_song(101, "joy")
    assert "off" not in guest_client.get(URL, {"off": song.uuid, "was": was}).context


def test_an_old_address_says_nothing_untrue(guest: Listener, guest_client: Client) -> None:
    song = make_song(101, "joy")
    like(guest, song)
    assert "off" not in guest_client.get(URL, {"off": song.uuid, "was": "like"}).context


@pytest.mark.parametrize("url", [URL, ASIDE])
def test_it_rejects_post(client: Client, url: str) -> None:
    assert client.post(url).status_code == 405
