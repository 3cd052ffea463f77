"""Less like this song."""

import pytest
from django.utils import translation

from mlfym.accounts.models import Listener
from recommender.mixing import NothingToPlay
from recommender.models import Event, Playlist, Song
from recommender.services import playlist_less, playlist_more
from tests.recommender.playlists.helpers import start
from tests.recommender.stage import ids

Catalogue = dict[str, list[Song]]


def test_the_song_is_not_in_it_and_no_seed(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    song = Song.objects.get(pk=ids(before)[0])
    after = playlist_less(listener=guest, playlist=before, song=song)
    assert song.pk not in ids(after)
    assert song.pk not in after.target["query"]["seeds"]
    assert after.parent == before


def test_it_does_not_come_back_in_the_next_list(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    song = Song.objects.get(pk=ids(before)[0])
    playlist_less(listener=guest, playlist=before, song=song)
    assert song.pk not in ids(start(guest))


def test_the_wish_is_remembered_with_its_mood(catalogue: Catalogue, guest: Listener) -> None:
    before, song = start(guest), catalogue["joy"][2]
    playlist_less(listener=guest, playlist=before, song=song)
    event = Event.objects.get(listener=guest)
    assert (event.kind, event.song, event.playlist, event.mood) == ("less", song, before, "joy")


def test_more_takes_it_back(catalogue: Catalogue, guest: Listener) -> None:
    before = start(guest)
    song = Song.objects.get(pk=ids(before)[0])
    playlist_less(listener=guest, playlist=before, song=song)
    playlist_more(listener=guest, playlist=before, song=song)
    assert song.pk in ids(start(guest))


def test_it_is_named_after_the_song(catalogue: Catalogue, guest: Listener) -> None:
    song = catalogue["joy"][2]
    after = playlist_less(listener=guest, playlist=start(guest), song=song)
    assert after.title == f"Less like “Joy {song.pk}”"
    with translation.override("ko"):
        assert after.title == f"“노래 {song.pk}” 말고 다른 음악"


def test_less_of_a_curated_list_is_the_listeners(catalogue: Catalogue, guest: Listener) -> None:
    curated = Playlist.objects.get(default_for="joy")
    assert (
        playlist_less(listener=guest, playlist=curated, song=catalogue["joy"][0]).listener == guest
    )


def test_no_wish_is_kept_when_nothing_is_left(guest: Listener, catalogue: Catalogue) -> None:
    before, song = start(guest), catalogue["joy"][0]
    Song.objects.update(available=False)
    with pytest.raises(NothingToPlay):
        playlist_less(listener=guest, playlist=before, song=song)
    assert not Event.objects.exists()
