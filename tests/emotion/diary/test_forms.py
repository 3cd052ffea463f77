"""The day and the hour of a page, on its listener's own clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from emotion.diary_forms import DiaryForm

# Half past eleven in the evening in London; the next morning in Seoul, still afternoon out west.
NOW = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)


def sent(zone: str = "", otherwise: date | None = None, **fields: str) -> DiaryForm:
    """Send words and more from a browser in `zone`, or from one that does not tell."""
    now = NOW.astimezone(ZoneInfo(zone)) if zone else NOW
    form = DiaryForm({"text": "words", **fields}, now=now, certain=bool(zone), otherwise=otherwise)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("", 14, 23),
        ("Asia/Seoul", 15, 8),
        ("America/Los_Angeles", 14, 16),
    ],
)
def test_today_is_the_listeners_today(zone: str, day: int, hour: int) -> None:
    data = sent(zone=zone).cleaned_data
    assert (data["day"], data["hour"]) == (date(2026, 3, day), hour)


def test_an_earlier_day_has_no_hour() -> None:
    data = sent(day="2025-12-24", zone="Asia/Seoul").cleaned_data
    assert (data["day"], data["hour"]) == (date(2025, 12, 24), None)


def test_today_may_be_named() -> None:
    assert sent(day="2026-03-15", zone="Asia/Seoul").cleaned_data["hour"] == 8


@pytest.mark.parametrize(
    ("day", "zone"),
    [("2026-03-16", "Asia/Seoul"), ("2026-03-15", "Europe/London"), ("9999-12-31", "")],
)
def test_a_day_to_come_is_refused(day: str, zone: str) -> None:
    assert "not come yet" in sent(day=day, zone=zone).errors["day"][0]


def test_without_a_zone_it_may_be_tomorrow_already() -> None:
    """Whoever has no script may be in Seoul."""
    assert sent(day="2026-03-15").is_valid()
    assert not sent(day="2026-03-16").is_valid()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "\0", "2026-13-01", "١٤"])
def test_what_is_no_day_is_said(day: str) -> None:
    assert "year-month-day" in sent(day=day).errors["day"][0]


def test_a_page_keeps_its_day_where_none_is_given() -> None:
    """Also one that someone wrote tomorrow, in the east, and now changes from here."""
    data = sent(otherwise=date(2026, 3, 16), zone="Europe/London").cleaned_data
    assert (data["day"], data["hour"]) == (date(2026, 3, 16), None)
