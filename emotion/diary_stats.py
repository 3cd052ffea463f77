"""Count the moods of a diary over weeks, by weekday and by hour."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from emotion.diary_selectors import entries_of
from emotion.models import DiaryEntry
from emotion.moods import MOODS
from mlfym.accounts.models import Listener

HOURS = 24
WEEKDAYS = 7

Key = date | int


@dataclass(frozen=True)
class Column:
    """The pages of one week, weekday or hour: how many of each mood.

    `key`: the week's first day, the weekday (0 is Monday), or the hour.
    """

    key: Key
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many pages there are."""
        return sum(self.counts.values())

    @property
    def top(self) -> str:
        """Return the mood of most pages, the first in order of several; empty without pages."""
        return max(MOODS, key=lambda mood: self.counts[mood]) if self.total else ""


@dataclass(frozen=True)
class Statistics:
    """A diary in numbers; pages in which nobody named or read a mood are `unread`."""

    weeks: list[Column]
    weekdays: list[Column]
    hours: list[Column]
    unread: int

    @property
    def total(self) -> int:
        """Return how many pages have a mood."""
        return sum(column.total for column in self.weeks)


def statistics(
    listener: Listener | None, *, weeks: int, today: date, first_weekday: int
) -> Statistics:
    """Count the moods of the last `weeks` weeks, the one with `today` the last.

    `first_weekday`: the day on which weeks begin, 0 is Monday. Hours leave out pages that were
    written for another day.
    """
    last = week_of(today, first_weekday)
    starts = [last - timedelta(weeks=back) for back in reversed(range(weeks))]
    # Somebody's "today" may be tomorrow on the server's clock, so the end stays open.
    entries = list(slim(entries_of(listener).filter(day__gte=starts[0])))
    moods = [(entry, entry.mood_name) for entry in entries if entry.mood_name]
    order = [(first_weekday + number) % WEEKDAYS for number in range(WEEKDAYS)]
    return Statistics(
        weeks=columns(starts, ((min(week_of(e.day, first_weekday), last), m) for e, m in moods)),
        weekdays=columns(order, ((e.day.weekday(), m) for e, m in moods)),
        hours=columns(range(HOURS), ((e.hour, m) for e, m in moods if e.hour is not None)),
        unread=len(entries) - len(moods),
    )


def week_of(day: date, first_weekday: int) -> date:
    """Return the first day of the week in which `day` lies."""
    return day - timedelta(days=(day.weekday() - first_weekday) % WEEKDAYS)


def columns(keys: Iterable[Key], moods: Iterable[tuple[Key, str]]) -> list[Column]:
    """Count moods by key, one column for each of `keys`."""
    counted = Counter(moods)
    return [Column(key, {mood: counted[key, mood] for mood in MOODS}) for key in keys]


def slim(entries: QuerySet[DiaryEntry]) -> QuerySet[DiaryEntry]:
    """Fetch of entries what is counted, and no text."""
    return entries.defer("text", "folded", "emotions", "sentences")
