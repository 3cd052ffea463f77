"""A list that is made from the likes."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone, translation

from mlfym.accounts.models import Listener
from recommender.likes import playlist_from_likes
from recommender.mixing import LIST_LENGTH, MOST_LIKED, NothingToPlay
from recommender.models import Event, Playlist, Song
from recommender.selectors import mood_of
from tests.recommender.likes.helpers import dislike, like
from tests.recommender.stage import ids

Catalogue = dict[str, list[Song]]


def played(listener: Listener, song: Song, days: float) -> None:
    created = timezone.now() - timedelta(days=days)
    Event.objects.create(listener=listener, song=song, kind="play", created=created)


def test_it_has_liked_songs_and_others(catalogue: Catalogue, guest: Listener) -> None:
    like(guest, catalogue["joy"][5])
    made = playlist_from_likes(listener=guest)
    assert made.items.get(song=catalogue["joy"][5]).reasons["liked"] > 0
    assert len(ids(made)) == LIST_LENGTH
    assert (made.listener, made.saved, made.parent) == (guest, False, None)


def test_liked_songs_are_a_third(catalogue: Catalogue, guest: Listener) -> None:
    like(guest, *catalogue["joy"], *catalogue["peace"])
    made = playlist_from_likes(listener=guest)
    assert made.items.filter(reasons__has_key="liked").count() == MOST_LIKED


def test_its_mood_is_that_of_its_songs(starter: None, guest: Listener) -> None:
    """Who likes sad songs gets a list of the like, and it says so."""
    like(guest, *Song.objects.order_by("-sadness")[:8])
    made = Playlist.objects.get(pk=playlist_from_likes(listener=guest).pk)
    moods = [song.mood.shares for song in made.songs.all()]
    assert mood_of(made).top == "sadness"
    assert mood_of(made).shares == pytest.approx(np.mean(moods, axis=0), abs=1e-4)


def test_other_likes_make_another_list(catalogue: Catalogue, guest: Listener) -> None:
    other = Listener.objects.create()
    like(guest, *catalogue["joy"][:3])
    like(other, *catalogue["tension"][:3])
    ours = set(ids(playlist_from_likes(listener=guest)))
    assert ours != set(ids(playlist_from_likes(listener=other)))


def test_what_was_not_heard_for_longest_comes(catalogue: Catalogue, guest: Listener) -> None:
    songs = catalogue["joy"]
    like(guest, *songs)
    for days, song in enumerate(songs, start=1):
        played(guest, song, days=days)
    Event.objects.filter(song=songs[0], kind="play").delete()
    made = playlist_from_likes(listener=guest)
    there = made.items.filter(reasons__has_key="liked").values_list("song_id", flat=True)
    assert set(there) == {songs[0].pk, songs[5].pk, songs[4].pk, songs[3].pk}


def test_what_does_not_play_or_is_not_wanted_stays_out(catalogue: Catalogue, guest) -> None:
    songs = catalogue["joy"]
    like(guest, *songs)
    Song.objects.filter(pk=songs[0].pk).update(available=False)
    dislike(guest, songs[1])
    assert not {songs[0].pk, songs[1].pk} & set(ids(playlist_from_likes(listener=guest)))


def test_it_has_a_name_in_both_languages(catalogue: Catalogue, guest: Listener) -> None:
    like(guest, catalogue["joy"][0])
    made = playlist_from_likes(listener=guest)
    assert made.title == "From what you like"
    with translation.override("ko"):
        assert made.title == "좋아하는 곡에서 고른 음악"


def test_nothing_left(catalogue: Catalogue, guest: Listener) -> None:
    like(guest, catalogue["joy"][0])
    Song.objects.update(available=False)
    with pytest.raises(NothingToPlay):
        playlist_from_likes(listener=guest)
    assert not Playlist.objects.filter(listener=guest).exists()


def test_likes_are_not_kept_with_the_list(catalogue: Catalogue, guest: Listener) -> None:
    """They are taken anew when the list is refined: what was unliked since counts no more."""
    like(guest, catalogue["joy"][0])
    assert playlist_from_likes(listener=guest).target["query"]["likes"] == []
