"""More like the song that plays."""

import pytest
from django.utils import translation

from mlfym.accounts.models import Listener
from recommender.mixing import NothingToPlay
from recommender.models import Event, Playlist, Song
from recommender.services import playlist_more
from tests.recommender.playlists.helpers import start
from tests.recommender.stage import ids

Catalogue = dict[str, list[Song]]


def test_the_song_becomes_the_first_seed(catalogue: Catalogue, guest: Listener) -> None:
    song = catalogue["joy"][2]
    after = playlist_more(listener=guest, playlist=start(guest), song=song)
    assert after.target["query"]["seeds"][0] == song.pk


def test_the_song_itself_is_not_in_it(catalogue: Catalogue, guest: Listener) -> None:
    song = catalogue["joy"][2]
    assert song.pk not in ids(playlist_more(listener=guest, playlist=start(guest), song=song))


def test_the_wish_is_remembered(catalogue: Catalogue, guest: Listener) -> None:
    before, song = start(guest), catalogue["joy"][2]
    playlist_more(listener=guest, playlist=before, song=song)
    event = Event.objects.get(listener=guest)
    assert (event.kind, event.song, event.playlist, event.mood) == ("more", song, before, "joy")


def test_it_is_named_after_the_song(catalogue: Catalogue, guest: Listener) -> None:
    song = catalogue["joy"][2]
    after = playlist_more(listener=guest, playlist=start(guest), song=song)
    assert after.title == f"More like “Joy {song.pk}”"
    with translation.override("ko"):
        assert after.title == f"“노래 {song.pk}” 같은 음악"


def test_a_long_title_is_cut(catalogue: Catalogue, guest: Listener) -> None:
    song = catalogue["joy"][2]
    song.names.filter(language="en").update(text="x" * 300)
    assert playlist_more(listener=guest, playlist=start(guest), song=song).title_en.endswith("x”")


def test_more_from_a_curated_list_is_the_listeners(catalogue: Catalogue, guest: Listener) -> None:
    curated = Playlist.objects.get(default_for="joy")
    after = playlist_more(listener=guest, playlist=curated, song=catalogue["joy"][0])
    assert after.listener == guest


def test_no_wish_is_kept_when_nothing_is_left(guest: Listener, catalogue: Catalogue) -> None:
    before, song = start(guest), catalogue["joy"][0]
    Song.objects.update(available=False)
    with pytest.raises(NothingToPlay):
        playlist_more(listener=guest, playlist=before, song=song)
    assert not Event.objects.exists()
