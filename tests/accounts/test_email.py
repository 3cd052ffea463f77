"""Changing the email address."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

URL = reverse("accounts:email")


def send(client: Client, email: str, password: str = PASSWORD):
    """Send the form."""
    return client.post(URL, {"email": email, "password": password})


def kept(user: User) -> str:
    """Return the address that is kept."""
    return User.objects.get(pk=user.pk).email


def test_it_works(alice_client: Client, alice: User) -> None:
    assert "alice@example.org" in alice_client.get(URL).content.decode()
    assert send(alice_client, "new@Example.ORG").url == reverse("accounts:account")
    assert kept(alice) == "new@example.org"
    page = alice_client.get(reverse("accounts:account")).content.decode()
    assert "Your email address is changed." in page
    assert "new@example.org" in page


def test_nothing_is_sent(alice_client: Client) -> None:
    send(alice_client, "new@example.org")
    assert mail.outbox == []


def test_it_can_be_taken_away(alice_client: Client, alice: User) -> None:
    send(alice_client, "")
    assert kept(alice) == ""
    assert "taken away" in alice_client.get(reverse("accounts:account")).content.decode()


def test_the_password_is_asked_for(alice_client: Client, alice: User) -> None:
    response = send(alice_client, "new@example.org", "wrong")
    page = response.content.decode()
    assert response.status_code == 422
    assert "That is not your password." in page
    assert 'value="new@example.org"' in page
    assert "wrong" not in page
    assert kept(alice) == "alice@example.org"


@pytest.mark.parametrize("email", ["x", "a@b", "a b@example.org", "x" * 255 + "@a.org", "a@b.c\0"])
def test_what_is_no_address(alice_client: Client, alice: User, email: str) -> None:
    assert send(alice_client, email).status_code == 422
    assert kept(alice) == "alice@example.org"


def test_it_says_so_in_korean(alice_client: Client) -> None:
    alice_client.cookies["django_language"] = "ko"
    assert "비밀번호가 맞지 않아요" in send(alice_client, "a@b.org", "wrong").content.decode()


def test_guessing_the_password_is_slowed_down(alice_client: Client, alice: User) -> None:
    for _ in range(5):
        send(alice_client, "new@example.org", "wrong")
    assert send(alice_client, "new@example.org").status_code == 429
    assert kept(alice) == "alice@example.org"


def test_it_is_for_accounts(guest_client: Client) -> None:
    assert guest_client.get(URL).url == f"{reverse('accounts:sign_in')}?next={URL}"


def test_a_foreign_site_cannot(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert send(strict, "new@example.org").status_code == 403
