# ruff: noqa: E501 (Hangul is counted as two letters wide)
"""The search page, what stands under its box, and the songs of an artist or a tag."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from recommender import pace
from recommender.models import Artist, ArtistName, Playlist, Song, SongName, Tag
from recommender.search.searching import LONGEST

pytestmark = pytest.mark.django_db

BAD = [
    "%", "_", "'", '"', "'; DROP TABLE", "<script>", "\\", "a" * 10_000, "가 " * 5000, "🎵", "\0", "a\0b",
    "\u202eabc\u200f", "   ", "*", "?", "(", "[a", "\ufeff", "ㅇㄹㄹ", "ᄀ", "\U000e0041", "e\u0301" * 400,
]  # fmt: skip


@pytest.fixture
def spring(catalogue) -> Song:
    """One song is called 봄날."""
    song = Song.objects.get(pk=catalogue["joy"][0].pk)
    SongName.objects.filter(song=song, language="ko").update(text="봄날")
    song.save()
    return song


def found(client, **fields) -> str:
    return client.get(reverse("search"), fields).content.decode()


def test_the_empty_page(client, catalogue):
    page = found(client)
    assert 'type="search"' in page
    assert "bom nal" in page


@pytest.mark.parametrize("text", ["봄날", "봄ㄴ", "ㅂㄴ", "bom nal", "qhaskf", "봄닐"])
def test_a_song_is_found(client, spring, text):
    page = found(client, q=text)
    assert f'data-song="{spring.uuid}"' in page
    assert spring.get_absolute_url() in page
    assert str(spring.uuid) in re.search(r'id="queue".*?</script>', page, re.S)[0]


def test_nothing_is_found(client, catalogue):
    page = found(client, q="<b>zzqx")
    assert "Nothing is called" in page
    assert escape("<b>zzqx") in page
    assert "<b>zzqx" not in page


@pytest.mark.parametrize("view", ["search", "search_suggest"])
@pytest.mark.parametrize("text", BAD)
def test_anything_has_an_answer(client, spring, view, text):
    assert client.get(reverse(view), {"q": text}).status_code == 200


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE", "%00", "%", "%zz", "a%ED%B0%80b"])
def test_half_letters_in_the_address_have_an_answer(client, spring, raw):
    for view in ("search", "search_suggest"):
        assert client.get(f"{reverse(view)}?q={raw}").status_code == 200


def test_what_is_too_long_is_cut_and_said(client, catalogue):
    page = found(client, q="x" * 10_000)
    assert f"its first {LONGEST} letters" in page
    assert f'value="{"x" * LONGEST}"' in page


def test_pages_follow(client, catalogue, monkeypatch):
    monkeypatch.setattr("recommender.views.search.ROWS_A_PAGE", 2)
    assert 'rel="next"' in found(client, q="joy")
    second = found(client, q="joy", page=2)
    assert 'start="3"' in second
    assert "?page=1&amp;q=joy" in second


def test_what_stands_under_the_box(client, spring):
    page = client.get(reverse("search_suggest"), {"q": "joy"}).content.decode()
    assert page.count('role="option"') == 6 + 1  # songs, and the tag
    assert f'data-href="{reverse("search_tag", args=["joy"])}"' in page
    assert "<html" not in page
    assert 'data-said="7 found' in page


def test_songs_alone_where_a_song_is_asked_for(client, spring):
    page = client.get(reverse("search_suggest"), {"q": "joy", "choose": "song"}).content.decode()
    assert page.count('role="option"') == 6
    assert f'data-song="{spring.uuid}"' in page
    assert reverse("search_tag", args=["joy"]) not in page
    assert "Enter chooses" in page


@pytest.mark.parametrize("text", ["kitchen", "kitchen table", "joy kitch"])
def test_an_album_that_was_found_is_named(client, spring, text):
    spring.album = "At the Kitchen Table"
    spring.save()
    under = client.get(reverse("search_suggest"), {"q": text}).content.decode()
    assert "Artist 500 · At the Kitchen Table" in under
    assert "<span>At the Kitchen Table</span>" in found(client, q=text)


@pytest.mark.parametrize("text", ["봄날", "joy"])
def test_an_album_that_was_not_looked_for_is_not_named(client, spring, text):
    spring.album = "At the Kitchen Table"
    spring.save()
    assert "Kitchen" not in client.get(reverse("search_suggest"), {"q": text}).content.decode()
    page = found(client, q=text)
    assert f'data-song="{spring.uuid}"' in page
    assert "Kitchen" not in page


def test_nothing_under_the_box(client, catalogue):
    page = client.get(reverse("search_suggest"), {"q": "zzqx"}).content.decode()
    assert 'role="option"' not in page
    assert "Nothing found" in page


def test_an_artist_has_a_page_of_songs(client, catalogue):
    name = ArtistName.objects.get(text="Artist 100")
    page = found(client, q="artist 100")
    address = reverse("search_artist", args=[name.artist.uuid])
    assert address in page
    assert 'data-song="' in client.get(address).content.decode()


def test_an_artist_without_songs_that_play(client, catalogue):
    artist = Artist.objects.get(names__text="Artist 100")
    Song.objects.filter(artists=artist).update(available=False)
    assert (
        "None of these songs plays"
        in client.get(reverse("search_artist", args=[artist.uuid])).content.decode()
    )


def test_songs_of_no_year_come_last(client, catalogue):
    artist = Artist.objects.get(names__text="Artist 100")
    old, new, none = (song for song in catalogue["joy"][:3])
    for song, year in ((old, 1990), (new, 2020), (none, None)):
        song.artists.set([artist])
        Song.objects.filter(pk=song.pk).update(familiar=1, year=year)
    with CaptureQueriesContext(
        connection,
    ) as made:
        page = client.get(reverse("search_artist", args=[artist.uuid])).content.decode()
    places = [page.index(f'data-song="{song.uuid}"') for song in (new, old, none)]
    assert places == sorted(places)
    # PostgreSQL would put them first.
    assert any("NULLS LAST" in query["sql"] for query in made)


@pytest.mark.parametrize("slug", ["nowhere", "%00", "a%00b", "%F0%9F%8E%B5", "x" * 500])
def test_no_such_tag(client, catalogue, slug):
    assert client.get(f"/search/tags/{slug}/").status_code == 404


def test_a_tag_with_letters_of_any_kind(client, catalogue):
    Tag.objects.create(slug="비-오는-날", label_en="Rain", label_ko="비 오는 날")
    assert client.get(f"/search/tags/{quote('비-오는-날')}/").status_code == 200


@pytest.mark.parametrize(
    ("view", "key"), [("search_tag_list", "joy"), ("search_artist_list", None)]
)
def test_a_list_is_made(guest_client, guest, catalogue, view, key):
    key = key or Artist.objects.get(names__text="Artist 100").uuid
    response = guest_client.post(reverse(view, args=[key]))
    playlist = Playlist.objects.get(listener=guest)
    assert response.url == playlist.get_absolute_url() + "?play=1"
    assert playlist.items.exists()
    assert playlist.title_en in ("joy", "Artist 100")


@pytest.mark.parametrize(
    ("view", "key"), [("search_tag_list", "joy"), ("search_artist_list", None)]
)
def test_lists_have_a_pace(guest_client, catalogue, monkeypatch, view, key):
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 1)
    address = reverse(view, args=[key or Artist.objects.get(names__text="Artist 100").uuid])
    assert [guest_client.post(address).status_code for _ in range(2)] == [302, 429]
    assert Playlist.objects.filter(listener__isnull=False).count() == 1


def test_a_double_tap_keeps_a_list_but_once(client, spring):
    """The button is off until its answer comes."""
    address = re.escape(reverse("song_list", args=[spring.uuid]))
    (form,) = re.findall(rf'<form action="{address}"[^>]*>', found(client, q="봄날"))
    assert 'hx-disabled-elt="find button"' in form


def test_no_list_where_nothing_plays(guest_client, catalogue):
    Song.objects.update(available=False)
    from recommender.catalogue.changes import catalogue_changed

    catalogue_changed()
    page = guest_client.post(reverse("search_tag_list", args=["joy"]))
    assert "nothing left to play" in page.content.decode()


@pytest.mark.parametrize("view", ["search", "search_suggest"])
def test_it_rejects_post(client, db, view):
    assert client.post(reverse(view)).status_code == 405


def test_lists_want_a_post(client, catalogue):
    assert client.get(reverse("search_tag_list", args=["joy"])).status_code == 405


def test_what_one_likes_is_shown(alice_client, alice, spring):
    alice_client.post(reverse("song_rate", args=[spring.uuid]), {"value": "like"})
    assert 'value="unlike" aria-pressed="true"' in found(alice_client, q="봄날")


def test_an_empty_library(client, db):
    assert "Nothing is called" in found(client, q="봄")
