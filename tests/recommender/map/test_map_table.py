"""/map/table/: the map for those who do not see it."""

import pytest
from django.test import Client

from recommender.models import Song, SongTag, Tag
from recommender.snapshots import catalogue_changed
from recommender.song_map.index import draw
from recommender.song_map.points import current
from recommender.views.map import ROWS_A_PAGE
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db
URL = "/map/table/"


def shown(client: Client, query: str = "") -> list[Song]:
    return [row.song for row in client.get(f"{URL}?{query}").context["rows"]]


def test_every_song_once_with_what_is_near(catalogue, client: Client, settings, tmp_path) -> None:
    settings.MODEL_DIR = tmp_path
    draw()
    page = client.get(URL)
    rows = page.context["rows"]
    assert sorted(row.song.pk for row in rows) == sorted(current().columns.song_ids)
    assert all(len(row.near) == 2 and row.song.title not in row.near for row in rows)
    assert "near: " in page.content.decode()


@pytest.mark.parametrize("sort", ["title", "artist"])
def test_it_is_sorted_by_names_and_back(catalogue, client: Client, sort: str) -> None:
    def key(song: Song) -> str:
        return (song.title if sort == "title" else song.artist_line).casefold()

    there = [key(song) for song in shown(client, f"sort={sort}")]
    assert there == sorted(there)
    back = [key(song) for song in shown(client, f"sort={sort}&dir=down")]
    assert back == there[::-1]


def test_names_are_sorted_in_the_language_that_is_read(catalogue, client: Client) -> None:
    client.cookies["django_language"] = "ko"
    there = [song.title for song in shown(client, "sort=title")]
    assert there == sorted(there)
    assert there[0].startswith("노래")


def test_moods_stand_together(catalogue, client: Client) -> None:
    tops = [song.mood.top for song in shown(client, "sort=mood") if song.mood]
    assert tops == sorted(tops, key=tops.index)
    assert tops[0] == "anger"


def test_the_map_itself_is_an_order(catalogue, client: Client) -> None:
    assert len(set(shown(client))) == 36
    assert shown(client) == shown(client, "sort=place") == shown(client, "sort=nonsense")


def test_one_mood_genre_or_era(catalogue, client: Client) -> None:
    song = make_song(700, "joy", year=1964)
    jazz = Tag.objects.create(slug="jazz", kind=Tag.Kind.GENRE, label_en="Jazz", label_ko="재즈")
    SongTag.objects.create(song=song, tag=jazz)
    catalogue_changed()
    assert len(shown(client, "mood=joy")) == 7
    assert shown(client, "genre=jazz") == shown(client, "era=1960s") == [song]
    assert len(shown(client, "genre=-")) == 36
    assert shown(client, "genre=jazz&mood=peace") == []
    assert len(shown(client, "mood=rage&genre=polka")) == 37
    row = client.get(f"{URL}?genre=jazz").context["rows"][0]
    assert (row.genre, row.era) == ("Jazz", "1960s")
    client.cookies["django_language"] = "ko"
    assert client.get(f"{URL}?genre=jazz").context["rows"][0].genre == "재즈"


def test_pages_keep_order_and_choice(client: Client) -> None:
    for number in range(1, ROWS_A_PAGE + 11):
        make_song(number, "joy")
    catalogue_changed()
    first = client.get(f"{URL}?sort=artist&mood=joy")
    assert len(first.context["rows"]) == ROWS_A_PAGE
    text = first.content.decode()
    assert "mood=joy&amp;sort=artist&amp;page=2" in text
    assert len(shown(client, "sort=artist&mood=joy&page=2")) == 10
    assert len(shown(client, "page=999")) == 10
    assert len(shown(client, "page=x")) == ROWS_A_PAGE


def test_headings_say_how_it_stands(catalogue, client: Client) -> None:
    text = client.get(f"{URL}?sort=title").content.decode()
    assert 'aria-sort="ascending"><a href="/map/table/?sort=title&amp;dir=down">Title' in text
    assert text.count('aria-sort="none"') == 5


def test_a_page_takes_a_fixed_number_of_queries(
    catalogue, client: Client, django_assert_max_num_queries
) -> None:
    client.get(URL)
    with django_assert_max_num_queries(16):
        client.get(URL)
