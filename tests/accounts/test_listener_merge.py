"""Merging a guest into an account."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from emotion.models import Reading
from mlfym.accounts import holdings
from mlfym.accounts.models import Listener, User
from mlfym.accounts.services import listener_merge
from recommender.models import Event, Playlist, Rating
from tests.accounts.helpers import make_history, make_song, play, rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def into(alice: User) -> Listener:
    """Return alice's listener."""
    return alice.listener


def test_it_moves_everything(guest: Listener, into: Listener) -> None:
    make_history(guest, make_song("One"))
    listener_merge(guest=guest, into=into)
    assert not Listener.objects.filter(pk=guest.pk).exists()
    assert Reading.objects.get().listener == into
    assert Playlist.objects.get().listener == into
    assert Rating.objects.get().listener == into
    assert set(Event.objects.values_list("listener", flat=True)) == {into.pk}
    assert Event.objects.count() == 2


def test_it_adds_to_what_the_account_had(guest: Listener, into: Listener) -> None:
    make_history(into, make_song("Old"))
    make_history(guest, make_song("New"))
    listener_merge(guest=guest, into=into)
    assert into.ratings.count() == 2
    assert into.playlists.count() == 2


def test_an_event_sent_under_both_names_counts_once(guest: Listener, into: Listener) -> None:
    song, retry = make_song("One"), uuid.uuid4()
    play(guest, song, retry)
    play(into, song, retry)
    play(guest, song, uuid.uuid4())
    listener_merge(guest=guest, into=into)
    assert into.events.count() == 2


@pytest.mark.parametrize(("guest_hours", "kept"), [(1, -1), (3, 1)])
def test_the_later_rating_counts(
    guest: Listener, into: Listener, guest_hours: int, kept: int
) -> None:
    song = make_song("One")
    rate(guest, song, -1, hours_ago=guest_hours)
    rate(into, song, 1, hours_ago=2)
    listener_merge(guest=guest, into=into)
    assert into.ratings.get().value == kept


def test_the_later_consent_counts(guest: Listener, into: Listener) -> None:
    now = timezone.now()
    Listener.objects.filter(pk=guest.pk).update(camera_consent=now)
    Listener.objects.filter(pk=into.pk).update(camera_consent=now - timedelta(days=1))
    assert listener_merge(guest=guest, into=into).camera_consent == now


def test_no_consent_stays_no_consent(guest: Listener, into: Listener) -> None:
    assert listener_merge(guest=guest, into=into).camera_consent is None


def test_twice_is_as_once(guest: Listener, into: Listener) -> None:
    make_history(guest, make_song("One"))
    listener_merge(guest=guest, into=into)
    listener_merge(guest=guest, into=into)
    assert into.events.count() == 2


def test_into_itself_changes_nothing(into: Listener) -> None:
    listener_merge(guest=into, into=into)
    assert Listener.objects.filter(pk=into.pk).exists()


def test_accounts_are_never_merged(into: Listener, bob: User) -> None:
    with pytest.raises(ValueError, match="guest"):
        listener_merge(guest=bob.listener, into=into)


def test_all_or_nothing(guest: Listener, into: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(rows: object, into: Listener) -> None:
        raise DatabaseError("the disk is full")

    make_history(guest, make_song("One"))
    broken = holdings.Holding("zzz", "last", Rating, export=lambda rows: [], move=fail)
    monkeypatch.setitem(holdings._holdings, "zzz", broken)
    with pytest.raises(DatabaseError):
        listener_merge(guest=guest, into=into)
    assert guest.events.count() == 2
    assert into.events.count() == 0
