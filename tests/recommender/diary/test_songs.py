"""The songs of diary pages, and what was played from them."""

import uuid
from datetime import date, timedelta

import pytest

from emotion.diary import entry_edit
from emotion.models import DiaryEntry, Reading
from mlfym.accounts.models import Listener, User
from recommender.diary.songs import (
    SONGS,
    entry_follow,
    entry_give_songs,
    entry_lists,
    entry_remove,
    entry_rename_mood,
    entry_songs,
    played_in_moods,
)
from recommender.feedback import Played, rate, record_events
from recommender.models import Event, Playlist, Song
from recommender.services import playlist_save, playlist_start
from tests.emotion.diary.pages import DAY, HAPPY, SAD, close_words, page
from tests.recommender.stage import ids

Catalogue = dict[str, list[Song]]


def play(listener: Listener, playlist: Playlist, times: int = 1) -> Song:
    """Let the first song of a list be played; return it."""
    song = playlist.items.order_by("position")[0].song
    played = [Played(uuid.uuid4(), song, Event.Kind.PLAY, playlist) for _ in range(times)]
    record_events(listener=listener, played=played)
    return song


def test_a_page_has_three_songs_of_its_mood(catalogue: Catalogue, guest: Listener) -> None:
    entry = page(guest, SAD)
    songs = entry_give_songs(entry=entry)
    assert songs is not None and len(ids(songs)) == SONGS
    assert set(ids(songs)) <= {song.pk for song in catalogue["sadness"]}
    assert entry_songs(entry) == songs
    assert songs.listener == guest and songs.reading == entry.reading


def test_the_next_sad_page_has_other_songs(catalogue: Catalogue, guest: Listener) -> None:
    first, second = page(guest, SAD), page(guest, SAD)
    one, two = entry_give_songs(entry=first), entry_give_songs(entry=second)
    assert one is not None and two is not None
    assert not set(ids(one)) & set(ids(two))


def test_the_songs_before_come_again_rather_than_none(
    catalogue: Catalogue, guest: Listener
) -> None:
    for song in Song.objects.exclude(pk__in=[song.pk for song in catalogue["sadness"][:3]]):
        rate(listener=guest, song=song, action="dislike")
    one = entry_give_songs(entry=page(guest, SAD))
    two = entry_give_songs(entry=page(guest, SAD))
    assert one is not None and two is not None
    assert set(ids(one)) == set(ids(two))


def test_without_a_mood_there_are_no_songs_yet(
    catalogue: Catalogue, guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    entry = page(guest, SAD)
    assert entry_give_songs(entry=entry) is None
    songs = entry_rename_mood(entry=entry, mood="peace")
    assert songs is not None
    assert set(ids(songs)) <= {song.pk for song in catalogue["peace"]}


def test_without_a_song_the_page_is_there_all_the_same(db: None, guest: Listener) -> None:
    assert entry_give_songs(entry=page(guest, SAD)) is None
    assert DiaryEntry.objects.count() == 1


def test_another_mood_brings_other_songs(catalogue: Catalogue, guest: Listener) -> None:
    entry = page(guest, SAD)
    before = entry_give_songs(entry=entry)
    songs = entry_rename_mood(entry=entry, mood="peace")
    assert songs is not None and songs != before
    assert entry_songs(entry) == songs
    assert set(ids(songs)) <= {song.pk for song in catalogue["peace"]}


def test_the_same_mood_keeps_the_songs(catalogue: Catalogue, guest: Listener) -> None:
    entry = page(guest, SAD)
    songs = entry_give_songs(entry=entry)
    assert entry_rename_mood(entry=entry, mood="sadness") is None
    assert entry_songs(entry) == songs


def test_a_change_of_mood_in_the_text_brings_other_songs(
    catalogue: Catalogue, guest: Listener
) -> None:
    entry = page(guest, SAD)
    songs = entry_give_songs(entry=entry)
    before = entry.mood_name
    entry_edit(entry=entry, text=SAD + " I am so sad.", day=DAY, seen=entry.stamp)
    assert entry_follow(entry=entry, before=before) is None
    entry_edit(entry=entry, text=HAPPY, day=DAY, seen=entry.stamp)
    other = entry_follow(entry=entry, before=before)
    assert other is not None and other != songs


def test_a_whole_list_stands_beside_the_three(catalogue: Catalogue, guest: Listener) -> None:
    entry = page(guest, SAD)
    songs = entry_give_songs(entry=entry)
    whole = playlist_start(listener=guest, reading=entry.reading)
    assert entry_songs(entry) == songs
    assert list(entry_lists(entry)) == [whole]


def test_a_deleted_page_takes_its_songs_along_but_no_kept_list(
    catalogue: Catalogue, guest: Listener
) -> None:
    entry, other = page(guest, SAD), page(guest, SAD)
    songs, others = entry_give_songs(entry=entry), entry_give_songs(entry=other)
    kept = playlist_start(listener=guest, reading=entry.reading)
    playlist_save(playlist=kept, name="Mine")
    play(guest, songs)
    entry_remove(entry=entry)
    assert set(Playlist.objects.filter(listener=guest)) == {kept, others}
    assert list(DiaryEntry.objects.all()) == [other]
    assert Reading.objects.count() == 1
    assert Event.objects.count() == 1, "what was heard stays heard"


def test_plays_are_counted_by_the_mood_of_their_page(catalogue: Catalogue, guest: Listener) -> None:
    sad, happy = page(guest, SAD), page(guest, HAPPY)
    song = play(guest, entry_give_songs(entry=sad), times=3)
    play(guest, entry_give_songs(entry=happy))
    found = {part.mood: part for part in played_in_moods(guest, DAY)}
    assert {mood: part.plays for mood, part in found.items()} == {"sadness": 3, "joy": 1}
    assert found["sadness"].songs == [(song, 3)]


def test_a_play_counts_in_the_mood_it_was_played_in(catalogue: Catalogue, guest: Listener) -> None:
    entry = page(guest, SAD)
    play(guest, entry_give_songs(entry=entry), times=2)
    anew = entry_rename_mood(entry=entry, mood="peace")
    plays = {part.mood: part.plays for part in played_in_moods(guest, DAY)}
    assert plays == {"sadness": 2}
    assert anew is not None
    play(guest, anew)
    plays = {part.mood: part.plays for part in played_in_moods(guest, DAY)}
    assert plays == {"sadness": 2, "peace": 1}


def test_only_plays_from_ones_own_pages_count(
    catalogue: Catalogue, guest: Listener, alice: User
) -> None:
    theirs = page(alice.listener, SAD)
    play(alice.listener, entry_give_songs(entry=theirs))
    reading = Reading(listener=guest, door="tiles", confidence=1.0)
    reading.set_mood(theirs.mood)
    reading.save()
    play(guest, playlist_start(listener=guest, reading=reading))
    assert played_in_moods(guest, DAY) == []
    assert played_in_moods(None, DAY) == []
    assert len(played_in_moods(alice.listener, DAY)) == 1


def test_plays_from_older_pages_are_left_out(catalogue: Catalogue, guest: Listener) -> None:
    play(guest, entry_give_songs(entry=page(guest, SAD, day=date(2025, 1, 1))))
    assert played_in_moods(guest, DAY) == []
    assert len(played_in_moods(guest, DAY - timedelta(days=800))) == 1
