"""Melon's lists: `train.json`, `val.json`, `test.json`, each a list of records."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.catalogue.importing import Skipped
from recommender.listening.fields import (
    Broken,
    ListRecord,
    mapping,
    sequence,
    tag_slugs,
    whole_number,
)
from recommender.listening.streams import json_records

FILES = ("train.json", "val.json", "test.json")
NO_ID = "has no whole number as its id"
NO_SONGS = "its songs are not a list"
BAD_TAGS = "has a tag that is no text, or longer than 80 characters; the list is taken without it"
BAD_SONGS = "names a song by what is no id; the list is taken without it"

SEOUL = ZoneInfo("Asia/Seoul")


def read_lists(paths: Iterable[Path]) -> Iterator[ListRecord | Skipped]:
    """Yield every list of these files, and what cannot be taken."""
    for path in paths:
        for found in json_records(path):
            if isinstance(found, Skipped):
                yield found
                continue
            where, value = found
            try:
                yield from list_record(value, where)
            except Broken as error:
                yield Skipped(where, str(error))


def list_record(value: Any, where: str = "") -> Iterator[ListRecord | Skipped]:
    """Yield one list, before it what was left out of it; Broken if it has no id."""
    record = mapping(value)
    number = whole_number(record.get("id"), NO_ID)
    tags, bad_tags = tag_slugs(record.get("tags"))
    songs = sequence(record.get("songs"), NO_SONGS)
    known = tuple(str(song) for song in songs if type(song) is int and song >= 0)
    if bad_tags:
        yield Skipped(where, BAD_TAGS)
    if len(known) < len(songs):
        yield Skipped(where, BAD_SONGS)
    yield ListRecord(number, known, tags, seconds(record.get("updt_date")), where)


def seconds(value: Any) -> int:
    """Return "2013-12-19 18:36:19.000" as seconds since 1970, 0 if it is no date.

    The set says nothing of the zone; a Korean site writes Korean time.
    """
    try:
        found = datetime.fromisoformat(value)
        return max(0, int((found if found.tzinfo else found.replace(tzinfo=SEOUL)).timestamp()))
    except (TypeError, ValueError, OverflowError):
        return 0
