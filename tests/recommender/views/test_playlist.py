"""The page of one list."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mlfym.accounts.models import Listener, User
from recommender.feedback import rate
from recommender.levelling import play_level
from recommender.library import TRAINED
from recommender.models import Playlist, PlaylistItem, Song
from recommender.snapshots import catalogue_changed
from tests.recommender.stage import ids, listener_of
from tests.recommender.views.helpers import list_of

Catalogue = dict[str, list[Song]]


@pytest.fixture
def curated(catalogue: Catalogue) -> Playlist:
    """Return the curator's list for joy."""
    return Playlist.objects.get(default_for="joy")


def test_it_works(alice: User, alice_client: Client, catalogue: Catalogue) -> None:
    playlist = list_of(alice)
    context = alice_client.get(playlist.get_absolute_url()).context
    assert [row.song.pk for row in context["rows"]] == ids(playlist)
    assert context["own"] is True
    assert context["mood_shares"]["joy"] == 70


def test_the_queue_holds_what_the_player_needs(
    alice: User, alice_client: Client, catalogue: Catalogue
) -> None:
    playlist = list_of(alice)
    entry = alice_client.get(playlist.get_absolute_url()).context["queue"][0]
    song = Song.objects.get(uuid=entry["song"])
    assert entry == {
        "song": str(song.uuid),
        "title": song.title,
        "artist": song.artist_line,
        "cover": "/static/covers/x.svg",
        "src": f"/songs/{song.uuid}/audio",
        "type": "audio/mp4",
        "duration": 50.0,
        "level": play_level(song.loudness),
        "mood": "joy",
        "position": 1,
        "playlist": str(playlist.uuid),
        "station": "",
    }


def test_the_queue_is_plain_json(client: Client, curated: Playlist) -> None:
    json.dumps(client.get(curated.get_absolute_url()).context["queue"])


def test_a_song_without_a_cover_shows_its_mood(
    client: Client, curated: Playlist, catalogue: Catalogue
) -> None:
    Song.objects.update(cover="")
    queue = client.get(curated.get_absolute_url()).context["queue"]
    assert queue[0]["cover"] == "/static/img/cover-joy.svg"


def test_reasons_are_words_with_percentages(
    alice: User, alice_client: Client, catalogue: Catalogue
) -> None:
    playlist = list_of(alice)
    row = alice_client.get(playlist.get_absolute_url()).context["rows"][0]
    assert "chosen by our curators" in [word for word, _percent in row.reasons]
    assert sum(percent for _word, percent in row.reasons) == pytest.approx(100, abs=3)


@pytest.mark.parametrize(("query", "autoplay", "keep"), [
    ("", False, False), ("?play=1", True, False), ("?keep=1", False, True),
])  # fmt: skip
def test_flags(client: Client, curated: Playlist, query: str, autoplay: bool, keep: bool) -> None:
    context = client.get(curated.get_absolute_url() + query).context
    assert (context["autoplay"], context["keep_current"]) == (autoplay, keep)


def test_everybody_may_play_a_curated_list(client: Client, curated: Playlist) -> None:
    response = client.get(curated.get_absolute_url())
    assert response.status_code == 200
    assert response.context["own"] is False
    assert response.context["rows"][0].reasons == [("chosen by our curators", 100)]


def test_the_list_of_another_is_not_found(
    alice: User, bob_client: Client, client: Client, catalogue: Catalogue
) -> None:
    url = list_of(alice).get_absolute_url()
    assert bob_client.get(url).status_code == 404
    assert client.get(url).status_code == 404


def test_a_guest_keeps_their_list(
    guest: Listener, guest_client: Client, catalogue: Catalogue
) -> None:
    guest_client.post("/lists/start/", {"mood": "joy"})
    playlist = guest.playlists.get()
    assert guest_client.get(playlist.get_absolute_url()).status_code == 200


def test_an_unavailable_song_is_not_shown(client: Client, curated: Playlist) -> None:
    first = ids(curated)[0]
    Song.objects.filter(pk=first).update(available=False)
    catalogue_changed()
    rows = client.get(curated.get_absolute_url()).context["rows"]
    assert [row.song.pk for row in rows] == ids(curated)[1:]


def test_ratings_are_shown(alice: User, alice_client: Client, curated: Playlist) -> None:
    first, second = Song.objects.filter(pk__in=ids(curated)[:2])
    rate(listener=listener_of(alice), song=first, action="like")
    rate(listener=listener_of(alice), song=second, action="dislike")
    rows = alice_client.get(curated.get_absolute_url()).context["rows"]
    assert [(row.liked, row.disliked) for row in rows[:2]] == [(True, False), (False, True)]


def test_a_disliked_song_is_shown_but_not_played(
    alice: User, alice_client: Client, curated: Playlist
) -> None:
    song = Song.objects.get(pk=ids(curated)[0])
    rate(listener=listener_of(alice), song=song, action="dislike")
    context = alice_client.get(curated.get_absolute_url()).context
    assert len(context["queue"]) == len(context["rows"]) - 1


def test_a_list_without_the_trained_engines_says_so(
    alice: User, alice_client: Client, catalogue: Catalogue
) -> None:
    playlist = list_of(alice)
    Playlist.objects.filter(pk=playlist.pk).update(artefacts={"mood": ""})
    assert alice_client.get(playlist.get_absolute_url()).context["note"]


def test_a_list_of_all_engines_says_nothing(
    alice: User, alice_client: Client, catalogue: Catalogue
) -> None:
    playlist = list_of(alice)
    every = dict.fromkeys(("mood", *TRAINED), "1")
    Playlist.objects.filter(pk=playlist.pk).update(artefacts=every)
    assert alice_client.get(playlist.get_absolute_url()).context["note"] == ""


def test_a_longer_list_asks_no_more_of_the_database(
    client: Client, curated: Playlist, catalogue: Catalogue
) -> None:
    with CaptureQueriesContext(connection) as short:
        client.get(curated.get_absolute_url())
    for place, song in enumerate(catalogue["peace"], start=10):
        PlaylistItem.objects.create(playlist=curated, song=song, position=place)
    with CaptureQueriesContext(connection) as long:
        client.get(curated.get_absolute_url())
    assert len(long) == len(short)


def test_an_empty_list_has_a_page(client: Client, curated: Playlist) -> None:
    curated.items.all().delete()
    assert client.get(curated.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_it_handles_bad_and_missing_uuids(client: Client, db: None, key: str) -> None:
    assert client.get(f"/lists/{key}/").status_code == 404


def test_it_rejects_post(client: Client, curated: Playlist) -> None:
    assert client.post(curated.get_absolute_url()).status_code == 405


def test_it_speaks_korean(client: Client, curated: Playlist) -> None:
    page = client.get(curated.get_absolute_url(), headers={"accept-language": "ko"})
    assert "joy 목록" in page.content.decode()
    assert page.context["queue"][0]["title"].startswith("노래")
