"""Trainings whose process died."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommender import heartbeat
from recommender.heartbeat import SILENCE, runs_expire
from recommender.models import TrainingRun
from recommender.training import training_ask

pytestmark = pytest.mark.django_db


def running(silent_for: timedelta | None) -> TrainingRun:
    """Return a run that runs and was last heard of some time ago."""
    beat = None if silent_for is None else timezone.now() - silent_for
    return TrainingRun.objects.create(state="running", progress=0.4, heartbeat=beat)


@pytest.mark.parametrize("silent_for", [SILENCE + timedelta(seconds=1), None])
def test_a_silent_run_has_failed(silent_for: timedelta | None) -> None:
    run = running(silent_for)
    assert runs_expire() == 1
    run.refresh_from_db()
    assert run.state == TrainingRun.State.FAILED
    assert "stopped" in run.error


def test_a_run_that_shows_life_goes_on() -> None:
    run = running(SILENCE / 2)
    assert runs_expire() == 0
    run.refresh_from_db()
    assert run.state == TrainingRun.State.RUNNING


def test_one_that_waits_may_wait() -> None:
    TrainingRun.objects.create(asked=timezone.now() - timedelta(days=3))
    assert runs_expire() == 0


def test_a_dead_run_does_not_stand_in_the_way() -> None:
    running(SILENCE * 2)
    assert training_ask().state == TrainingRun.State.WAITING


@pytest.mark.django_db(transaction=True)
def test_it_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    run = running(SILENCE)
    before = run.heartbeat
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.01)
    with heartbeat.heartbeat(run):
        deadline = timezone.now() + timedelta(seconds=60)
        while run.heartbeat == before and timezone.now() < deadline:
            run.refresh_from_db()
    assert run.heartbeat != before


def test_progress_is_written_down() -> None:
    run = running(None)
    with heartbeat.heartbeat(run) as progress:
        progress(0.7, "something")
    run.refresh_from_db()
    assert run.progress == 0.7
