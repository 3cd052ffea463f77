"""Write a whole diary, with the songs of its pages, as JSON and as Markdown."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from emotion.diary_selectors import entries_of
from emotion.models import DiaryEntry, MoodName
from mlfym.accounts.holdings import rounded
from mlfym.accounts.models import Listener
from recommender.models import Playlist, PlaylistItem, Song

FORMAT = 1
# What Markdown takes for its own at any place, and what it does at the beginning of a line.
ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|])")
# Four blanks before a line would make it a program's text.
INDENTED = re.compile(r"^[ \t]{4,}", re.MULTILINE)
AT_START = re.compile(r"^(\s*)([#+=\-]|\d+[.)])", re.MULTILINE)


def diary_entries(listener: Listener | None) -> list[DiaryEntry]:
    """Return all pages of a listener, the oldest first, their lists and songs fetched along."""
    items = PlaylistItem.objects.order_by("position")
    lists = Playlist.objects.order_by("created", "pk").prefetch_related(
        Prefetch("items", items), Prefetch("items__song", Song.objects.for_display())
    )
    entries = entries_of(listener).order_by("day", "created", "pk")
    return list(entries.prefetch_related(Prefetch("reading__playlist_set", lists)))


def lists_of(entry: DiaryEntry) -> list[Playlist]:
    """Return the lists that a page has, as they were fetched."""
    return list(entry.reading.playlist_set.all()) if entry.reading else []


def diary_json(entries: Iterable[DiaryEntry]) -> dict[str, Any]:
    """Return pages as values that JSON can hold."""
    return {
        "format": FORMAT,
        "exported": timezone.now(),
        "entries": [entry_json(entry) for entry in entries],
    }


def entry_json(entry: DiaryEntry) -> dict[str, Any]:
    """Return one page as plain values."""
    reading = entry.reading
    return {
        "uuid": entry.uuid,
        "day": entry.day,
        "hour": entry.hour,
        "created": entry.created,
        "edited": entry.edited,
        "text": entry.text,
        "mood": entry.mood_name or None,
        "read": rounded(reading.mood.as_dict())
        if reading and reading.mood and entry.emotions
        else None,
        "corrected_to": reading.corrected_to if reading else "",
        "emotions": rounded(entry.emotions),
        "lists": [
            {
                "uuid": found.uuid,
                "title": found.title,
                "created": found.created,
                "songs": [
                    {
                        "uuid": item.song.uuid,
                        "title": item.song.title,
                        "artist": item.song.artist_line,
                    }
                    for item in found.items.all()
                ],
            }
            for found in lists_of(entry)
        ],
    }


def diary_markdown(entries: Iterable[DiaryEntry]) -> str:
    """Return pages as one Markdown text: a heading for each, its mood, its text, its songs."""
    return "\n".join([f"# {_('Diary')}", "", *(line for e in entries for line in page(e))])


def page(entry: DiaryEntry) -> Iterator[str]:
    """Yield the lines of one page."""
    yield f"## {entry.day.isoformat()}"
    yield ""
    if entry.mood_name:
        yield f"*{_('Mood')}: {MoodName(entry.mood_name).label}*"
        yield ""
    # Two blanks at the end keep a line break that Markdown would take for a space.
    yield plain(entry.text).replace("\n", "  \n")
    yield ""
    songs = dict.fromkeys(
        (item.song.artist_line, item.song.title)
        for found in lists_of(entry)
        for item in found.items.all()
    )
    for artist, title in songs:
        yield "- " + plain(f"{artist} – {title}" if artist else title).replace("\n", " ")
    if songs:
        yield ""


def plain(text: str) -> str:
    """Return a text with all that Markdown would take for its own escaped."""
    text = ANYWHERE.sub(r"\\\1", INDENTED.sub("   ", text))
    return AT_START.sub(escape_start, text)


def escape_start(found: re.Match[str]) -> str:
    """Escape the mark that opens a line: ``#`` before it, ``1.`` before its full stop."""
    mark = found[2]
    return found[1] + (f"{mark[:-1]}\\{mark[-1]}" if mark[-1] in ".)" else f"\\{mark}")
