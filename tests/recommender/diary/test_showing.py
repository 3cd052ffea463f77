"""Charts of pages by mood."""

from datetime import date

import pytest
from django.utils import translation

from emotion.diary_stats import Column, statistics
from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from recommender.diary.showing import charts, first_weekday, parts
from tests.emotion.diary.pages import HAPPY, SAD, page


def column(**counts: int) -> Column:
    return Column(0, dict.fromkeys(MOODS, 0) | counts)


def test_the_highest_column_fills_the_chart() -> None:
    found = parts(column(anger=1, joy=3), 4)
    assert [(part.mood, part.top, part.height) for part in found] == [
        ("anger", 0.0, 25.0),
        ("joy", 25.0, 75.0),
    ]


def test_a_lower_column_stands_on_the_ground() -> None:
    (found,) = parts(column(peace=1), 4)
    assert (found.top, found.height) == (75.0, 25.0)


def test_an_empty_column_has_no_pieces() -> None:
    assert parts(column(), 4) == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_three_charts_with_names(guest: Listener, language: str) -> None:
    page(guest, SAD, date(2026, 3, 16), hour=9)
    page(guest, HAPPY, date(2026, 3, 16), hour=10)
    with translation.override(language):
        found = statistics(guest, weeks=12, today=date(2026, 3, 18), first_weekday=first_weekday())
        weeks, days, hours = (columns for _name, _heading, columns in charts(found))
    assert (len(weeks), len(days), len(hours)) == (12, 7, 24)
    assert weeks[-1].short == "3/15" and weeks[-1].counts == [0, 0, 1, 0, 1, 0]
    assert days[0].name == {"en": "Sunday", "ko": "일요일"}[language]
    assert [hour.short for hour in hours[:4]] == ["0", "", "", "3"]
