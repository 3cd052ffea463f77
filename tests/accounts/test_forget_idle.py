"""A site that runs for months forgets idle guests, ended sessions and old tasks all the same."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import GUEST_IDLE, Listener
from mlfym.accounts.tasks import LOOK_EVERY, TASKS_KEPT_DAYS, forget_idle

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def session(key: str, ends: timedelta) -> None:
    """Keep a session that ends so much later."""
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + ends)


def run_of(path: str, status: TaskResultStatus, days: float | None) -> None:
    """Keep the row of a task that ended so many days ago, or has not."""
    ended = None if days is None else timezone.now() - timedelta(days=days)
    DBTaskResult.objects.create(
        task_path=path,
        status=status,
        finished_at=ended,
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        exception_class_path="",
        traceback="",
    )


def test_it_forgets_who_stayed_away_and_what_is_over(guest: Listener) -> None:
    away = Listener.objects.create()
    Listener.objects.filter(pk=away.pk).update(last_seen=timezone.now() - GUEST_IDLE - HOUR)
    session("over", -HOUR)
    session("open", HOUR)
    assert forget_idle.func() == "guests forgotten: 1"
    assert list(Listener.objects.all()) == [guest]
    assert [one.session_key for one in Session.objects.all()] == ["open"]


def test_it_asks_for_itself_once_a_day() -> None:
    forget_idle.func()
    forget_idle.func()
    (waiting,) = DBTaskResult.objects.filter(task_path=forget_idle.module_path)
    assert timedelta(0) < waiting.run_after - timezone.now() <= LOOK_EVERY == timedelta(days=1)


def test_it_forgets_how_old_tasks_went_and_no_task_that_is_to_come() -> None:
    failed, well = TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL
    run_of("old-failure", failed, TASKS_KEPT_DAYS + 0.1)
    run_of("old-success", well, TASKS_KEPT_DAYS + 0.1)
    run_of("late-failure", failed, TASKS_KEPT_DAYS - 0.1)
    run_of("late-success", well, TASKS_KEPT_DAYS - 0.1)
    run_of("at-work", TaskResultStatus.RUNNING, None)
    run_of("waits", TaskResultStatus.READY, None)
    forget_idle.func()
    kept = set(DBTaskResult.objects.values_list("task_path", flat=True))
    assert kept == {"late-failure", "late-success", "at-work", "waits", forget_idle.module_path}
