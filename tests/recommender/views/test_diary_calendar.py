"""GET /diary/calendar/YYYY/MM/: a month as a field of moods."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from mlfym.accounts.models import Listener, User
from tests.emotion.diary.pages import HAPPY, SAD, close_words, page

URL = "/diary/calendar/2026/03/"


def days(html: str) -> dict[str, str]:
    """Return what each day with pages is called, by its link."""
    links = re.findall(r'<a class="month__day[^>]*href="([^"]+)"\s+aria-label="([^"]+)"', html)
    return dict(links)


def test_a_day_is_told_by_word_icon_and_colour(guest_client: Client, guest: Listener) -> None:
    entry = page(guest, SAD)
    html = guest_client.get(URL).content.decode()
    assert days(html) == {entry.get_absolute_url(): "March 14: Sadness, 1 page"}
    cell = html[html.index("month__day mood-sadness") :][:900]
    assert "<svg" in cell


def test_a_day_with_several_pages_leads_to_them(guest_client: Client, guest: Listener) -> None:
    one, two = page(guest, SAD), page(guest, SAD)
    html = guest_client.get(URL).content.decode()
    assert days(html) == {f"{URL}#day-14": "March 14: Sadness, 2 pages"}
    assert 'id="day-14"' in html
    assert one.get_absolute_url() in html and two.get_absolute_url() in html


def test_a_day_without_a_mood_says_so(
    guest_client: Client, guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    page(guest, SAD)
    assert "March 14: no mood yet, 1 page" in guest_client.get(URL).content.decode()


def test_weeks_begin_on_sunday_in_both_languages(client: Client, db: None) -> None:
    for language, sunday in (("en", "Sunday"), ("ko", "일요일")):
        response = client.get(URL, headers={"accept-language": language})
        assert response.context["weekdays"][0][0] == sunday
        assert response.context["weeks"][0][0].date == date(2026, 3, 1)


def test_the_months_beside_are_linked(client: Client, db: None) -> None:
    html = client.get("/diary/calendar/2026/01/").content.decode()
    assert "/diary/calendar/2025/12/" in html and "/diary/calendar/2026/02/" in html


@pytest.mark.parametrize(("path", "links"), [("0001/01", 1), ("9999/12", 1), ("2024/02", 2)])
def test_the_ends_of_time(client: Client, db: None, path: str, links: int) -> None:
    html = client.get(f"/diary/calendar/{path}/").content.decode()
    assert len(re.findall(r'rel="(?:prev|next)"', html)) == links


@pytest.mark.parametrize("path", ["2026/13", "2026/00", "0000/01", "26/3", "2026/3", "x/y"])
def test_what_is_no_month_is_not_there(client: Client, db: None, path: str) -> None:
    assert client.get(f"/diary/calendar/{path}/").status_code == 404


def test_the_bare_address_leads_to_this_month(client: Client, db: None) -> None:
    today = timezone.localdate()
    assert client.get("/diary/calendar/")["Location"] == f"/diary/calendar/{today:%Y/%m}/"


def test_today_is_marked_by_the_visitors_clock(client: Client, db: None) -> None:
    client.cookies["zone"] = "Asia/Seoul"
    response = client.get("/diary/calendar/", follow=True)
    assert response.content.decode().count('aria-current="date"') == 1


def test_an_empty_month_says_so(client: Client, db: None) -> None:
    assert "Nothing was written in this month" in client.get(URL).content.decode()
    assert not Listener.objects.exists()


def test_others_months_stay_theirs(guest_client: Client, alice: User) -> None:
    page(alice.listener, HAPPY)
    assert days(guest_client.get(URL).content.decode()) == {}
