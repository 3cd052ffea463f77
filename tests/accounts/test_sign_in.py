"""Coming in."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mlfym.accounts.identity import COOKIE, sign_cookie
from mlfym.accounts.models import Listener, User
from mlfym.accounts.throttle import SIGN_IN_ADDRESS
from recommender.models import Rating
from tests.accounts.helpers import make_history, make_song, rate
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

URL = reverse("accounts:sign_in")
FORM = {"username": "alice", "password": PASSWORD}


def test_it_works(client: Client, alice: User) -> None:
    response = client.post(URL, FORM, follow=True)
    assert response.redirect_chain == [(reverse("home"), 302)]
    assert response.wsgi_request.user == alice


def test_a_like_made_as_guest_survives(guest_client: Client, guest: Listener, alice: User) -> None:
    make_history(guest, make_song("One"))
    guest_client.post(URL, FORM)
    assert Rating.objects.get().listener == alice.listener
    assert not Listener.objects.guests().exists()
    assert guest_client.cookies[COOKIE].value == ""


def test_an_account_that_never_listened_gets_the_guest(
    guest_client: Client, guest: Listener, charlie: User
) -> None:
    guest_client.post(URL, FORM | {"username": "charlie"})
    assert Listener.objects.get(user=charlie) == guest


def test_a_forged_cookie_brings_nothing(client: Client, alice: User, guest: Listener) -> None:
    rate(guest, make_song("One"), 1)
    client.cookies[COOKIE] = str(guest.uuid)
    client.post(URL, FORM)
    assert not alice.listener.ratings.exists()
    assert Listener.objects.guests().get() == guest


def test_a_cookie_signed_for_something_else_brings_nothing(
    client: Client, alice: User, guest: Listener
) -> None:
    from django.core import signing

    client.cookies[COOKIE] = signing.dumps(str(guest.uuid), salt="another.salt")
    client.post(URL, FORM)
    assert Listener.objects.guests().get() == guest


def test_a_cookie_of_an_account_brings_nothing(client: Client, alice: User, bob: User) -> None:
    rate(bob.listener, make_song("One"), 1)
    client.cookies[COOKIE] = sign_cookie(bob.listener)
    client.post(URL, FORM)
    assert not alice.listener.ratings.exists()
    assert bob.listener.ratings.count() == 1


def test_the_session_key_changes(client: Client, alice: User) -> None:
    session = client.session
    session["before"] = "here"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post(URL, FORM)
    assert client.session.session_key != planted
    assert not client.session.exists(planted)


@pytest.mark.parametrize(
    "form", [{"password": "wrong"}, {"username": "nobody"}, {"username": "", "password": ""}]
)
def test_what_does_not_fit_stays_out(client: Client, alice: User, form: dict[str, str]) -> None:
    response = client.post(URL, FORM | form)
    assert response.status_code == 422
    assert not response.wsgi_request.user.is_authenticated


def test_a_wrong_name_and_a_wrong_password_sound_the_same(client: Client, alice: User) -> None:
    def errors(form: dict[str, str]) -> list[str]:
        return client.post(URL, FORM | form).context["form"].non_field_errors()

    assert errors({"password": "wrong"}) == errors({"username": "nobody"})


def test_an_account_that_was_closed_stays_out(client: Client, alice: User) -> None:
    User.objects.update(is_active=False)
    assert client.post(URL, FORM).status_code == 422


def test_guessing_is_slowed_down(client: Client, alice: User) -> None:
    for _ in range(5):
        assert client.post(URL, FORM | {"password": "guess"}).status_code == 422
    response = client.post(URL, FORM)
    assert response.status_code == 429
    assert "wait" in response.content.decode()
    assert not response.wsgi_request.user.is_authenticated


def test_another_address_may_still_come_in(client: Client, alice: User) -> None:
    for _ in range(6):
        client.post(URL, FORM | {"password": "guess"})
    assert client.post(URL, FORM, REMOTE_ADDR="10.1.1.1").status_code == 302


def test_coming_in_forgets_the_tries(client: Client, alice: User) -> None:
    for _ in range(3):
        for _ in range(4):
            client.post(URL, FORM | {"password": "guess"})
        assert client.post(URL, FORM).status_code == 302


def test_one_address_with_many_names_is_slowed_down(client: Client, alice: User) -> None:
    for _ in range(SIGN_IN_ADDRESS.tries - 1):
        SIGN_IN_ADDRESS.take("127.0.0.1")
    assert client.post(URL, FORM | {"username": "bob"}).status_code == 422
    assert client.post(URL, FORM).status_code == 429


def test_next_leads_on(client: Client, alice: User) -> None:
    target = reverse("accounts:account")
    page = client.get(URL, {"next": target}).content.decode()
    assert f'name="next" value="{target}"' in page
    assert client.post(URL, FORM | {"next": target}).url == target


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:evil",
    ],
)
def test_next_never_leads_away(client: Client, alice: User, target: str) -> None:
    assert client.post(URL, FORM | {"next": target}).url == reverse("home")


def test_htmx_leaves_for_the_admin_by_itself(client: Client, alice: User) -> None:
    target = reverse("admin:index")
    response = client.post(URL, FORM | {"next": target}, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == target


def test_it_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get(URL)["Cache-Control"]


def test_it_needs_a_csrf_token(alice: User) -> None:
    assert Client(enforce_csrf_checks=True).post(URL, FORM).status_code == 403
