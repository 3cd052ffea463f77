"""The list of songs in the curator's admin: search, filters, and what a row holds."""

import pytest
from django.test import Client
from django.urls import reverse

from recommender.models import Song, SongTag, Tag
from tests.recommender.catalogue.songs import make_artist, make_song

pytestmark = pytest.mark.django_db
LIST = "admin:recommender_song_changelist"


def titles(curator: Client, **query: str) -> set[str]:
    response = curator.get(reverse(LIST), query)
    return {str(song) for song in response.context["cl"].queryset}


def test_search_knows_titles_and_artists_in_any_form(curator: Client) -> None:
    make_song("Blue Rain")
    make_song("비 오는 날")
    assert titles(curator, q="ｂｌｕｅ") == {"Blue Rain"}
    assert titles(curator, q="artist of BLUE") == {"Blue Rain"}
    assert titles(curator, q="오는") == {"비 오는 날"}
    assert titles(curator, q="snow") == set()


def test_filters(curator: Client) -> None:
    rain, sun = make_song("Rain", "sadness"), make_song("Sun", "joy", available=False)
    tag = Tag.objects.create(slug="wet", label_en="Wet")
    SongTag.objects.create(song=rain, tag=tag)
    Song.objects.create()
    assert titles(curator, mood="sadness") == {"Rain"}
    assert titles(curator, mood="none") == {str(Song.objects.last())}
    assert titles(curator, tag="wet") == {"Rain"}
    assert titles(curator, available__exact="0") == {str(sun)}
    assert len(titles(curator, mood="bliss")) == 3


def test_listening_in_the_row(curator: Client) -> None:
    song = make_song(path="starter:audio/x.m4a")
    page = curator.get(reverse(LIST)).content.decode()
    assert f'<audio controls preload="none" src="/songs/{song.uuid}/audio">' in page


def test_the_list_takes_as_many_queries_for_thirty_as_for_three(
    curator: Client, django_assert_max_num_queries
) -> None:
    for number in range(30):
        make_song(str(number))
    with django_assert_max_num_queries(20):
        curator.get(reverse(LIST))


def test_only_curators(alice_client: Client) -> None:
    assert alice_client.get(reverse(LIST)).status_code == 302


def test_artists_are_found_by_name(curator: Client) -> None:
    make_artist("Blue Choir")
    query = {"app_label": "recommender", "model_name": "songartist", "field_name": "artist"}
    response = curator.get(reverse("admin:autocomplete"), {**query, "term": "blue"})
    assert [item["text"] for item in response.json()["results"]] == ["Blue Choir"]
