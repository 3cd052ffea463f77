"""A curator sets a mood by ear and takes it back, beside others who do the same."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from emotion.moods import Mood
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.curators import touched
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import MoodEvidence, Song
from recommender.spread_tasks import plan_now, spread_moods
from recommender.spreading.labelling import LabelRefused, label_set, label_undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def song():
    return Song.objects.create()


def now(song: Song) -> Mood | None:
    return Song.objects.get(pk=song.pk).mood


def test_a_mood_is_set_and_will_be_spread(alice, song):
    before = catalogue_version()
    created = label_set(curator=alice, song=song.pk, mood="joy")
    assert now(song).top == "joy"
    assert MoodEvidence.objects.get().created == created
    assert catalogue_version() != before
    assert DBTaskResult.objects.filter(task_path=spread_moods.module_path).count() == 1
    assert plan_now().under_way


def test_many_in_a_row_are_spread_by_one_run(alice):
    for mood in ("joy", "anger", "peace"):
        label_set(curator=alice, song=Song.objects.create().pk, mood=mood)
    assert DBTaskResult.objects.filter(task_path=spread_moods.module_path).count() == 1


def test_it_is_taken_back_to_what_was_before(alice, song):
    tags = MoodEvidence(song=song, kind=MoodEvidence.Kind.TAGS)
    tags.set_mood(Mood.of("sadness"))
    tags.save()
    created = label_set(curator=alice, song=song.pk, mood="joy")
    label_undo(curator=alice, song=song.pk, created=created)
    assert now(song).top == "sadness"
    with pytest.raises(LabelRefused):
        label_undo(curator=alice, song=song.pk, created=created)


def test_the_first_of_two_curators_counts(alice, bob, song):
    label_set(curator=alice, song=song.pk, mood="joy")
    with pytest.raises(LabelRefused, match="Joy"):
        label_set(curator=bob, song=song.pk, mood="anger")
    assert now(song).top == "joy"


def test_nobody_takes_back_what_another_said_since(alice, song):
    created = label_set(curator=alice, song=song.pk, mood="joy")
    curator_says(song, Mood.of("anger"))
    with pytest.raises(LabelRefused):
        label_undo(curator=alice, song=song.pk, created=created)
    assert now(song).top == "anger"


@pytest.mark.parametrize("mood", ["", "glee", "JOY", "joy' OR 1=1"])
def test_there_is_no_such_mood(alice, song, mood):
    with pytest.raises(LabelRefused):
        label_set(curator=alice, song=song.pk, mood=mood)
    assert not MoodEvidence.objects.exists()


def test_the_song_was_deleted_meanwhile(alice, song):
    created, key = label_set(curator=alice, song=song.pk, mood="joy"), song.pk
    song.delete()
    with pytest.raises(LabelRefused):
        label_set(curator=alice, song=key, mood="joy")
    with pytest.raises(LabelRefused):
        label_undo(curator=alice, song=key, created=created)


def test_who_said_so_is_written_down_and_imports_still_reach_the_song(alice, song):
    label_set(curator=alice, song=song.pk, mood="joy")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (alice, "Mood set by ear: joy")
    assert song.pk not in touched(Song)


def test_a_run_in_an_hour_is_not_under_way():
    spread_moods.using(run_after=timezone.now() + timedelta(hours=1)).enqueue()
    assert not plan_now().under_way
