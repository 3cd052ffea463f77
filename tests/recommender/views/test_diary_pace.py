"""A diary's forms, sent too often: the same one makes one page, and too many wait a minute."""

import re
import uuid

import pytest
from django.test import Client

from emotion.limits import SENT
from emotion.models import DiaryEntry
from mlfym.accounts.models import Listener
from recommender.models import Playlist
from tests.emotion.diary.pages import HAPPY, SAD, page

URL = "/diary/"
ACTIONS = {
    "": {"text": HAPPY},
    "search/": {"query": "grandmother"},
    "edit/": {"text": HAPPY},
    "mood/": {"mood": "peace"},
    "read/": {},
    "more/": {},
    "delete/": {},
}


def once_of(client: Client) -> str:
    """Return the number that the empty page has."""
    found = re.search(r'name="once" value="([^"]+)"', client.get(URL).content.decode())
    assert found
    return found[1]


def test_a_form_sent_twice_is_one_page(client: Client, catalogue: object) -> None:
    sent = {"text": SAD, "once": once_of(client)}
    first, second = client.post(URL, sent), client.post(URL, sent)
    assert first["Location"] == second["Location"]
    assert DiaryEntry.objects.count() == 1
    assert Playlist.objects.filter(listener__isnull=False).count() == 1


def test_every_empty_page_is_another(client: Client, catalogue: object) -> None:
    for _ in range(2):
        client.post(URL, {"text": SAD, "once": once_of(client)})
    assert DiaryEntry.objects.count() == 2


def test_other_words_from_the_same_form_are_not_lost(client: Client, catalogue: object) -> None:
    once = once_of(client)
    for text in (SAD, HAPPY):
        client.post(URL, {"text": text, "once": once})
    assert {entry.text for entry in DiaryEntry.objects.all()} == {SAD, HAPPY}


def test_a_form_that_comes_back_is_still_the_same(client: Client, db: None) -> None:
    once = once_of(client)
    html = client.post(URL, {"text": "", "once": once}).content.decode()
    assert f'name="once" value="{once}"' in html


def test_nobody_gets_another_ones_page_by_its_number(
    guest_client: Client, alice_client: Client, catalogue: object
) -> None:
    sent = {"text": SAD, "once": str(uuid.uuid4())}
    guest_client.post(URL, sent)
    address = alice_client.post(URL, sent)["Location"]
    assert DiaryEntry.objects.count() == 2
    assert guest_client.get(address).status_code == 404


@pytest.mark.parametrize("once", ["", "x", "\0", "0" * 500])
def test_what_is_no_number_does_no_harm(client: Client, catalogue: object, once: str) -> None:
    assert client.post(URL, {"text": SAD, "once": once}).status_code == 302
    assert DiaryEntry.objects.get().client_uuid is None


@pytest.mark.parametrize("action", ACTIONS)
def test_who_sends_too_much_waits_and_loses_nothing(
    guest_client: Client, guest: Listener, action: str
) -> None:
    entry = page(guest, SAD)
    while SENT.take(str(guest.uuid)):
        pass
    where = URL + action if action in ("", "search/") else entry.get_absolute_url() + action
    response = guest_client.post(where, ACTIONS[action])
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (429, str(SENT.seconds))
    assert "one minute" in html
    assert all(sent in html for sent in ACTIONS[action].values())
    kept = DiaryEntry.objects.get()
    assert (kept.text, kept.mood_name) == (SAD, "sadness")
    assert not Playlist.objects.filter(listener__isnull=False).exists()
