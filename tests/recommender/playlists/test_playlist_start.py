"""The first list for a mood."""

import uuid

import pytest
from django.utils import translation

from emotion.moods import MOODS
from emotion.services import reading_correct
from mlfym.accounts.models import Listener
from recommender.feedback import Played, rate, record_events
from recommender.mixing import LIST_LENGTH, NothingToPlay
from recommender.models import Event, Playlist, Rating, Song
from recommender.services import playlist_start
from recommender.snapshots import catalogue_changed
from tests.recommender.playlists.helpers import read, start
from tests.recommender.stage import IN_DEFAULT, ids

Catalogue = dict[str, list[Song]]


def dislike(listener: Listener, songs: list[Song]) -> None:
    """Let a listener dislike songs."""
    for song in songs:
        rate(listener=listener, song=song, action="dislike")


def play(listener: Listener, songs: list[Song], kind: str = Event.Kind.PLAY) -> None:
    """Let a listener have heard (or skipped) songs just now."""
    record_events(listener=listener, played=[Played(uuid.uuid4(), s, kind) for s in songs])


@pytest.mark.parametrize("mood", MOODS)
def test_the_default_list_is_in_it(catalogue: Catalogue, guest: Listener, mood: str) -> None:
    default = {song.pk for song in catalogue[mood][:IN_DEFAULT]}
    assert default <= set(ids(start(guest, mood)))


def test_it_is_as_long_as_a_list_should_be(catalogue: Catalogue, guest: Listener) -> None:
    songs = ids(start(guest))
    assert len(songs) == len(set(songs)) == LIST_LENGTH


def test_the_rest_of_the_mood_comes_before_other_moods(
    catalogue: Catalogue, guest: Listener
) -> None:
    assert {song.pk for song in catalogue["joy"]} <= set(ids(start(guest)))


def test_it_opens_with_a_song_of_the_default_list(catalogue: Catalogue, guest: Listener) -> None:
    assert ids(start(guest))[0] in {song.pk for song in catalogue["joy"][:IN_DEFAULT]}


def test_it_says_which_songs_the_curator_chose(catalogue: Catalogue, guest: Listener) -> None:
    chosen = {song.pk for song in catalogue["joy"][:IN_DEFAULT]}
    for item in start(guest).items.all():
        assert ("curated" in item.reasons) == (item.song_id in chosen)


def test_the_reasons_of_each_song_are_whole(catalogue: Catalogue, guest: Listener) -> None:
    for item in start(guest).items.all():
        assert sum(item.reasons.values()) == pytest.approx(1)


def test_positions_count_from_one(catalogue: Catalogue, guest: Listener) -> None:
    positions = list(start(guest).items.values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


def test_a_disliked_song_does_not_come_back(catalogue: Catalogue, guest: Listener) -> None:
    dislike(guest, catalogue["joy"][:1])
    assert catalogue["joy"][0].pk not in ids(start(guest))


def test_an_unavailable_song_is_left_out(catalogue: Catalogue, guest: Listener) -> None:
    Song.objects.filter(pk=catalogue["joy"][0].pk).update(available=False)
    catalogue_changed()
    assert catalogue["joy"][0].pk not in ids(start(guest))


def test_a_song_that_went_away_unnoticed_is_left_out(catalogue: Catalogue, guest: Listener) -> None:
    start(guest)  # the catalogue is read
    Song.objects.filter(pk=catalogue["joy"][0].pk).update(available=False)
    assert catalogue["joy"][0].pk not in ids(start(guest))


def test_what_was_just_heard_is_left_out(catalogue: Catalogue, guest: Listener) -> None:
    play(guest, catalogue["joy"][:2])
    assert not {song.pk for song in catalogue["joy"][:2]} & set(ids(start(guest)))


def test_what_was_skipped_is_left_out(catalogue: Catalogue, guest: Listener) -> None:
    play(guest, catalogue["joy"][:1], Event.Kind.SKIP)
    assert catalogue["joy"][0].pk not in ids(start(guest))


def test_skipped_songs_come_back_before_the_list_runs_short(
    catalogue: Catalogue, guest: Listener
) -> None:
    every = [song for songs in catalogue.values() for song in songs]
    play(guest, every[:-3], Event.Kind.SKIP)
    assert len(ids(start(guest))) == LIST_LENGTH


def test_it_is_never_empty_after_hearing_everything(catalogue: Catalogue, guest: Listener) -> None:
    for songs in catalogue.values():
        play(guest, songs)
    assert len(ids(start(guest))) == LIST_LENGTH


def test_a_liked_song_of_the_mood_joins(catalogue: Catalogue, guest: Listener) -> None:
    liked = catalogue["joy"][-1]
    rate(listener=guest, song=liked, action="like")
    assert "liked" in start(guest).items.get(song=liked).reasons


def test_a_liked_song_of_another_mood_is_not_forced_in(
    catalogue: Catalogue, guest: Listener
) -> None:
    rate(listener=guest, song=catalogue["anger"][0], action="like")
    reasons = start(guest, "peace").items.values_list("reasons", flat=True)
    assert not any("liked" in reason for reason in reasons)


def test_at_most_two_songs_of_an_artist(catalogue: Catalogue, guest: Listener) -> None:
    one = catalogue["joy"][0].artists.get()
    for song in catalogue["joy"]:
        song.artist_rows.update(artist=one)
    catalogue_changed()
    assert len(set(ids(start(guest))) & {song.pk for song in catalogue["joy"]}) == 2


def test_nothing_left_to_play_is_said(catalogue: Catalogue, guest: Listener) -> None:
    dislike(guest, [song for songs in catalogue.values() for song in songs])
    with pytest.raises(NothingToPlay):
        start(guest)
    assert not Playlist.objects.filter(listener=guest).exists()


def test_an_empty_catalogue_is_nothing_to_play(guest: Listener) -> None:
    with pytest.raises(NothingToPlay):
        start(guest)


def test_a_mood_without_a_default_list_still_plays(catalogue: Catalogue, guest: Listener) -> None:
    Playlist.objects.filter(default_for="joy").delete()
    assert {song.pk for song in catalogue["joy"]} <= set(ids(start(guest)))


def test_the_correction_is_what_counts(catalogue: Catalogue, guest: Listener) -> None:
    reading = reading_correct(reading=read(guest, "joy"), mood="sadness")
    playlist = playlist_start(listener=guest, reading=reading)
    assert playlist.mood is not None and playlist.mood.top == "sadness"
    assert playlist.reading == reading


def test_it_is_named_in_both_languages(catalogue: Catalogue, guest: Listener) -> None:
    playlist = start(guest)
    assert playlist.title == "A list for joy"
    with translation.override("ko"):
        assert playlist.title == "기쁠 때 듣는 음악"


def test_ten_thousand_dislikes_are_taken(catalogue: Catalogue, guest: Listener) -> None:
    songs = Song.objects.bulk_create(
        Song(pk=20_000 + n, external_id=f"n{n}", available=False) for n in range(10_000)
    )
    Rating.objects.bulk_create(Rating(listener=guest, song=s, value=-1) for s in songs)
    catalogue_changed()
    assert len(ids(start(guest))) == LIST_LENGTH


def test_tastes_are_not_kept_in_the_list(catalogue: Catalogue, guest: Listener) -> None:
    rate(listener=guest, song=catalogue["joy"][0], action="like")
    query = start(guest).target["query"]
    assert query["likes"] == query["dislikes"] == []


def test_a_short_list_has_the_first_songs_and_no_more(
    catalogue: Catalogue, guest: Listener
) -> None:
    default = {song.pk for song in catalogue["joy"][:IN_DEFAULT]}
    short = ids(playlist_start(listener=guest, reading=read(guest), length=3))
    assert len(short) == 3
    assert set(short) <= default


def test_a_short_list_keeps_the_rules_of_a_long_one(catalogue: Catalogue, guest: Listener) -> None:
    """Three songs are enough for three: what was just heard does not come back for more."""
    play(guest, catalogue["joy"][:IN_DEFAULT])
    short = ids(playlist_start(listener=guest, reading=read(guest), length=3))
    assert not set(short) & {song.pk for song in catalogue["joy"][:IN_DEFAULT]}


def test_excluded_songs_stay_out_while_there_are_others(
    catalogue: Catalogue, guest: Listener
) -> None:
    first = ids(playlist_start(listener=guest, reading=read(guest), length=3))
    second = ids(playlist_start(listener=guest, reading=read(guest), length=3, exclude=first))
    assert len(second) == 3
    assert not set(first) & set(second)
