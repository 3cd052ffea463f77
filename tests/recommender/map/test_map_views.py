"""/map/, its points, and what it tells of songs."""

import gzip
import json
import uuid

import pytest
from django.test import Client

from mlfym.accounts.models import Listener
from recommender.models import Song
from recommender.snapshots import catalogue_changed
from recommender.song_map.format import decode
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db
PAGE, POINTS, SONGS = "/map/", "/map/points", "/map/songs/"


def test_the_page_says_what_its_script_needs(catalogue, client: Client) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert not Listener.objects.exists()
    words = page.context["words"]
    assert words["mood"]["joy"] == "Joy"
    text = page.content.decode()
    for part in ('data-points="/map/points"', 'data-songs="/map/songs/"', 'id="map-words"'):
        assert part in text


def test_without_javascript_it_leads_to_the_table(catalogue, client: Client) -> None:
    page = client.get(PAGE)
    instead = page.content.decode().partition("<noscript>")[2].partition("</noscript>")[0]
    assert 'href="/map/table/"' in instead
    assert "rows" not in page.context


def test_without_music_it_says_so(client: Client) -> None:
    catalogue_changed()
    for url in (PAGE, "/map/table/"):
        assert "No song is on the map yet" in client.get(url).content.decode()


def test_points_are_sent_packed_once(catalogue, client: Client) -> None:
    answer = client.get(POINTS, headers={"Accept-Encoding": "gzip, br"})
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Accept-Encoding" in answer["Vary"]
    columns = decode(gzip.decompress(answer.content))
    assert len(columns.song_ids) == 36
    again = client.get(POINTS, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == answer["ETag"]


def test_points_are_sent_plain_to_who_cannot_unpack(catalogue, client: Client) -> None:
    answer = client.get(POINTS, headers={"If-None-Match": 'W/"another"'})
    assert "Content-Encoding" not in answer
    assert len(decode(answer.content).song_ids) == 36


def test_a_change_is_sent_again(catalogue, client: Client) -> None:
    etag = client.get(POINTS)["ETag"]
    make_song(999, "joy")
    catalogue_changed()
    answer = client.get(POINTS, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert 999 in decode(answer.content).song_ids


def told(client: Client, query: str) -> list[dict]:
    answer = client.get(f"{SONGS}?{query}")
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)["songs"]


def test_names_come_in_the_order_asked_for(catalogue, client: Client) -> None:
    found = told(client, "ids=502,101,77")
    assert [song["id"] for song in found] == [502, 101]
    first = found[0]
    assert first["mood"] == "joy"
    assert first["page"] == Song.objects.get(pk=502).get_absolute_url()
    assert first["entry"]["title"] == "Joy 502"
    assert first["entry"]["artist"] == "Artist 502"
    assert first["entry"]["page"] == PAGE


def test_names_in_korean(catalogue, client: Client) -> None:
    client.cookies["django_language"] = "ko"
    assert told(client, "ids=502")[0]["entry"]["title"] == "노래 502"


def test_the_song_that_plays_is_named_by_its_uuid(catalogue, client: Client) -> None:
    song = Song.objects.get(pk=203)
    assert [one["id"] for one in told(client, f"song={song.uuid}")] == [203]
    assert told(client, f"song={uuid.uuid4()}") == []
    assert told(client, "song=nonsense") == []
    assert told(client, "") == []


def test_songs_that_do_not_play_are_not_told_of(catalogue, client: Client) -> None:
    song = Song.objects.get(pk=203)
    Song.objects.filter(pk=203).update(available=False)
    assert told(client, "ids=203") == []
    assert told(client, f"song={song.uuid}") == []


@pytest.mark.parametrize(
    "ids", [",".join(map(str, range(51))), "1,two", "-1", "1.5", "9" * 30, "²", "1;DROP"]
)
def test_other_questions_get_an_error(catalogue, client: Client, ids: str) -> None:
    answer = client.get(SONGS, {"ids": ids})
    assert answer.status_code == 400
    assert json.loads(answer.content)["error"]


def test_fifty_songs_in_a_fixed_number_of_queries(catalogue, client, django_assert_max_num_queries):
    told(client, "ids=101")
    ids = ",".join(str(song) for song in Song.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(12):
        assert len(told(client, f"ids={ids}")) == 36
