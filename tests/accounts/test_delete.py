"""Leaving, with everything."""

import pytest
from django.test import Client
from django.urls import reverse

from emotion.models import Reading
from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import Listener, User
from recommender.models import Event, Playlist, Rating
from tests.accounts.helpers import make_history, make_song
from tests.conftest import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

URL = reverse("accounts:delete")
HELD = (Reading, Playlist, Event, Rating)


def test_it_deletes_everything_and_signs_out(alice_client: Client, alice: User) -> None:
    make_history(alice.listener, make_song("One"))
    response = alice_client.post(URL, {"password": PASSWORD}, follow=True)
    assert not response.wsgi_request.user.is_authenticated
    assert "deleted" in response.content.decode()
    assert not User.objects.exists()
    assert not Listener.objects.exists()
    assert [model.objects.count() for model in HELD] == [0, 0, 0, 0]


def test_it_deletes_nothing_of_others(alice_client: Client, bob: User) -> None:
    make_history(bob.listener, make_song("One"))
    alice_client.post(URL, {"password": PASSWORD})
    assert [model.objects.count() for model in HELD] == [1, 1, 2, 1]
    assert User.objects.get() == bob


def test_other_browsers_are_out_too(alice_client: Client, alice: User) -> None:
    other = signed_in(alice)
    alice_client.post(URL, {"password": PASSWORD})
    assert not other.get(reverse("accounts:account")).wsgi_request.user.is_authenticated


@pytest.mark.parametrize("password", ["wrong", ""])
def test_it_wants_the_password(alice_client: Client, alice: User, password: str) -> None:
    response = alice_client.post(URL, {"password": password})
    assert response.status_code == 422
    assert User.objects.get() == alice


def test_guessing_is_slowed_down(alice_client: Client) -> None:
    for _ in range(5):
        alice_client.post(URL, {"password": "wrong"})
    assert alice_client.post(URL, {"password": PASSWORD}).status_code == 429
    assert User.objects.exists()


def test_getting_the_page_deletes_nothing(alice_client: Client) -> None:
    assert alice_client.get(URL).status_code == 200
    assert User.objects.exists()


def test_an_account_without_a_listener_can_leave(charlie_client: Client) -> None:
    charlie_client.post(URL, {"password": PASSWORD})
    assert not User.objects.exists()


def test_a_guest_is_forgotten(guest_client: Client, guest: Listener) -> None:
    make_history(guest, make_song("One"))
    guest_client.post(URL, {"sure": "on"})
    assert not Listener.objects.exists()
    assert not Event.objects.exists()
    assert guest_client.cookies[COOKIE].value == ""


def test_a_guest_has_to_be_sure(guest_client: Client, guest: Listener) -> None:
    assert guest_client.post(URL, {}).status_code == 422
    assert Listener.objects.get() == guest
