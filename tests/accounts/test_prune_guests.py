"""``manage.py prune_guests``."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from mlfym.accounts.models import GUEST_IDLE, Listener, User
from recommender.models import Event, Song
from tests.accounts.helpers import make_history, make_song

pytestmark = pytest.mark.django_db


def prune() -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("prune_guests", stdout=out)
    return out.getvalue()


def make_idle(listener: Listener) -> None:
    """Let a listener have been away for too long."""
    away = timezone.now() - GUEST_IDLE - timedelta(hours=1)
    Listener.objects.filter(pk=listener.pk).update(last_seen=away)


def test_it_forgets_an_idle_guest_with_everything(guest: Listener) -> None:
    make_history(guest, make_song("One"))
    make_idle(guest)
    out = prune()
    assert "Guests forgotten: 1" in out
    assert "recommender.Event: 2" in out
    assert not Listener.objects.exists()
    assert not Event.objects.exists()
    assert Song.objects.count() == 1


def test_it_keeps_a_guest_who_was_here(guest: Listener) -> None:
    assert "Guests forgotten: 0" in prune()
    assert Listener.objects.filter(pk=guest.pk).exists()


def test_it_keeps_accounts_however_idle(alice: User) -> None:
    make_idle(alice.listener)
    prune()
    assert Listener.objects.filter(user=alice).exists()
