"""What the diary's pages show: a page beside its reading and songs, months, and charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from emotion.diary_selectors import marked, month_field
from emotion.diary_stats import Column, Statistics
from emotion.models import DiaryEntry, MoodName
from emotion.moods import MOODS, Mood
from emotion.text_wording import is_unread, sentence, top_felt
from mlfym.accounts.models import Listener
from recommender.diary.songs import entry_lists, entry_songs
from recommender.showing import queue_of, rows_of

LISTS_SHOWN = 8
# All figures do not fit under a chart on a phone: every third hour has its own, and six weeks.
HOURS_NAMED = 3
WEEKS_NAMED = 6
# More columns than this are too narrow for an icon under each.
ICONS_FIT = 26


@dataclass(frozen=True)
class Part:
    """A mood's piece of a chart's column, in per cent of the highest column, from the top."""

    mood: str
    top: float
    height: float


@dataclass(frozen=True)
class ChartColumn:
    """A column of a chart: its full name, what stands under it, and its pieces."""

    name: str
    short: str
    column: Column
    parts: list[Part]

    @property
    def counts(self) -> list[int]:
        """Return how many pages of each mood, in the order of the moods."""
        return [self.column.counts[mood] for mood in MOODS]


def entry_context(entry: DiaryEntry, listener: Listener | None) -> dict[str, Any]:
    """Return what a page's template shows."""
    songs = entry_songs(entry)
    rows = rows_of(songs, listener) if songs else []
    mood = entry.mood
    reading = entry.reading
    read = reading.mood if reading and entry.emotions else None
    read_as = read.top if read and not is_unread(read) else ""
    return {
        "entry": entry,
        "pieces": marked(entry),
        "felt": top_felt(entry.emotions, read_as) if read_as else [],
        "mood": entry.mood_name,
        "corrected": reading.corrected_to if reading else "",
        "read_as": read_as,
        "sentence": sentence(mood, unsure=entry.unsure) if mood else "",
        "light": percent(mood) if mood else {},
        "unread": bool(mood and is_unread(mood)),
        "shares": percent(read) if read and read_as else {},
        "moods": [(name, label) for name, label in MoodName.choices if name != entry.mood_name],
        "playlist": songs,
        "rows": rows,
        "queue": queue_of(songs, rows) if songs else [],
        "lists": entry_lists(entry)[:LISTS_SHOWN],
    }


def percent(mood: Mood) -> dict[str, int]:
    """Return a mood in per cent, in the order of the moods."""
    return {name: round(100 * share) for name, share in mood.as_dict().items()}


def first_weekday() -> int:
    """Return the day on which weeks begin where this language is at home; 0 is Monday."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def field_context(
    listener: Listener | None, today: date, shown: date | None = None
) -> dict[str, Any]:
    """Return the field of the month in which `shown` lies, of this month where none is named."""
    shown = (shown or today).replace(day=1)
    first = first_weekday()
    order = [(first + number) % 7 for number in range(7)]
    return {
        "month": shown,
        "today": today,
        "weeks": month_field(listener, shown.year, shown.month, first),
        "weekdays": [(WEEKDAYS[number], WEEKDAYS_ABBR[number]) for number in order],
    }


def charts(found: Statistics) -> list[tuple[str, str, list[ChartColumn]]]:
    """Return the three charts: an anchor's name, a heading, and the columns."""
    starts = [column.key for column in found.weeks if isinstance(column.key, date)]
    step = -(-len(starts) // WEEKS_NAMED)
    weeks = [
        (
            _("Week of %(day)s") % {"day": date_format(start, "DATE_FORMAT")},
            f"{start:%-m/%-d}" if (len(starts) - 1 - place) % step == 0 else "",
        )
        for place, start in enumerate(starts)
    ]
    days = [
        (str(WEEKDAYS[number]), str(WEEKDAYS_ABBR[number]))
        for number in (column.key for column in found.weekdays)
        if isinstance(number, int)
    ]
    hours = [
        (f"{hour}:00", str(hour) if hour % HOURS_NAMED == 0 else "")
        for hour in range(len(found.hours))
    ]
    return [
        ("weeks", _("Over the weeks"), chart(found.weeks, weeks)),
        ("weekdays", _("By day of the week"), chart(found.weekdays, days)),
        ("hours", _("By hour of the day"), chart(found.hours, hours)),
    ]


def chart(columns: Sequence[Column], names: Sequence[tuple[str, str]]) -> list[ChartColumn]:
    """Return columns as high as their pages are many, the highest 100."""
    highest = max((column.total for column in columns), default=0) or 1
    return [
        ChartColumn(name, short, column, parts(column, highest))
        for column, (name, short) in zip(columns, names, strict=True)
    ]


def parts(column: Column, highest: int) -> list[Part]:
    """Stack a column's moods from the ground, the first mood on top."""
    found, top = [], 100.0 * (1 - column.total / highest)
    for mood in MOODS:
        height = 100.0 * column.counts[mood] / highest
        if height:
            found.append(Part(mood, round(top, 2), round(height, 2)))
        top += height
    return found
