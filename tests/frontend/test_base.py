"""The frame of every page: language, theme, doors, account, player."""

import json
import re

import pytest
from django.template.loader import get_template, render_to_string
from django.test import Client

from mlfym.accounts.models import Listener

pytestmark = pytest.mark.django_db


def test_a_visit_makes_no_listener(client: Client) -> None:
    """A crawler's look at the home page is no action."""
    assert client.get("/").status_code == 200
    assert not Listener.objects.exists()


def test_page_says_its_language(client: Client) -> None:
    """Screen readers choose the voice by it."""
    assert '<html lang="en"' in client.get("/").content.decode()
    korean = client.get("/", headers={"accept-language": "ko"}).content.decode()
    assert '<html lang="ko"' in korean


def test_language_can_be_switched_without_scripts(client: Client) -> None:
    """A form, whose answer is the same page in the other language."""
    html = client.get("/tiles/").content.decode()
    assert 'name="next" value="/tiles/"' in html
    answer = client.post("/language/setlang/", {"language": "ko", "next": "/tiles/"}, follow=True)
    assert answer.redirect_chain == [("/tiles/", 302)]
    assert '<html lang="ko"' in answer.content.decode()


def test_language_form_of_an_answered_form_leads_home(client: Client) -> None:
    """An address that takes only POST must not be opened by the switch."""
    html = client.post("/lists/start/", {"mood": "nonsense"}).content.decode()
    assert 'name="next" value="/"' in html


@pytest.mark.parametrize(("cookie", "written"), [("dark", True), ("light", True), ('x"y', False)])
def test_theme_comes_from_its_cookie(client: Client, cookie: str, written: bool) -> None:
    """Only the two themes that exist are written into the page."""
    client.cookies["theme"] = cookie
    html = client.get("/").content.decode()
    assert (f'data-theme="{cookie}"' in html) is written


def test_doors_are_links(client: Client) -> None:
    """All doors stand in the header of every page."""
    html = client.get("/lists/").content.decode()
    for address in ("/face/", "/photo/", "/tiles/", "/lists/"):
        assert f'href="{address}"' in html


def test_the_present_door_is_marked(client: Client) -> None:
    """For the eye and for screen readers."""
    html = client.get("/tiles/").content.decode()
    assert re.search(r'href="/tiles/" aria-current="page"', html)


def test_guest_is_offered_to_sign_in(client: Client) -> None:
    """And not to sign out."""
    html = client.get("/").content.decode()
    assert "/account/sign-in/" in html
    assert "/account/sign-out/" not in html


def test_account_has_its_menu(alice_client: Client) -> None:
    """Name, account page, and signing out by POST."""
    html = alice_client.get("/").content.decode()
    assert "alice" in html
    assert 'action="/account/sign-out/" method="post"' in html
    assert "/admin/" not in html


def test_player_stands_outside_the_part_that_changes(client: Client) -> None:
    """Else the music would stop with every page."""
    html = client.get("/").content.decode()
    assert html.index("</main>") < html.index('<audio id="audio"')
    assert html.count("<audio") == 1


def test_settings_of_htmx_are_safe(client: Client) -> None:
    """No code from strings, no styles of its own, no other host, errors shown."""
    html = client.get("/").content.decode()
    config = json.loads(re.search(r"name=\"htmx-config\" content='([^']+)'", html)[1])
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    # A style that a script gave a part would be written as an attribute, against the policy.
    assert "style" not in config["attributesToSettle"]
    assert config["historyCacheSize"] == 0
    assert config["responseHandling"][-1] == {"code": "...", "swap": True}


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "413", "500"])
def test_error_pages_render_without_a_request(status: str) -> None:
    """Django renders some of them with nothing at hand."""
    html = get_template(f"errors/{status}.html").render()
    assert "<h1>" in html
    assert '<main id="main"' in html


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "500"])
def test_django_finds_the_error_pages(status: str) -> None:
    """Its own handlers look for them at the root."""
    assert render_to_string(f"{status}.html") == render_to_string(f"errors/{status}.html")


def test_server_error_page_asks_nothing_of_the_site() -> None:
    """No address and no manifest, since either may be what broke."""
    source = get_template("errors/500.html").template.source
    assert "{% url" not in source
    assert "{% static" not in source
    assert "{% extends" not in source


def test_missing_page_leads_to_the_doors(client: Client) -> None:
    """Kindly, and with the right status."""
    answer = client.get("/there-is-no-such-page/")
    assert answer.status_code == 404
    assert 'class="door"' in answer.content.decode()


def test_stale_form_says_so_kindly(alice_client: Client) -> None:
    """A form without its token is not a bare 403."""
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/lists/start/", {"mood": "joy"})
    assert answer.status_code == 403
    assert "Please send that once more" in answer.content.decode()
