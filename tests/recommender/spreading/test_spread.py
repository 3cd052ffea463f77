"""Moods that curators set reach similar songs as evidence, and are taken back when they change."""

import pytest

from emotion.moods import Mood
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.mood_evidence import curator_says, refresh_moods
from recommender.models import LabelSpread, MoodEvidence, Song, SongTag, Tag
from recommender.snapshots import catalogue_changed
from recommender.spreading.classify import FEWEST, MOST
from recommender.spreading.spread import labels_spread
from tests.recommender.spreading.stage import make_songs, says, set_by_ear, tag

pytestmark = pytest.mark.django_db

Kind = MoodEvidence.Kind
State = LabelSpread.State


@pytest.fixture(autouse=True)
def _own_models(settings, tmp_path) -> None:
    settings.MODEL_DIR = tmp_path


@pytest.fixture
def songs() -> dict[str, list[Song]]:
    return make_songs()


def spread() -> dict[int, MoodEvidence]:
    return {row.song_id: row for row in MoodEvidence.objects.filter(kind=Kind.SPREAD)}


def now(song: Song) -> Mood | None:
    return Song.objects.get(pk=song.pk).mood


def test_the_moods_reach_similar_songs(songs):
    set_by_ear(songs, 3)
    run = labels_spread()
    assert (run.state, run.labels, run.moods) == (State.APPLIED, 18, 6)
    assert run.reached == len(spread()) == 18
    for mood, own in songs.items():
        assert [now(song).top for song in own[3:]] == [mood] * 3
    assert run.tested == 18
    assert run.before == 0
    assert run.after == run.gain == 1


def test_the_weight_grows_with_the_likelihood(songs):
    set_by_ear(songs, 3)
    labels_spread()
    for row in spread().values():
        assert 0 < row.weight < MOST
        assert row.weight == pytest.approx(MOST * (row.mood.confidence - 1 / 6) * 6 / 5, abs=1e-3)


def test_a_curators_word_stands_and_gets_no_evidence(songs):
    set_by_ear(songs, 3)
    odd = songs["joy"][5]
    curator_says(odd, Mood.of("anger"))
    labels_spread()
    assert odd.pk not in spread()
    assert now(odd).top == "anger"


def test_beside_other_evidence_it_is_one_voice(songs):
    set_by_ear(songs, 3)
    song = songs["joy"][5]
    says(song, Kind.TAGS, "sadness", weight=1.0)
    refresh_moods([song.pk])
    labels_spread()
    mood = now(song)
    assert mood.top == "sadness"
    assert mood.share("joy") > 0.1


def test_what_was_spread_is_taken_back_when_the_labels_go(songs):
    set_by_ear(songs, 3)
    labels_spread()
    for song in songs["joy"][:3]:
        curator_says(song, Mood.of("peace"))
    labels_spread()
    assert now(songs["joy"][5]).top == "peace"
    for own in songs.values():
        for song in own:
            curator_says(song, None)
    run = labels_spread()
    assert (run.state, run.reached, spread()) == (State.FEW, 0, {})
    assert now(songs["joy"][5]) is None


def test_a_song_that_is_set_later_loses_what_was_spread_to_it(songs):
    set_by_ear(songs, 3)
    labels_spread()
    song = songs["joy"][5]
    curator_says(song, Mood.of("anger"))
    assert now(song).top == "anger"
    labels_spread()
    assert song.pk not in spread()


def test_a_song_that_disagrees_in_itself_takes_no_part(songs):
    set_by_ear(songs, 3)
    told, teller = songs["joy"][5], songs["joy"][0]
    for song in (told, teller):
        says(song, Kind.LYRICS, "sadness", weight=0.5, share=0.9)
        says(song, Kind.SOUND, "joy", weight=0.3, share=0.9)
    run = labels_spread()
    assert run.labels == 17
    assert told.pk not in spread()
    assert songs["joy"][4].pk in spread()


def test_few_labels_say_what_is_missing(songs):
    set_by_ear(songs, 2)
    curator_says(songs["joy"][0], None)
    run = labels_spread()
    assert (run.state, run.labels) == (State.FEW, FEWEST - 1)
    assert run.tested == 0 and run.gain is None


def test_one_mood_alone_is_not_spread(songs):
    for own in songs.values():
        for song in own[:2]:
            curator_says(song, Mood.of("joy"))
    assert labels_spread().state == State.ONE_MOOD
    assert not spread()


def test_two_moods_of_which_one_is_set_once_are_not_judged_and_not_applied(songs):
    for own in songs.values():
        for song in own[:2]:
            curator_says(song, Mood.of("joy"))
    curator_says(songs["anger"][0], Mood.of("anger"))
    run = labels_spread()
    assert (run.state, run.tested) == (State.REFUSED, 0)


def test_nothing_known_of_the_songs(songs):
    set_by_ear(songs, 3)
    SongTag.objects.all().delete()
    catalogue_changed()
    assert labels_spread().state == State.NO_VECTORS


def test_tags_of_moods_are_not_what_songs_are_alike_by(songs):
    set_by_ear(songs, 3)
    SongTag.objects.all().delete()
    for mood, own in songs.items():
        for song in own:
            SongTag.objects.create(song=song, tag=tag(f"so-{mood}", Tag.Kind.MOOD))
    catalogue_changed()
    assert labels_spread().state == State.NO_VECTORS


def contradict(songs: dict[str, list[Song]]) -> None:
    """Set moods that have nothing to do with the genres, on songs whose tags tell them rightly."""
    moods = list(songs)
    for row, own in enumerate(songs.values()):
        for place, song in enumerate(own[:3]):
            mood = moods[(row + place) % len(moods)]
            says(song, Kind.TAGS, mood, weight=0.02)
            curator_says(song, Mood.of(mood))
        says(own[5], Kind.TAGS, "neutral", weight=0.3)
    catalogue_changed()


def test_a_spreading_that_makes_worse_is_not_applied_unless_a_curator_insists(songs):
    contradict(songs)
    run = labels_spread()
    assert run.before == 1
    assert run.gain < 0
    assert (run.state, run.reached, spread()) == (State.REFUSED, 0, {})
    LabelSpread.objects.update(insisted=True)
    again = labels_spread()
    assert again.state == State.APPLIED
    assert again.gain < 0
    assert again.insisted
    assert len(spread()) == again.reached > 0


def test_the_same_again_writes_nothing(songs):
    set_by_ear(songs, 3)
    first = labels_spread()
    version, rows = catalogue_version(), {pk: row.created for pk, row in spread().items()}
    assert labels_spread().pk == first.pk
    assert catalogue_version() == version
    assert {pk: row.created for pk, row in spread().items()} == rows


def test_an_empty_catalogue():
    assert labels_spread().state == State.NO_VECTORS
