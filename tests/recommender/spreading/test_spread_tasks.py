"""Moods that were set are spread in the background, and looked at again in an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from emotion.moods import Mood
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import LabelSpread, MoodEvidence
from recommender.snapshots import catalogue_changed
from recommender.spread_tasks import (
    LATE,
    LONGEST,
    LOOK_EVERY,
    PAUSE,
    plan_now,
    spread_ask,
    spread_moods,
)
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


def test_the_plan_says_when_the_next_run_is_due():
    plan = plan_now()
    assert (plan.working, plan.due, plan.looked, plan.under_way) == (False, None, None, False)
    spread_ask(after=LOOK_EVERY)
    plan = plan_now()
    assert plan.due > timezone.now() + timedelta(minutes=50)
    assert not plan.under_way and not plan.late
    spread_ask(after=PAUSE)
    assert plan_now().under_way


def test_the_plan_says_what_runs_what_is_late_and_what_was():
    runs = DBTaskResult.objects.filter(task_path=spread_moods.module_path)
    spread_ask(after=-2 * LATE)
    plan = plan_now()
    assert plan.late and plan.under_way
    runs.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    plan = plan_now()
    assert plan.working and plan.under_way and not plan.late
    done = timezone.now()
    runs.update(status=TaskResultStatus.SUCCESSFUL, finished_at=done)
    plan = plan_now()
    assert (plan.looked, plan.under_way) == (done, False)


def test_a_run_that_was_cut_off_with_its_worker_is_not_at_work_for_ever():
    spread_ask()
    begun = timezone.now() - LONGEST - timedelta(minutes=1)
    runs = DBTaskResult.objects.filter(task_path=spread_moods.module_path)
    runs.update(status=TaskResultStatus.RUNNING, started_at=begun)
    plan = plan_now()
    assert not plan.working and not plan.under_way
