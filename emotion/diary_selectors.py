"""Read a diary: its pages, what is found in them, and a month as a field of moods."""

import calendar
import re
import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from emotion.models import DiaryEntry
from emotion.moods import Mood
from emotion.written import fold
from mlfym.accounts.models import Listener

# Letters on either side of the first word found, about two lines on a phone.
AROUND = 90
# The share of a reading that its marked sentences carry together, and the most that are marked.
CARRIED = 0.6
MOST_MARKED = 3


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `mood` is empty where it is not marked."""

    text: str
    mood: str = ""


@dataclass(frozen=True)
class Day:
    """A day of a month's field; `mood` is empty where nothing was written, or read in it."""

    date: date
    entries: tuple[DiaryEntry, ...]

    @property
    def mood(self) -> str:
        """Return the leading mood of the day's pages together."""
        moods = [entry.mood for entry in self.entries if entry.mood]
        return Mood.blend([(mood, 1.0) for mood in moods]).top if moods else ""


def entries_of(listener: Listener | None) -> QuerySet[DiaryEntry]:
    """Return a listener's pages, the latest day first; none where there is no listener yet."""
    if not listener:
        return DiaryEntry.objects.none()
    return DiaryEntry.objects.filter(listener=listener).select_related("reading")


def own_entry(listener: Listener | None, key: uuid.UUID) -> DiaryEntry | None:
    """Return a listener's own page, None where it is another's."""
    return entries_of(listener).filter(uuid=key).first()


def entries_with(listener: Listener | None, query: str) -> QuerySet[DiaryEntry]:
    """Return the pages in which every word of `query` stands, in whichever case."""
    found = entries_of(listener)
    for word in fold(query).split():
        found = found.filter(folded__contains=word)
    return found


def excerpt(text: str, query: str) -> list[Piece]:
    """Return a text around the first word found, the words themselves marked."""
    words = sorted(set(query.split()), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)", re.IGNORECASE)
    first = pattern.search(text)
    start = max(0, first.start() - AROUND) if first else 0
    end = (first.end() if first else 0) + 2 * AROUND
    pieces, at = [Piece("…")] if start else [], start
    for found in pattern.finditer(text, start, min(end, len(text))):
        pieces += [Piece(text[at : found.start()]), Piece(found[0], "found")]
        at = found.end()
    pieces.append(Piece(text[at:end] + ("…" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]


def marked(entry: DiaryEntry) -> list[Piece]:
    """Return a page's text in stretches, the sentences that carried the reading with their mood.

    A sentence of another mood than the page's is not marked, however much it carried: on the page
    the mark would speak against the words above it. Nor is any where the page is unsure.
    """
    read = entry.reading.mood if entry.reading and not entry.unsure else None
    heaviest = sorted(entry.sentences, key=lambda part: -part["weight"])
    carrying, carried = [], 0.0
    for part in heaviest[:MOST_MARKED]:
        if carried >= CARRIED:
            break
        carrying.append(part)
        carried += part["weight"]
    pieces, at = [], 0
    telling = [part for part in carrying if read and part["mood"] == read.top]
    for part in sorted(telling, key=lambda part: part["start"]):
        pieces.append(Piece(entry.text[at : part["start"]]))
        pieces.append(Piece(entry.text[part["start"] : part["end"]], part["mood"]))
        at = part["end"]
    pieces.append(Piece(entry.text[at:]))
    return [piece for piece in pieces if piece.text]


def month_field(
    listener: Listener | None, year: int, month: int, first_weekday: int
) -> list[list[Day | None]]:
    """Return a month in whole weeks, each day with its pages in the order of writing.

    `first_weekday`: 0 is Monday. None stands for the days of the months beside.
    """
    inside = light(entries_of(listener)).filter(day__year=year, day__month=month)
    by_day: dict[int, list[DiaryEntry]] = {}
    for entry in inside.order_by("created", "pk"):
        by_day.setdefault(entry.day.day, []).append(entry)
    return [
        [
            Day(date(year, month, number), tuple(by_day.get(number, ()))) if number else None
            for number in week
        ]
        for week in calendar.Calendar(first_weekday).monthdayscalendar(year, month)
    ]


def light(entries: QuerySet[DiaryEntry]) -> QuerySet[DiaryEntry]:
    """Leave out of entries what only their own pages show."""
    return entries.defer("folded", "emotions", "sentences")
