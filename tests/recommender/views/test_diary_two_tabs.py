"""A page of a diary that two tabs have open: nothing comes back, and nothing is lost."""

import re
from html import unescape

import pytest
from django.test import Client

from emotion import words
from emotion.diary import entry_delete
from emotion.models import DiaryEntry, Reading
from mlfym.accounts.models import Listener
from recommender.diary import songs as diary
from recommender.models import Playlist
from tests.emotion.diary.pages import DAY, HAPPY, SAD, page

MINE = "What I wrote in the other tab."


@pytest.fixture
def entry(guest: Listener, catalogue: object) -> DiaryEntry:
    """Return a page of the guest's."""
    return page(guest, SAD)


def field(html: str, name: str) -> str:
    """Return what stands in a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found
    return unescape(found[1])


def delete_first(monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> None:
    """Let the page go in another tab at the moment in which this function is called."""
    real = getattr(where, name)

    def gone(*args: object, **options: object) -> object:
        for kept in DiaryEntry.objects.all():
            diary.entry_remove(entry=kept)
        return real(*args, **options)

    monkeypatch.setattr(where, name, gone)


def test_a_change_of_a_page_that_is_gone_loses_no_text(
    guest_client: Client, entry: DiaryEntry
) -> None:
    entry_delete(entry=entry)
    response = guest_client.post(f"/diary/{entry.uuid}/edit/", {"text": MINE})
    html = response.content.decode()
    assert response.status_code == 404
    assert "not there any more" in html
    assert re.search(rf"<textarea[^>]*>\n{MINE}</textarea>", html)
    assert 'action="/diary/"' in html
    assert guest_client.get(f"/diary/{entry.uuid}/edit/").status_code == 404


def test_a_page_that_goes_while_it_is_read_stays_away(
    guest_client: Client, entry: DiaryEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete_first(monkeypatch, words, "read_text")
    response = guest_client.post(entry.get_absolute_url() + "edit/", {"text": MINE})
    assert response.status_code == 404
    assert MINE in response.content.decode()
    assert not DiaryEntry.objects.exists()
    assert not Reading.objects.exists()


def test_a_mood_for_a_page_that_just_went_is_not_found(
    guest_client: Client, entry: DiaryEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete_first(monkeypatch, diary, "entry_correct")
    response = guest_client.post(entry.get_absolute_url() + "mood/", {"mood": "peace"})
    assert response.status_code == 404
    assert not Reading.objects.exists()


def test_a_page_that_just_went_can_be_deleted_no_more(
    guest_client: Client, entry: DiaryEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = diary.entry_remove

    def twice(*, entry: DiaryEntry) -> None:
        real(entry=DiaryEntry.objects.get(pk=entry.pk))
        real(entry=entry)

    monkeypatch.setattr("recommender.views.diary.entry_remove", twice)
    assert guest_client.post(entry.get_absolute_url() + "delete/").status_code == 404
    assert not DiaryEntry.objects.exists()


def test_the_older_tab_does_not_overwrite_the_newer_text(
    guest_client: Client, entry: DiaryEntry
) -> None:
    address = entry.get_absolute_url() + "edit/"
    seen = field(guest_client.get(address).content.decode(), "seen")
    assert guest_client.post(address, {"text": HAPPY, "seen": seen}).status_code == 302
    response = guest_client.post(address, {"text": MINE, "seen": seen, "day": "2026-03-01"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "has changed since you opened it" in html
    assert HAPPY in unescape(html), "what is kept"
    assert re.search(rf"<textarea[^>]*>\n{MINE}</textarea>", html), "what was written"
    assert 'value="2026-03-01"' in html
    kept = DiaryEntry.objects.get()
    assert (kept.text, kept.day) == (HAPPY, DAY)
    again = {"text": MINE, "seen": field(html, "seen")}
    assert guest_client.post(address, again).status_code == 302
    assert DiaryEntry.objects.get().text == MINE


def test_a_second_click_is_no_conflict(guest_client: Client, entry: DiaryEntry) -> None:
    for _ in range(2):
        response = guest_client.post(entry.get_absolute_url() + "edit/", {"text": HAPPY})
        assert response.status_code == 302


@pytest.mark.parametrize("seen", ["x", "\0", "2026-03-14", "é" * 5000])
def test_a_stamp_that_never_was_asks_first(
    guest_client: Client, entry: DiaryEntry, seen: str
) -> None:
    response = guest_client.post(entry.get_absolute_url() + "edit/", {"text": MINE, "seen": seen})
    assert response.status_code == 409
    assert DiaryEntry.objects.get().text == SAD


def test_a_list_for_a_page_that_just_went_is_not_found(
    guest_client: Client, entry: DiaryEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete_first(monkeypatch, diary, "playlist_start")
    monkeypatch.setattr("recommender.views.diary.playlist_start", diary.playlist_start)
    response = guest_client.post(entry.get_absolute_url() + "more/")
    assert response.status_code == 404
    assert not Playlist.objects.filter(listener__isnull=False).exists()
