"""The queue begins with songs whose mood is least sure, and not with ten that sound alike."""

import pytest

from emotion.moods import Mood
from recommender.catalogue.mood_evidence import curator_says, refresh_moods
from recommender.models import MoodEvidence, Song, SongTag
from recommender.snapshots import catalogue_changed
from recommender.spreading.queue import songs_to_hear
from tests.recommender.spreading.stage import make_songs, says

pytestmark = pytest.mark.django_db

Kind = MoodEvidence.Kind


@pytest.fixture(autouse=True)
def _own_models(settings, tmp_path) -> None:
    settings.MODEL_DIR = tmp_path


@pytest.fixture
def songs() -> dict[str, list[Song]]:
    return make_songs()


def test_the_first_six_are_of_six_genres(songs):
    genre = {song.pk: mood for mood, own in songs.items() for song in own}
    assert len({genre[key] for key in songs_to_hear(6)}) == 6


def test_a_song_whose_mood_is_sure_comes_last(songs):
    sure = songs["joy"][0]
    says(sure, Kind.TAGS, "joy", share=0.99)
    refresh_moods([sure.pk])
    catalogue_changed()
    everything = songs_to_hear(100)
    assert len(everything) == 36
    assert everything[-1] == sure.pk


def test_what_is_set_skipped_silent_or_in_disagreement_is_left_out(songs):
    is_set, skipped, silent, torn = songs["joy"][:4]
    curator_says(is_set, Mood.of("joy"))
    Song.objects.filter(pk=silent.pk).update(available=False)
    says(torn, Kind.LYRICS, "sadness", weight=0.5, share=0.9)
    says(torn, Kind.SOUND, "joy", weight=0.3, share=0.9)
    catalogue_changed()
    found = songs_to_hear(100, skipped=[skipped.pk])
    assert set(found) == {song.pk for own in songs.values() for song in own} - {
        is_set.pk, skipped.pk, silent.pk, torn.pk,
    }  # fmt: skip


def test_songs_like_one_that_is_set_come_later(songs):
    curator_says(songs["joy"][0], Mood.of("joy"))
    catalogue_changed()
    genre = {song.pk: mood for mood, own in songs.items() for song in own}
    assert "joy" not in {genre[key] for key in songs_to_hear(5)}


def test_without_any_vectors_the_least_sure_come_first(songs):
    SongTag.objects.all().delete()
    sure = songs["anger"][0]
    says(sure, Kind.TAGS, "anger")
    refresh_moods([sure.pk])
    catalogue_changed()
    assert songs_to_hear(100)[-1] == sure.pk


def test_an_empty_catalogue_has_an_empty_queue():
    assert songs_to_hear(10) == []
