"""What a guest did joins the account that they sign in to."""

import pytest

from mlfym.accounts.models import Listener, User
from mlfym.accounts.services import guest_join
from tests.accounts.helpers import make_history, make_song

pytestmark = pytest.mark.django_db


def test_a_new_account_takes_over_the_guest(guest: Listener, charlie: User) -> None:
    listener = guest_join(guest=guest, user=charlie)
    assert listener == guest
    assert listener.user == charlie


def test_an_account_with_a_listener_absorbs_the_guest(guest: Listener, alice: User) -> None:
    make_history(guest, make_song("One"))
    assert guest_join(guest=guest, user=alice) == alice.listener
    assert alice.listener.ratings.count() == 1
    assert not Listener.objects.guests().exists()


def test_nobody_was_there(charlie: User) -> None:
    assert guest_join(guest=None, user=charlie) is None


def test_a_listener_of_someone_else_is_not_taken(bob: User, charlie: User) -> None:
    assert guest_join(guest=bob.listener, user=charlie) is None
    assert User.objects.get(pk=bob.pk).listener.user == bob
