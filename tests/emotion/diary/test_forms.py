"""The day and the hour of a page, on its listener's own clock."""

from datetime import UTC, date, datetime

import pytest

from emotion import diary_forms
from emotion.diary_forms import DiaryForm, zone_named

# Eleven in the evening in London; the next morning in Seoul, and still afternoon in Los Angeles.
NOW = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand."""
    monkeypatch.setattr(diary_forms.clock, "now", lambda: NOW)


def sent(**fields: str) -> DiaryForm:
    form = DiaryForm({"text": "words", **fields})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("", 14, 23),
        ("Asia/Seoul", 15, 8),
        ("America/Los_Angeles", 14, 16),
        ("Nowhere/Atlantis", 14, 23),
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


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "America", "\0", "x" * 5000, "Asia/Seoul\n", "é"]
)
def test_what_is_no_zone_is_as_none(name: str) -> None:
    assert zone_named(name) is None
    assert sent(zone=name).is_valid()
