"""A site that runs for months forgets idle guests and ended sessions all the same."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import GUEST_IDLE, Listener
from mlfym.accounts.tasks import LOOK_EVERY, forget_idle

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def session(key: str, ends: timedelta) -> None:
    """Keep a session that ends so much later."""
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + ends)


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
