"""Moods that were set are spread in the background, and looked at again in an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from emotion.moods import Mood
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import LabelSpread, MoodEvidence
from recommender.snapshots import catalogue_changed
from recommender.spread_tasks import spread_ask, spread_moods
from tests.recommender.spreading.stage import make_songs, set_by_ear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_models(settings, tmp_path) -> None:
    settings.MODEL_DIR = tmp_path


def test_a_run_spreads_and_asks_for_the_next():
    songs = make_songs()
    set_by_ear(songs, 3)
    assert spread_moods.call() == "applied"
    assert MoodEvidence.objects.filter(kind=MoodEvidence.Kind.SPREAD).count() == 18
    (following,) = DBTaskResult.objects.filter(task_path=spread_moods.module_path)
    assert following.run_after > timezone.now() + timedelta(minutes=50)


def test_nothing_is_done_where_nothing_changed():
    songs = make_songs()
    set_by_ear(songs, 3)
    assert [spread_moods.call() for _ in range(3)] == ["applied", "applied", "as it was"]
    assert LabelSpread.objects.count() == 1
    curator_says(songs["joy"][4], Mood.of("joy"))
    catalogue_changed()
    assert spread_moods.call() == "applied"
    assert LabelSpread.objects.first().labels == 19


def test_asking_twice_is_asking_once_and_now():
    spread_ask(after=timedelta(hours=1))
    spread_ask()
    spread_ask()
    (run,) = DBTaskResult.objects.filter(task_path=spread_moods.module_path)
    assert run.run_after <= timezone.now()
