"""Changing the password."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import User
from tests.conftest import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

URL = reverse("accounts:password")
NEW = "another good long secret"
FORM = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}


def test_it_works_and_this_browser_stays_in(alice_client: Client, alice: User) -> None:
    assert alice_client.post(URL, FORM).url == reverse("accounts:account")
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert alice_client.get(URL).status_code == 200


def test_other_browsers_are_signed_out(alice_client: Client, alice: User) -> None:
    other = signed_in(alice)
    alice_client.post(URL, FORM)
    assert other.get(URL).status_code == 302


def test_it_wants_the_old_one(alice_client: Client, alice: User) -> None:
    assert alice_client.post(URL, FORM | {"old_password": "wrong"}).status_code == 422
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_guessing_the_old_one_is_slowed_down(alice_client: Client) -> None:
    for _ in range(5):
        alice_client.post(URL, FORM | {"old_password": "wrong"})
    assert alice_client.post(URL, FORM).status_code == 429


def test_it_is_for_accounts(guest_client: Client) -> None:
    assert guest_client.get(URL).url == f"{reverse('accounts:sign_in')}?next={URL}"
