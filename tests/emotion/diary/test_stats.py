"""Counting moods over weeks, by weekday and by hour."""

from datetime import date, timedelta

import pytest

from emotion.diary_stats import Column, Statistics, statistics, week_of
from emotion.moods import MOODS
from mlfym.accounts.models import Listener, User
from tests.emotion.diary.pages import HAPPY, SAD, close_words, page

TODAY = date(2026, 3, 18)  # a Wednesday
MONDAY, SUNDAY = 0, 6


def count(listener: Listener | None, weeks: int = 4, first: int = MONDAY) -> Statistics:
    return statistics(listener, weeks=weeks, today=TODAY, first_weekday=first)


def totals(columns: list[Column]) -> dict[object, int]:
    return {column.key: column.total for column in columns if column.total}


def test_weeks_begin_where_the_language_is_at_home() -> None:
    assert week_of(TODAY, MONDAY) == date(2026, 3, 16)
    assert week_of(TODAY, SUNDAY) == date(2026, 3, 15)
    assert week_of(date(2026, 3, 15), SUNDAY) == date(2026, 3, 15)


def test_pages_are_counted_by_week_weekday_and_hour(guest: Listener) -> None:
    page(guest, SAD, TODAY, hour=23)
    page(guest, HAPPY, TODAY - timedelta(days=7), hour=8)
    page(guest, HAPPY, TODAY - timedelta(days=8), hour=None)
    found = count(guest)
    assert totals(found.weeks) == {date(2026, 3, 9): 2, date(2026, 3, 16): 1}
    assert totals(found.weekdays) == {1: 1, 2: 2}
    assert totals(found.hours) == {8: 1, 23: 1}
    assert found.total == 3
    assert found.weeks[-2].counts["joy"] == 2 and found.weeks[-2].top == "joy"


def test_every_week_weekday_and_hour_has_its_column(guest: Listener) -> None:
    found = count(guest, first=SUNDAY)
    assert [column.key for column in found.weeks] == [
        date(2026, 2, 22), date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15)
    ]  # fmt: skip
    assert [column.key for column in found.weekdays] == [6, 0, 1, 2, 3, 4, 5]
    assert [column.key for column in found.hours] == list(range(24))
    assert all(list(column.counts) == list(MOODS) for column in found.weeks)
    assert (found.total, found.weeks[0].top) == (0, "")


def test_older_pages_are_left_out(guest: Listener) -> None:
    page(guest, SAD, date(2026, 2, 22))
    assert count(guest).total == 0
    assert count(guest, weeks=5).total == 1


def test_a_page_of_tomorrow_belongs_to_the_last_week(guest: Listener) -> None:
    """East of the server it may be Monday while here it is Sunday."""
    page(guest, SAD, date(2026, 3, 23))
    found = statistics(guest, weeks=2, today=date(2026, 3, 22), first_weekday=MONDAY)
    assert totals(found.weeks) == {date(2026, 3, 16): 1}


def test_pages_without_a_mood_are_said(guest: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    close_words(monkeypatch)
    page(guest, SAD, TODAY)
    assert (count(guest).unread, count(guest).total) == (1, 0)


def test_others_are_not_counted(guest: Listener, alice: User) -> None:
    page(alice.listener, SAD, TODAY)
    assert count(guest).total == 0
    assert count(None).total == 0


def test_a_year_takes_one_query(guest: Listener, django_assert_num_queries) -> None:
    for back in range(20):
        page(guest, SAD, TODAY - timedelta(days=back))
    with django_assert_num_queries(1):
        assert count(guest, weeks=52).total == 20
