"""The page that says what is kept."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import Listener, User
from tests.accounts.helpers import make_history, make_song

pytestmark = pytest.mark.django_db

URL = reverse("accounts:account")


def kept(client: Client) -> dict[str, int]:
    """Return the counts that a browser's account page shows."""
    return {str(label): count for label, count in client.get(URL).context["kept"]}


def test_it_counts_what_is_kept(alice_client: Client, alice: User, bob: User) -> None:
    make_history(alice.listener, make_song("One"))
    make_history(bob.listener, make_song("Two"))
    assert kept(alice_client) == {
        "Mood readings": 1,
        "Diary pages": 0,
        "Playlists": 1,
        "Plays, skips and likes": 2,
        "Songs rated": 1,
    }


def test_it_shows_a_guest_what_is_kept(guest_client: Client, guest: Listener) -> None:
    make_history(guest, make_song("One"))
    assert kept(guest_client)["Songs rated"] == 1
    assert "60 days" in guest_client.get(URL).content.decode()


def test_looking_makes_nobody_a_listener(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert "Nothing yet" in page
    assert not Listener.objects.exists()


def test_it_rejects_post(alice_client: Client) -> None:
    assert alice_client.post(URL).status_code == 405


def test_it_offers_what_an_account_can_do(alice_client: Client) -> None:
    page = alice_client.get(URL).content.decode()
    names = ("export", "password", "email", "language", "delete", "sign_out", "sign_out_everywhere")
    for name in names:
        assert reverse(f"accounts:{name}") in page
