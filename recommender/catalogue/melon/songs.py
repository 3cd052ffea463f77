"""Melon's songs: `song_meta.json`, a list of records. They come without sound."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.records import ArtistRecord, Name, SongRecord, TagRecord
from recommender.listening.fields import Broken, clean_text, mapping, sequence, whole_number
from recommender.listening.streams import json_records
from recommender.sources import NO_SOURCE

FILE = "song_meta.json"
YEARS = range(1860, 2101)
NO_ID = "has no whole number as its id"
NO_TITLE = "has no title"

Genres = Mapping[str, TagRecord | None]


def read_songs(path: Path, genres: Genres) -> Iterator[Entry | Skipped]:
    """Yield every song, and what cannot be taken."""
    for found in json_records(path):
        if isinstance(found, Skipped):
            yield found
            continue
        where, value = found
        try:
            yield song_entry(value, genres, where)
        except Broken as error:
            yield Skipped(where, str(error))


def song_entry(value: Any, genres: Genres, where: str = "") -> Entry:
    """Return the entry of one record; Broken if it has no id or no title."""
    record = mapping(value)
    number = whole_number(record.get("id"), NO_ID)
    title = clean_text(record.get("song_name"))
    if not title:
        raise Broken(NO_TITLE)
    artists = artist_records(record)
    tags = genre_tags(record, genres)
    song = SongRecord(
        external_id=str(number),
        names=(Name("", title),),
        artists=tuple(artist.external_id for artist in artists),
        tags={tag.slug: 1.0 for tag in tags},
        columns={
            "album": clean_text(record.get("album_name")),
            "year": year(record.get("issue_date")),
            "available": False,
            "unavailable_reason": NO_SOURCE,
        },
    )
    return Entry(song, artists, tags, where)


def artist_records(record: Mapping[str, Any]) -> tuple[ArtistRecord, ...]:
    """Return the artists in order, each once; those without an id or a name are left out."""
    why = "its artists are not a list"
    ids = sequence(record.get("artist_id_basket"), why)
    names = sequence(record.get("artist_name_basket"), why)
    found: dict[str, ArtistRecord] = {}
    for number, name in zip(ids, names, strict=False):
        text = clean_text(name)
        try:
            key = str(whole_number(number, "is no artist's id"))
        except Broken:
            continue
        if text and key not in found:
            found[key] = ArtistRecord(key, (Name("", text),))
    return tuple(found.values())


def genre_tags(record: Mapping[str, Any], genres: Genres) -> tuple[TagRecord, ...]:
    """Return the tags of the main and the detailed genres, each once."""
    why = "its genres are not a list"
    codes = [
        *sequence(record.get("song_gn_gnr_basket"), why),
        *sequence(record.get("song_gn_dtl_gnr_basket"), why),
    ]
    tags = [genres.get(code) for code in codes if isinstance(code, str)]
    return tuple({tag.slug: tag for tag in tags if tag is not None}.values())


def year(value: Any) -> int | None:
    """Return the year of "YYYYMMDD" (unknown parts are zeros), None if it is none."""
    digits = str(value)[:4]
    found = int(digits) if digits.isascii() and digits.isdigit() else 0
    return found if found in YEARS else None
