"""Going out."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import Listener, User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

URL = reverse("accounts:sign_out")


def test_it_works(alice_client: Client) -> None:
    response = alice_client.post(URL, follow=True)
    assert not response.wsgi_request.user.is_authenticated
    assert not response.wsgi_request.listener


def test_it_rejects_get(alice_client: Client) -> None:
    assert alice_client.get(URL).status_code == 405


def test_the_browser_is_a_fresh_guest(guest_client: Client, guest: Listener, alice: User) -> None:
    guest_client.post(reverse("accounts:sign_in"), {"username": "alice", "password": PASSWORD})
    guest_client.post(URL)
    assert guest_client.cookies[COOKIE].value == ""
    page = guest_client.get(reverse("accounts:account"))
    assert not page.context["owner"]


def test_what_comes_after_is_not_the_accounts(alice_client: Client, alice: User) -> None:
    alice_client.post(URL)
    alice_client.post(reverse("list_start"), {"mood": "joy"})
    assert not alice.listener.readings.exists()


def test_twice_is_harmless(alice_client: Client) -> None:
    alice_client.post(URL)
    assert alice_client.post(URL).status_code == 302
