"""Analyses are read for moods in the background, and again in an hour."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from recommender.feeling_tasks import feelings_ask, renew_feelings
from recommender.models import MoodEvidence, SongAnalysis
from tests.recommender.sound_moods.test_sound_evidence import HEAVY, LIVELY, analysed

pytestmark = pytest.mark.django_db


def waiting() -> list[DBTaskResult]:
    path = renew_feelings.module_path
    return list(DBTaskResult.objects.filter(task_path=path, status="READY"))


def test_a_run_reads_and_asks_for_the_next():
    analysed(**LIVELY)
    assert renew_feelings.call() == "1 read"
    assert MoodEvidence.objects.get().kind == MoodEvidence.Kind.SOUND
    (following,) = waiting()
    assert following.run_after > timezone.now() + timedelta(minutes=50)


def test_where_nothing_changed_no_evidence_is_looked_at_one_by_one():
    analysed(**LIVELY)
    renew_feelings.call()
    with CaptureQueriesContext(connection) as queries:
        assert renew_feelings.call() == "0 read"
    assert not any('"loudness_range"' in query["sql"] for query in queries)
    SongAnalysis.objects.update(mark="new", analysed=timezone.now(), **HEAVY)
    assert renew_feelings.call() == "1 read"


def test_asking_twice_is_asking_once_and_now():
    feelings_ask(after=timedelta(hours=1))
    feelings_ask()
    feelings_ask()
    (run,) = waiting()
    assert run.run_after <= timezone.now()
