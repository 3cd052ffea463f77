"""playlist_from_text: the mood that was read, and songs whose words answer the text."""

import json

import pytest
from django.utils import timezone

from emotion.models import Door, Reading
from emotion.moods import Mood
from emotion.services import reading_create
from mlfym.accounts.models import Listener
from recommender import library, services, snapshots
from recommender.engine.lyrics import LyricsConfig, LyricsEngine
from recommender.engine.mixer import SONGS_AN_ARTIST
from recommender.engine.publishing import new_version, publish
from recommender.models import Event, Rating, Song
from recommender.services import playlist_from_text, playlist_more, target_of
from tests.recommender.engine.tiny import corpus

pytestmark = pytest.mark.django_db

SEA = "The sea took my letter away last night"
TEXT = "I was at work all day. The sea took my letter away."


@pytest.fixture
def spoken(catalogue, settings, tmp_path):
    """Give three sad songs and two joyful ones a line each, and none to any other song."""
    settings.MODEL_DIR = tmp_path
    lines = {
        catalogue["sadness"][0].pk: ["Nobody comes to the station", "Rain on the platform"],
        catalogue["sadness"][1].pk: [SEA],
        catalogue["sadness"][2].pk: ["Potatoes boil in a blue pot"],
        catalogue["joy"][0].pk: ["We dance on the roof until the neighbours dance too"],
        catalogue["joy"][1].pk: ["Lemons, lemons, three for one"],
    }
    engine = LyricsEngine.fit(corpus(), LyricsConfig(lines))
    publish(tmp_path, "lyrics", new_version("0" * 8), engine.save)
    return catalogue


def sad(listener: Listener) -> Reading:
    mood = Mood.of("sadness")
    return reading_create(listener=listener, door=Door.SENTENCE, mood=mood, confidence=0.9)


def made(listener: Listener, text: str = TEXT, length: int = 5):
    return playlist_from_text(listener=listener, text=text, reading=sad(listener), length=length)


def test_the_song_that_answers_comes_first(spoken, guest):
    first = made(guest).items.first()
    assert first.song_id == spoken["sadness"][1].pk
    assert first.pair["line"] == SEA
    assert TEXT[first.pair["start"] : first.pair["end"]] == "The sea took my letter away."
    assert first.pair["similarity"] > 0.5
    assert first.reasons["lyrics"] > 0


def test_songs_with_words_before_all_others(spoken, guest):
    playlist = made(guest)
    assert playlist.items.count() == 5
    assert all(item.pair["line"] for item in playlist.items.all())
    longer = made(guest, length=8)
    assert [bool(item.pair) for item in longer.items.all()] == [True] * 5 + [False] * 3


def test_a_song_comes_once_however_many_copies_of_it_there_are(spoken, guest):
    """One copy is of the mood and has words, one has words, one has none."""
    first = spoken["sadness"][1]
    copies = [spoken["joy"][0], spoken["anger"][0]]
    for copy in copies:
        copy.artist_rows.update(artist=first.artist_rows.get().artist)
        copy.names.filter(language="en").update(text=first.names.get(language="en").text)
    snapshots.catalogue_changed()
    found = [item.song_id for item in made(guest, length=30).items.all()]
    assert first.pk in found
    assert not set(found) & {copy.pk for copy in copies}


def test_no_artist_sings_most_of_it(spoken, guest):
    sad_ones, others = spoken["sadness"], [*spoken["joy"], *spoken["anger"]]
    artist = sad_ones[0].artist_rows.get().artist
    for song in (*sad_ones[1:], *others):
        song.artist_rows.update(artist=artist)
    snapshots.catalogue_changed()
    found = {item.song_id for item in made(guest, length=10).items.all()}
    assert len(found) == 10
    assert len(found & {song.pk for song in (*sad_ones, *others)}) == SONGS_AN_ARTIST


def test_what_was_just_played_does_not_come_again_while_others_are_fresh(spoken, guest):
    before = {item.song_id for item in made(guest).items.all()}
    for song in before:
        Event.objects.create(listener=guest, song_id=song, kind="play", created=timezone.now())
    after = {item.song_id for item in made(guest).items.all()}
    assert len(after) == 5
    assert not before & after


def test_what_was_just_played_comes_again_where_nothing_else_is_left(spoken, guest):
    Song.objects.exclude(pk__in=[song.pk for song in spoken["sadness"]]).update(available=False)
    snapshots.catalogue_changed()
    for song in spoken["sadness"]:
        Event.objects.create(listener=guest, song=song, kind="play", created=timezone.now())
    first = made(guest).items.first()
    assert first.song_id == spoken["sadness"][1].pk


def test_the_mood_still_speaks(spoken, guest):
    """What answers nothing in particular comes from the mood that was read."""
    playlist = made(guest, "Untranslatable quibbles.", length=3)
    sad_ones = {song.pk for song in spoken["sadness"]}
    assert {item.song_id for item in playlist.items.all()} <= sad_ones
    assert playlist.mood.top == "sadness"


def test_without_a_text_it_is_a_list_for_the_mood(spoken, guest):
    playlist = made(guest, "")
    assert playlist.items.count() == 5
    assert not any(item.pair for item in playlist.items.all())
    assert not any("lyrics" in item.reasons for item in playlist.items.all())


def test_without_the_engine_it_is_a_list_for_the_mood(catalogue, guest, settings, tmp_path):
    settings.MODEL_DIR = tmp_path
    library.library_at(tmp_path)
    playlist = made(guest)
    assert playlist.items.count() == 5


def test_a_disliked_song_does_not_answer(spoken, guest):
    song = spoken["sadness"][1]
    Rating.objects.create(listener=guest, song=song, value=Rating.Value.DISLIKE)
    assert song.pk not in {item.song_id for item in made(guest).items.all()}


def test_a_song_that_cannot_play_does_not_answer(spoken, guest):
    Song.objects.filter(pk=spoken["sadness"][1].pk).update(available=False)
    services_list = {item.song_id for item in made(guest).items.all()}
    assert spoken["sadness"][1].pk not in services_list


def test_of_the_text_nothing_is_kept(spoken, guest):
    playlist = made(guest)
    kept = [playlist.target, playlist.title_en, *playlist.items.values_list("pair", flat=True)]
    assert "The sea took my letter away." not in json.dumps(kept)
    assert target_of(playlist).query.text == ""


def test_a_list_made_of_it_goes_by_its_mood(spoken, guest):
    playlist = made(guest, length=2)
    more = playlist_more(listener=guest, playlist=playlist, song=spoken["sadness"][0])
    assert more.mood.top == "sadness"
    assert not any(item.pair for item in more.items.all())


def test_five_songs_are_what_it_gives_unless_told(spoken, guest):
    playlist = playlist_from_text(listener=guest, text=TEXT, reading=sad(guest))
    assert playlist.items.count() == services.SONGS_FOR_WORDS == 5
