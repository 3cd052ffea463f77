"""The language of an account: kept with it, over the browser's, under an explicit switch."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import User
from tests.conftest import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

URL, ACCOUNT = reverse("accounts:language"), reverse("accounts:account")
GERMAN, KOREAN, ENGLISH = "de-DE,de", "ko-KR,ko;q=0.9", "en-US,en;q=0.9"


def spoken(client: Client, accept: str = ENGLISH, path: str = "/") -> str:
    """Return the language of a page."""
    response = client.get(path, headers={"accept-language": accept})
    language = response.headers["Content-Language"]
    assert f'<html lang="{language}"' in response.content.decode()
    return language


def test_it_is_kept_and_counts_at_once(alice_client: Client, alice: User) -> None:
    page = alice_client.post(URL, {"language": "ko"}, follow=True)
    alice.refresh_from_db()
    assert alice.language == "ko"
    assert page.redirect_chain == [(ACCOUNT, 302)]
    assert spoken(alice_client) == "ko"
    assert '<option value="ko" selected' in alice_client.get(ACCOUNT).content.decode()


def test_it_counts_at_the_next_sign_in(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="ko")
    elsewhere = Client()
    assert spoken(elsewhere) == "en"
    sign_in = {"username": "alice", "password": PASSWORD}
    elsewhere.post(reverse("accounts:sign_in"), sign_in)
    assert spoken(elsewhere) == "ko"
    elsewhere.post(reverse("accounts:sign_out"))
    assert spoken(elsewhere) == "en"


def test_an_explicit_switch_counts_more(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="ko")
    client = signed_in(alice)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert spoken(client, KOREAN) == "en"


def test_the_choice_takes_an_older_switch_away(alice_client: Client) -> None:
    alice_client.post(reverse("set_language"), {"language": "en", "next": "/"})
    alice_client.post(URL, {"language": "ko"})
    assert spoken(alice_client) == "ko"


@pytest.mark.parametrize(("accept", "heard"), [(KOREAN, "ko"), (ENGLISH, "en"), (GERMAN, "en")])
def test_empty_is_as_the_browser(alice_client: Client, accept: str, heard: str) -> None:
    alice_client.post(URL, {"language": "ko"})
    alice_client.post(URL, {"language": ""})
    assert spoken(alice_client, accept) == heard


def test_it_is_ones_own(alice: User, bob_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(language="ko")
    assert spoken(bob_client) == "en"


@pytest.mark.parametrize("code", ["de", "kr", "../ko", "\0", "x" * 5000])
def test_what_is_not_spoken_here(alice_client: Client, alice: User, code: str) -> None:
    response = alice_client.post(URL, {"language": code})
    assert response.status_code == 422
    assert "We do not speak that language yet." in response.content.decode()
    assert User.objects.get(pk=alice.pk).language == ""


def test_a_language_that_was_taken_away_since(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="fr")
    assert spoken(signed_in(alice), KOREAN) == "ko"


def test_a_broken_cookie_is_no_switch(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="ko")
    client = signed_in(alice)
    client.cookies["django_language"] = "xx"
    assert spoken(client) == "ko"


def test_it_leaves_with_the_export(alice_client: Client) -> None:
    alice_client.post(URL, {"language": "ko"})
    assert alice_client.get(reverse("accounts:export")).json()["account"]["language"] == "ko"


def test_it_is_for_accounts(guest_client: Client) -> None:
    assert guest_client.post(URL, {"language": "ko"}).status_code == 302
    assert reverse("accounts:language") not in guest_client.get(ACCOUNT).content.decode()


def test_it_rejects_get(alice_client: Client) -> None:
    assert alice_client.get(URL).status_code == 405
