"""Making an account."""

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import Listener, User
from mlfym.accounts.throttle import SIGN_UP_ADDRESS
from recommender.models import Rating
from tests.accounts.helpers import make_history, make_song

pytestmark = pytest.mark.django_db

URL = reverse("accounts:sign_up")
FORM = {"username": "dora", "password1": "a good long secret", "password2": "a good long secret"}


def test_it_works(client: Client) -> None:
    response = client.post(URL, FORM, follow=True)
    assert response.redirect_chain[0][0] == reverse("home")
    assert "Welcome, dora." in response.content.decode()
    assert response.wsgi_request.user.username == "dora"
    assert User.objects.get().email == ""


def test_it_shows_the_form(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert 'name="password2"' in page
    assert 'autocomplete="new-password"' in page


def test_a_like_made_as_guest_survives(guest_client: Client, guest: Listener) -> None:
    make_history(guest, make_song("One"))
    guest_client.post(URL, FORM)
    rating = Rating.objects.get()
    assert rating.listener.user == User.objects.get(username="dora")
    assert guest_client.cookies[COOKIE].value == ""


def test_email_is_kept_if_given(client: Client) -> None:
    client.post(URL, FORM | {"email": "dora@example.org"})
    assert User.objects.get().email == "dora@example.org"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"username": ""}, "required"),
        ({"username": "no spaces please"}, "valid username"),
        ({"password2": "another long secret"}, "match"),
        ({"password1": "12345678", "password2": "12345678"}, "numeric"),
        ({"email": "nowhere"}, "valid email"),
    ],
)
def test_it_says_what_is_wrong(client: Client, change: dict[str, str], says: str) -> None:
    response = client.post(URL, FORM | change)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not User.objects.exists()


def test_a_name_is_taken_in_any_case(client: Client, alice: User) -> None:
    response = client.post(URL, FORM | {"username": "ALICE"})
    assert response.status_code == 422
    assert User.objects.count() == 1


def test_a_refused_form_loses_nothing(guest_client: Client, guest: Listener) -> None:
    guest_client.post(URL, FORM | {"password2": "x"})
    assert Listener.objects.guests().get() == guest
    assert guest_client.cookies[COOKIE].value


def test_it_never_makes_staff(client: Client) -> None:
    client.post(URL, FORM | {"is_staff": "on", "is_superuser": "on"})
    assert not User.objects.get().is_staff
    assert not User.objects.get().is_superuser


def test_it_slows_down_a_machine(client: Client) -> None:
    for _ in range(SIGN_UP_ADDRESS.tries):
        SIGN_UP_ADDRESS.take("127.0.0.1")
    assert client.post(URL, FORM).status_code == 429
    assert not User.objects.exists()
    assert client.post(URL, FORM, REMOTE_ADDR="10.1.1.1").status_code == 302


def test_someone_with_an_account_is_led_to_it(alice_client: Client) -> None:
    assert alice_client.get(URL).url == reverse("accounts:account")


def test_it_needs_a_csrf_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(URL, FORM).status_code == 403
    assert not User.objects.exists()


def test_it_speaks_korean(client: Client) -> None:
    response = client.post(URL, FORM | {"username": ""}, headers={"accept-language": "ko"})
    assert 'lang="ko"' in response.content.decode()
    assert "필수" in response.content.decode()
