"""/songs/<uuid>/."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mlfym.accounts.models import Listener
from recommender.models import Song, SongAnalysis, SongTag, Tag
from recommender.similar.lists import Alike, alike
from tests.recommender.likes.helpers import dislike, like
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


def test_its_tags_artist_and_album_lead_on(client: Client) -> None:
    song = make_song(101, "joy", album="Rain & Light")
    SongTag.objects.create(
        song=song, tag=Tag.objects.create(slug="1990년대", kind=Tag.Kind.ERA, label_en="Nineties")
    )
    page = client.get(song.get_absolute_url()).content.decode()
    artist = song.artists.get()
    for address, words in (
        (reverse("search_tag", args=["joy"]), "joy"),
        (reverse("search_tag", args=["1990년대"]), "Nineties"),
        (reverse("search_artist", args=[artist.uuid]), "Artist 101"),
        ("/search/?q=Rain%20%26%20Light", "Rain &amp; Light"),
    ):
        assert re.search(f'href="{re.escape(address)}"[^>]*>{words}</a>', page)
    found = client.get("/search/", {"q": song.album}).content.decode()
    assert f'data-song="{song.uuid}"' in found


def test_a_bare_song_says_so(client: Client) -> None:
    song = Song.objects.create()
    page = client.get(song.get_absolute_url()).content.decode()
    assert "We have not heard this song yet." in page
    assert "Nobody has told us its mood yet." in page


def test_what_was_heard_in_it_stands_in_words(client: Client) -> None:
    song = make_song(101, "joy")
    heard = {"brightness": 3000.0, "onset_rate": 1.0, "dynamic_range": 20.0}
    SongAnalysis.objects.create(song=song, state="done", **heard)
    page = client.get(song.get_absolute_url()).content.decode()
    for words in ("Bright", "Few notes, much room", "From very soft to loud"):
        assert f"<dd>{words}</dd>" in page
    assert "We have not heard" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [("waiting", "about to listen to this song"), ("failed", "could not hear this song")],
)
def test_what_was_not_heard_is_said(client: Client, state: str, words: str) -> None:
    song = make_song(101, "joy")
    SongAnalysis.objects.create(song=song, state=state, brightness=900.0)
    page = client.get(song.get_absolute_url()).content.decode()
    assert words in page
    assert "Dark and warm" not in page


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
    client.get(catalogue["joy"][2].get_absolute_url())  # reads the catalogue
    for song in (catalogue["joy"][0], catalogue["anger"][1]):
        with CaptureQueriesContext(connection) as queries:
            client.get(song.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1] < 15


def test_it_takes_no_post(client: Client) -> None:
    assert client.post(make_song(101, "joy").get_absolute_url()).status_code == 405


def test_ten_songs_that_are_like_it(client: Client, catalogue: dict) -> None:
    """Of these songs a tag and the mood are known."""
    song = catalogue["joy"][0]
    response = client.get(song.get_absolute_url())
    rows = response.context["rows"]
    assert {row.song.pk for row in rows[:5]} == {other.pk for other in catalogue["joy"][1:]}
    assert song.pk not in {row.song.pk for row in rows}
    assert {part.key for row in rows for part in row.parts} == {"genre", "mood"}
    assert all(sum(part.percent for part in row.parts) in (99, 100, 101) for row in rows)
    page = response.content.decode()
    genre, mood = rows[0].parts
    assert f"genre {genre.percent}&nbsp;%" in page
    assert f'class="shares__mood" x="{genre.percent}" width="{mood.percent}"' in page
    assert "We have no sound of it." in page
    assert "So the order goes by this alone: genre, mood." in page


def test_all_of_it_plays_the_song_first(client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    queue = client.get(song.get_absolute_url(), {"lean": 30}).context["queue"]
    assert queue[0]["song"] == str(song.uuid)
    assert {entry["page"] for entry in queue} == {f"{song.get_absolute_url()}?lean=30"}


def test_what_was_put_aside_does_not_come(guest, guest_client: Client, catalogue: dict) -> None:
    song, other = catalogue["joy"][:2]
    dislike(guest, other)
    rows = guest_client.get(song.get_absolute_url()).context["rows"]
    assert other.pk not in {row.song.pk for row in rows}


def test_a_song_of_which_nothing_is_known(client: Client) -> None:
    page = client.get(Song.objects.create().get_absolute_url()).content.decode()
    assert "We know nothing yet by which we could name its like." in page


def test_the_control_changes_the_order(client: Client, starter: None) -> None:
    url = Song.objects.get(pk=1).get_absolute_url()
    shown = {
        lean: [row.song.pk for row in client.get(url, {"lean": lean}).context["rows"]]
        for lean in (0, 50, 100)
    }
    assert all(len(rows) == 10 for rows in shown.values())


def test_the_control_is_held_while_it_moves(client: Client, catalogue: dict) -> None:
    url = catalogue["joy"][0].get_absolute_url()
    moved = client.get(url, {"lean": 80}, headers={"HX-Trigger-Name": "lean"}).content.decode()
    assert 'value="80" aria-valuetext="Rather the same sound"' in moved
    assert " autofocus" in moved
    assert " autofocus" not in client.get(url, {"lean": 80}).content.decode()


@pytest.mark.parametrize("lean", ["-1", "101", "x", "\0", "9" * 400, "1e3"])
def test_a_place_that_is_none_is_the_middle(client: Client, catalogue: dict, lean: str) -> None:
    response = client.get(catalogue["joy"][0].get_absolute_url(), {"lean": lean})
    assert response.status_code == 400
    assert response.context["lean"] == 50
    assert len(response.context["rows"]) == 10
    assert "here is the middle" in response.content.decode()


def test_titles_in_lists_and_likes_lead_here(guest, guest_client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    like(guest, song)
    link = f'<a class="song__title" href="{song.get_absolute_url()}">'
    for page in ("/likes/", song.playlists.get().get_absolute_url()):
        assert link in guest_client.get(page).content.decode()


def test_a_song_that_is_deleted_meanwhile(
    client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look for it and the look for its like."""
    found = catalogue["joy"][0]

    def late(*args: object, **values: object) -> Alike:
        Song.objects.filter(pk=found.pk).delete()
        return alike(*args, **values)

    monkeypatch.setattr("recommender.views.song.alike", late)
    assert client.get(found.get_absolute_url()).status_code == 404
