"""POST /diary/search/: words looked for in one's own pages."""

import pytest
from django.test import Client

from mlfym.accounts.models import Listener, User
from tests.emotion.diary.pages import HAPPY, SAD, SAD_KO, STRANGE, page

URL = "/diary/search/"


def results(client: Client, query: str) -> list[str]:
    response = client.post(URL, {"query": query})
    assert response.status_code == 200
    return [entry.text for entry, _pieces in response.context["results"]]


@pytest.fixture
def pages(guest: Listener) -> None:
    """Write three pages of the guest's."""
    for text in (SAD, HAPPY, SAD_KO):
        page(guest, text)


@pytest.mark.parametrize(("query", "text"), [("GrandMother", SAD), ("할머니", SAD_KO)])
def test_it_finds_and_marks(pages: None, guest_client: Client, query: str, text: str) -> None:
    assert results(guest_client, query) == [text]
    html = guest_client.post(URL, {"query": query}).content.decode()
    assert f"<mark>{'grandmother' if text == SAD else '할머니'}</mark>" in html


def test_nothing_found_says_so(pages: None, guest_client: Client) -> None:
    assert "No page has these words" in guest_client.post(URL, {"query": "zebra"}).content.decode()


def test_the_words_stand_in_no_address(pages: None, guest_client: Client) -> None:
    """Addresses are written into logs and histories; words come by POST alone."""
    html = guest_client.get("/diary/").content.decode()
    form = html[html.index('action="/diary/search/"') - 80 : html.index('action="/diary/search/"')]
    assert 'method="post"' in form
    assert guest_client.get(URL, {"query": "sad"})["Location"] == "/diary/"


def test_nothing_asked_leads_back(guest_client: Client, db: None) -> None:
    for query in ("", " \n ", "\a"):
        assert guest_client.post(URL, {"query": query})["Location"] == "/diary/"


def test_too_many_words_are_said_and_stay(guest_client: Client, db: None) -> None:
    response = guest_client.post(URL, {"query": "x" * 201})
    assert response.status_code == 400
    assert "x" * 201 in response.content.decode()


def test_others_pages_are_not_found(pages: None, alice_client: Client, alice: User) -> None:
    assert results(alice_client, "sad") == []
    assert results(Client(), "sad") == []


def test_it_makes_no_listener(client: Client, db: None) -> None:
    client.post(URL, {"query": "sad"})
    assert not Listener.objects.exists()


@pytest.mark.parametrize("case", STRANGE)
def test_strange_words_do_no_harm(pages: None, guest_client: Client, case: str) -> None:
    response = guest_client.post(URL, {"query": STRANGE[case][0]})
    assert response.status_code in (200, 302, 400)
    assert "<script>alert" not in response.content.decode()
