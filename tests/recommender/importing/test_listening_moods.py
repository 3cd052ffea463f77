"""A new song is written with its mood at once; that has to be what a refresh would write."""

import pytest

from emotion.moods import MOODS, Mood
from recommender.catalogue.importing import Entry, run_import
from recommender.catalogue.mood_evidence import refresh_moods
from recommender.catalogue.records import Name, SongRecord
from recommender.catalogue.writer import Writer
from recommender.models import MoodEvidence, Song

pytestmark = pytest.mark.django_db


def bring(*moods: Mood | None, weight: float = 1.0) -> list[Song]:
    records = [
        Entry(SongRecord(str(n), (Name("", f"Song {n}"),), mood=mood, mood_weight=weight))
        for n, mood in enumerate(moods)
    ]
    run_import(Writer("test", MoodEvidence.Kind.TAGS), records)
    return list(Song.objects.filter(source="test").order_by("external_id"))


def shares(song: Song) -> list[float]:
    return [getattr(song, name) for name in MOODS]


@pytest.mark.parametrize("weight", [1.0, 0.3, 0.0])
def test_a_new_songs_mood_is_what_a_refresh_makes_of_it(weight: float) -> None:
    songs = bring(Mood.of("joy"), Mood([0.1, 0.2, 0.3, 0.2, 0.1, 0.1]), None, weight=weight)
    refresh_moods([song.pk for song in songs])
    again = list(Song.objects.filter(source="test").order_by("external_id"))
    assert [shares(song) for song in songs] == [shares(song) for song in again]
    assert (sum(shares(songs[0])) > 0) == (weight > 0)
    assert shares(songs[2]) == [0.0] * 6


def test_a_song_that_was_there_gets_the_mood_of_all_its_evidence() -> None:
    [song] = bring(None)
    sound = MoodEvidence(song=song, kind=MoodEvidence.Kind.SOUND)
    sound.set_mood(Mood.of("sadness"))
    sound.save()
    [song] = bring(Mood.of("joy"))
    assert song.mood is not None and song.mood.share("joy") > 0.3
    assert song.mood.share("joy") == pytest.approx(song.mood.share("sadness"))
