"""Songs that do not play never stand in the way of those that do."""

import numpy as np
import pytest

from recommender.catalogue.changes import catalogue_changed, songs_touched
from recommender.models import Artist, ArtistName, Song, SongArtist, SongTag, Tag
from recommender.search import fresh
from recommender.search.gathering import gather
from recommender.search.index import ARTISTS, KINDS, SONGS, TAGS
from recommender.search.playing import playing
from recommender.search.searching import search
from recommender.snapshots import current
from recommender.song_choice import songs_for
from recommender.sources import song_set_available
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db

AWAY, HERE = 40, 20


@pytest.fixture(autouse=True, params=["small", "gathered", "gathered before"])
def library(request, settings, tmp_path):
    """Songs of a folder that was moved, better known than those of the same names that play."""
    settings.MODEL_DIR = tmp_path
    if request.param == "gathered before":
        catalogue_changed()
        assert gather(anew=True)
    for number in range(1, AWAY + HERE + 1):
        here = number > AWAY
        song = make_song(number, "joy", available=here, familiar=0.1 if here else 0.9)
        song.names.update(text=f"Zebra {number % HERE}")
        ArtistName.objects.filter(artist__songs=song).update(text=f"The Herd {number % HERE}")
        tag = Tag.objects.create(slug=f"plain-{number:02}", label_en=f"Plain {number:02}")
        SongTag.objects.create(song=song, tag=tag)
    catalogue_changed()
    if request.param == "gathered":
        assert gather(anew=True)


def test_a_few_songs_are_found_behind_many_that_do_not_play():
    assert len(search("zebra", songs=6, others=3).songs) == 6
    assert len(songs_for("zebra")) == 8
    assert len(search("zebra").songs) == HERE


def test_artists_and_tags_are_found_behind_those_that_bear_nothing_that_plays():
    assert len(search("the herd", songs=6, others=3).artists) == 3
    assert len(search("plain", songs=6, others=3).tags) == 3
    assert len(search("the herd", others=2 * HERE).artists) == HERE
    assert len(search("plain", others=2 * HERE).tags) == HERE


def test_what_comes_to_play_is_found_and_its_artist_and_tag():
    """`Song.changed` is not moved by this: no index is read anew."""
    song = Song.objects.get(pk=3)
    assert not search("plain 03").tags
    song_set_available(song=song, available=True)
    assert song.pk in search("zebra").songs
    assert search("plain 03").tags == (Tag.objects.get(slug="plain-03").pk,)
    assert song.artists.get().pk in search("the herd", others=2 * HERE).artists
    song_set_available(song=song, available=False)
    assert song.pk not in search("zebra").songs
    assert not search("plain 03").tags


def test_an_artist_plays_by_a_song_that_did_not_change():
    """The small index speaks for the artist, and knows of the song that changed alone."""
    artist = Artist.objects.get(songs=AWAY + 3)
    SongArtist.objects.create(song_id=3, artist=artist)
    songs_touched(Song.objects.filter(pk=3))
    catalogue_changed()
    assert artist.pk in search("the herd", others=2 * HERE).artists


def test_an_artist_no_longer_plays_by_a_song_that_left_it():
    song, artist = Song.objects.get(pk=AWAY + 3), Artist.objects.get(songs=AWAY + 3)
    SongArtist.objects.filter(song=song).delete()
    songs_touched(Song.objects.filter(pk=song.pk))
    catalogue_changed()
    assert artist.pk not in search("the herd", others=2 * HERE).artists


def test_only_songs_that_do_not_play_are_called_so_and_a_slip_finds_one_that_does():
    make_song(100, "joy", available=False).names.update(text="Rhinoceros")
    make_song(101, "joy").names.update(text="Rhinocerus")
    catalogue_changed()
    assert search("rhinoceros").songs == (101,)


def test_the_rows_that_play_are_what_the_database_says():
    shelf = fresh.current()
    wanted = {
        SONGS: set(Song.objects.playable().values_list("pk", flat=True)),
        ARTISTS: set(Artist.objects.filter(songs__available=True).values_list("pk", flat=True)),
        TAGS: set(Tag.objects.filter(songs__available=True).values_list("pk", flat=True)),
    }
    for kind in KINDS:
        found: list[int] = []
        for index, rows in zip((shelf.main, shelf.fresh), playing(shelf, current()), strict=True):
            if index is not None and rows is not None:
                first, last = index.bearers.bounds(kind)
                found += np.asarray(index.bearers.ids[first:last])[rows[first:last]].tolist()
        assert sorted(found) == sorted(wanted[kind])
