"""Signing out in every browser."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import User
from tests.conftest import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

URL, INSIDE = reverse("accounts:sign_out_everywhere"), reverse("accounts:password")


def is_in(client: Client) -> bool:
    """Tell whether a browser is signed in."""
    return client.get(INSIDE).status_code == 200


def test_every_session_ends(alice_client: Client, alice: User, bob_client: Client) -> None:
    other = signed_in(alice)
    assert is_in(other)
    response = alice_client.post(URL, follow=True)
    assert "signed out in every browser" in response.content.decode()
    assert [is_in(alice_client), is_in(other), is_in(bob_client)] == [False, False, True]
    assert COOKIE not in alice_client.cookies or not alice_client.cookies[COOKIE].value


def test_one_can_come_back(alice_client: Client) -> None:
    alice_client.post(URL)
    sign_in = {"username": "alice", "password": PASSWORD}
    alice_client.post(reverse("accounts:sign_in"), sign_in)
    assert is_in(alice_client)
    alice_client.post(URL)
    assert not is_in(alice_client)


def test_sessions_of_before_this_was_there_stay(alice: User) -> None:
    """In round 0 a session has to know what Django's own models ask for."""
    own = super(User, alice)._get_session_auth_hash()
    assert alice.get_session_auth_hash() == own
    alice.session_round = 1
    assert alice.get_session_auth_hash() != own


def test_it_is_for_accounts(guest_client: Client) -> None:
    assert guest_client.post(URL).status_code == 302


def test_it_rejects_get(alice_client: Client) -> None:
    assert alice_client.get(URL).status_code == 405
    assert is_in(alice_client)


def test_a_foreign_site_cannot(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(URL).status_code == 403
    assert is_in(strict)
