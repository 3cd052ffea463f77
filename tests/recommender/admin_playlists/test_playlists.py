"""Curated lists in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import Listener
from recommender.models import Playlist, Song
from tests.recommender.admin_playlists.forms import errors_of, values_of
from tests.recommender.playlists.helpers import start
from tests.recommender.stage import ids

ADD = "/admin/recommender/playlist/add/"
Catalogue = dict[str, list[Song]]


@pytest.fixture
def joy(catalogue: Catalogue) -> Playlist:
    """Return the default list for joy."""
    return Playlist.objects.get(default_for="joy")


def url_of(playlist: Playlist) -> str:
    """Return the list's page in the admin."""
    return reverse("admin:recommender_playlist_change", args=[playlist.pk])


def test_the_shelf_shows_curated_lists_alone(
    curator: Client, catalogue: Catalogue, guest: Listener
) -> None:
    start(guest)
    response = curator.get("/admin/recommender/playlist/")
    assert response.status_code == 200
    assert response.context["cl"].result_count == 6


@pytest.mark.parametrize(("language", "word"), [("en", "Tension"), ("ko", "긴장")])
def test_the_shelf_names_moods_in_words(
    curator: Client, catalogue: Catalogue, language: str, word: str
) -> None:
    curator.cookies["django_language"] = language
    page = curator.get("/admin/recommender/playlist/").content.decode()
    assert f'<td class="field-leading_mood">{word}</td>' in page


def test_a_listeners_list_is_not_opened(
    curator: Client, catalogue: Catalogue, guest: Listener
) -> None:
    assert curator.get(url_of(start(guest))).status_code == 302  # away, with a message


def test_a_new_list_with_songs_in_order(curator: Client, catalogue: Catalogue) -> None:
    one, two = catalogue["joy"][:2]
    data = values_of(curator, ADD) | {
        "title_en": "Sunday", "title_ko": "일요일", "slug": "sunday",
        "items-TOTAL_FORMS": "2",
        "items-0-song": one.pk, "items-0-position": "7",
        "items-1-song": two.pk, "items-1-position": "3",
    }  # fmt: skip
    assert curator.post(ADD, data).status_code == 302
    playlist = Playlist.objects.get(slug="sunday")
    assert playlist.listener is None
    assert ids(playlist) == [two.pk, one.pk]
    assert list(playlist.items.values_list("position", flat=True)) == [1, 2]


def test_a_song_without_a_place_goes_to_the_end(
    curator: Client, joy: Playlist, catalogue: Catalogue
) -> None:
    new = catalogue["joy"][-1]
    data = values_of(curator, url_of(joy)) | {"items-4-song": new.pk}
    assert curator.post(url_of(joy), data).status_code == 302
    assert ids(joy)[-1] == new.pk
    assert joy.items.last().position == 5


def test_songs_change_places(curator: Client, joy: Playlist) -> None:
    before = ids(joy)
    data = values_of(curator, url_of(joy)) | {"items-0-position": "9"}
    curator.post(url_of(joy), data)
    assert ids(joy) == [*before[1:], before[0]]


def test_a_song_is_taken_out(curator: Client, joy: Playlist) -> None:
    before = ids(joy)
    data = values_of(curator, url_of(joy)) | {"items-0-DELETE": "on"}
    curator.post(url_of(joy), data)
    assert ids(joy) == before[1:]


def test_a_song_twice_is_refused(curator: Client, joy: Playlist) -> None:
    data = values_of(curator, url_of(joy)) | {"items-4-song": ids(joy)[0]}
    response = curator.post(url_of(joy), data)
    assert response.status_code == 200
    assert "duplicate" in errors_of(response)


def test_the_list_in_the_way_of_a_default_is_named(
    curator: Client, joy: Playlist, catalogue: Catalogue
) -> None:
    peace = Playlist.objects.get(default_for="peace")
    data = values_of(curator, url_of(peace)) | {"default_for": "joy"}
    response = curator.post(url_of(peace), data)
    assert "“Joy list” is the default list" in errors_of(response)
    peace.refresh_from_db()
    assert peace.default_for == "peace"


def test_a_default_can_be_taken_away_and_given(
    curator: Client, joy: Playlist, catalogue: Catalogue
) -> None:
    peace = Playlist.objects.get(default_for="peace")
    for playlist, mood in ((joy, ""), (peace, "joy")):
        data = values_of(curator, url_of(playlist)) | {"default_for": mood}
        assert curator.post(url_of(playlist), data).status_code == 302
    assert Playlist.objects.get(default_for="joy") == peace


def test_a_title_is_asked_for(curator: Client, joy: Playlist) -> None:
    data = values_of(curator, url_of(joy)) | {"title_en": ""}
    assert "title in English" in errors_of(curator.post(url_of(joy), data))


def test_a_share_below_zero_is_refused(curator: Client, joy: Playlist) -> None:
    data = values_of(curator, url_of(joy)) | {"joy": "-1"}
    assert "0 or more" in errors_of(curator.post(url_of(joy), data))


def test_it_is_closed_to_listeners(alice_client: Client, joy: Playlist) -> None:
    assert alice_client.get(url_of(joy)).status_code == 302
