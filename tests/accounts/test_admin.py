"""Accounts and listeners in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import Listener, User
from tests.accounts.helpers import make_history, make_song

pytestmark = pytest.mark.django_db

LISTENERS = reverse("admin:accounts_listener_changelist")


def test_its_door_is_the_sites_sign_in(client: Client) -> None:
    response = client.get(LISTENERS, follow=True)
    assert response.redirect_chain[-1][0] == (
        f"{reverse('accounts:sign_in')}?next={LISTENERS.replace('/', '%2F')}"
    )
    assert response.status_code == 200


def test_a_listener_is_not_led_in_a_circle(alice_client: Client) -> None:
    response = alice_client.get(LISTENERS, follow=True)
    assert response.status_code == 200
    assert "You are signed in as alice" in response.content.decode()


def test_an_administrator_is_let_through(admin_client: Client) -> None:
    assert admin_client.get(reverse("admin:login")).url == reverse("admin:index")


def test_listeners_are_shown_read_only(admin_client: Client, guest: Listener) -> None:
    assert str(guest) in admin_client.get(LISTENERS).content.decode()
    page = admin_client.get(reverse("admin:accounts_listener_change", args=[guest.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert admin_client.get(reverse("admin:accounts_listener_add")).status_code == 403


def test_an_account_can_be_deleted_with_its_history(admin_client: Client, alice: User) -> None:
    make_history(alice.listener, make_song("One"))
    url = reverse("admin:accounts_user_delete", args=[alice.pk])
    admin_client.post(url, {"post": "yes"})
    assert not User.objects.filter(pk=alice.pk).exists()
