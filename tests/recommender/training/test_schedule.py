"""Trainings that start by themselves."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import Listener
from recommender.checks import check_retraining
from recommender.models import Event, Song, TrainingRun
from recommender.schedule import TRY_AGAIN, plan
from recommender.tasks import (
    LOOK_EVERY,
    PAUSES,
    look_whether_to_train,
    schedule_look,
    train_recommender,
    training_enqueue,
)

pytestmark = pytest.mark.django_db
NEEDED = 3
EVERY = timedelta(days=7)


@pytest.fixture(autouse=True)
def _weekly(settings) -> None:
    settings.RETRAIN_EVERY, settings.RETRAIN_EVENTS = 7.0, NEEDED


def heard(song: Song, listener: Listener, times: int = NEEDED) -> None:
    """Have a listener play a song."""
    for _ in range(times):
        Event.objects.create(listener=listener, song=song, kind="play")


def trained(state: str = "done", **ago: float) -> TrainingRun:
    """Return a training of some time ago that knew all events of now."""
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    when = timezone.now() - timedelta(**ago)
    return TrainingRun.objects.create(state=state, asked=when, last_event=newest)


def due() -> bool:
    """Say whether a training should start now."""
    return plan().due(timezone.now())


def waiting(task) -> int:
    """Count what of a task waits in the queue."""
    return DBTaskResult.objects.filter(task_path=task.module_path, status="READY").count()


@pytest.fixture
def song(catalogue: dict[str, list[Song]]) -> Song:
    return catalogue["joy"][0]


def test_the_first_one_waits_for_events_alone(song: Song, guest: Listener) -> None:
    heard(song, guest, NEEDED - 1)
    assert not due()
    heard(song, guest, 1)
    assert due()


@pytest.mark.parametrize(("days", "expected"), [(6.9, False), (7.1, True)])
def test_a_week_has_to_pass(song: Song, guest: Listener, days: float, expected: bool) -> None:
    trained(days=days)
    heard(song, guest)
    assert due() is expected


def test_what_was_learned_already_does_not_count(song: Song, guest: Listener) -> None:
    heard(song, guest, 50)
    trained(days=30)
    assert (due(), plan().events) == (False, 0)
    heard(song, guest, 2)
    assert (due(), plan().events) == (False, 2)


def test_events_are_counted_no_further_than_needed(song: Song, guest: Listener) -> None:
    heard(song, guest, 10)
    assert plan().events == NEEDED


@pytest.mark.parametrize("every", [7.0, 0.5])
def test_a_failed_one_is_tried_again_soon(song: Song, guest: Listener, settings, every) -> None:
    settings.RETRAIN_EVERY = every
    run = trained("failed")
    heard(song, guest)
    assert plan().earliest == run.asked + min(TRY_AGAIN, timedelta(days=every))


def test_a_failed_one_has_learned_nothing(song: Song, guest: Listener) -> None:
    heard(song, guest)
    trained("failed", days=2)
    assert due()


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_never_two_at_once(song: Song, guest: Listener, state: str) -> None:
    heard(song, guest)
    run = trained(state, days=30)
    TrainingRun.objects.filter(pk=run.pk).update(heartbeat=timezone.now())
    assert not due()
    look_whether_to_train.call()
    assert TrainingRun.objects.count() == 1


def test_off_is_off(song: Song, guest: Listener, settings) -> None:
    settings.RETRAIN_EVERY = 0
    heard(song, guest)
    assert not due()
    assert look_whether_to_train.call() == "off"
    assert waiting(look_whether_to_train) == 0


def test_the_look_asks_and_looks_again(song: Song, guest: Listener) -> None:
    heard(song, guest)
    assert look_whether_to_train.call() == "asked for"
    assert TrainingRun.objects.get().trigger == TrainingRun.Trigger.SCHEDULE
    assert waiting(train_recommender) == 1
    again = DBTaskResult.objects.get(task_path=look_whether_to_train.module_path)
    assert timedelta() < LOOK_EVERY - (again.run_after - timezone.now()) < timedelta(minutes=1)


def test_a_look_that_finds_nothing_looks_again(db: None) -> None:
    assert look_whether_to_train.call() == "not yet"
    assert waiting(look_whether_to_train) == 1
    assert waiting(train_recommender) == 0


class Locked:
    """Lets the first statements that hold a word fail, as a database does that is locked."""

    def __init__(self, word: str, times: int) -> None:
        self.word, self.left = word, times

    def __call__(self, execute, sql, params, many, context):
        if self.word in sql and self.left:
            self.left -= 1
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)


def test_a_look_that_fails_is_followed_by_the_next(db: None) -> None:
    locked = connection.execute_wrapper(Locked("recommender_trainingrun", 1))
    with locked, pytest.raises(OperationalError):
        look_whether_to_train.call()
    assert waiting(look_whether_to_train) == 1


def test_a_look_that_cannot_be_scheduled_is_scheduled_later(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.tasks.PAUSES", (0.0,) * len(PAUSES))
    table = DBTaskResult._meta.db_table
    with connection.execute_wrapper(Locked(f'INSERT INTO "{table}"', len(PAUSES))):
        assert look_whether_to_train.call() == "not yet"
    assert waiting(look_whether_to_train) == 1


def test_one_that_a_curator_asked_for_meanwhile_is_enough(
    song: Song, guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard(song, guest)
    found = plan()
    training_enqueue()
    monkeypatch.setattr("recommender.tasks.plan", lambda: found)
    assert look_whether_to_train.call() == "under way"
    assert TrainingRun.objects.count() == 1


def test_however_often_the_worker_starts_one_look_waits(db: None) -> None:
    for _ in range(3):
        schedule_look()
    assert waiting(look_whether_to_train) == 1


def test_looks_that_are_done_are_deleted(db: None) -> None:
    schedule_look()
    DBTaskResult.objects.update(status="SUCCESSFUL")
    schedule_look(LOOK_EVERY)
    assert DBTaskResult.objects.count() == 1


def test_the_plan_takes_three_queries(song, guest, django_assert_num_queries) -> None:
    heard(song, guest)
    with django_assert_num_queries(3):
        plan()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RETRAIN_MARGIN", -0.1), ("RETRAIN_MARGIN", float("nan")), ("RETRAIN_EVERY", -1.0),
        ("RETRAIN_EVENTS", -1), ("RETRAIN_KEEP", 0),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(settings, name: str, value: float) -> None:
    assert check_retraining(None) == []
    setattr(settings, name, value)
    assert name in check_retraining(None)[0].msg
