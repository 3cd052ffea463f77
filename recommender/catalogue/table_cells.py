"""Make a song of a table's row; a cell that is wrong is noted, and the row taken without it."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.music.entry import artist_id, slug_of
from recommender.catalogue.music.text import clean, clean_lines, is_sound, split_artists, year_of
from recommender.catalogue.records import ArtistRecord, Name, SongRecord, TagRecord
from recommender.catalogue.table_columns import Columns
from recommender.hosts import is_switched_on
from recommender.models import Tag
from recommender.models.names import normalise_name
from recommender.sources import NO_SOURCE

LONGEST_NAME, LONGEST_LYRICS, LONGEST_ID, LONGEST_TAG = 300, 50_000, 200, 80
LONGEST_URL = 1000
BETWEEN_TAGS = re.compile(r"[;|]")
# A tag with its weight, as the tables of the admin have it: "calm:0.8".
WEIGHED = re.compile(r"(.*\S)\s*:\s*(0(?:\.\d+)?|1(?:\.0+)?)", re.DOTALL)
REPLACED = "\N{REPLACEMENT CHARACTER}"
CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")
MILLISECONDS = 1000
NO_TITLE = "has no title"

KINDS = {"mood": Tag.Kind.MOOD, "genre": Tag.Kind.GENRE, "tags": Tag.Kind.OTHER}
# Columns of numbers: the least and the most that a song can have.
RANGES = {
    "energy": (0.0, 1.0),
    "familiar": (0.0, 1.0),
    "valence": (-1.0, 1.0),
    "arousal": (-1.0, 1.0),
    "tempo": (20.0, 400.0),
    "loudness": (-70.0, 5.0),
}
LONGEST_SECONDS = 12 * 60 * 60.0
DESCRIPTIONS = ("description", "album_description")
TEXTS = {"album": LONGEST_NAME, "licence": 80, "key": 20}
web_address = URLValidator(schemes=["http", "https"])

# Told of a cell: where, and what is wrong with it.
Note = Callable[[Skipped], None]


@dataclass(frozen=True)
class Row:
    """A row, its columns, and whom to tell what is wrong with it."""

    columns: Columns
    cells: Sequence[str]
    where: str
    note: Note

    def cell(self, field: str) -> str:
        """Return a field's cell."""
        return self.columns.cell(field, self.cells)

    def text(self, field: str, longest: int) -> str:
        """Return a field's text in one line; what is taken out of it is noted."""
        return self.cleaned(self.cell(field), field, longest)

    def cleaned(self, cell: str, field: str, longest: int) -> str:
        """Return a cell in one line; what is taken out of it is noted."""
        self.tell_of_signs(cell, field)
        text = clean(cell, len(cell))
        if len(text) > longest:
            self.tell(field, f"was longer than {longest} characters and was cut")
        return text[:longest].strip()

    def tell_of_signs(self, cell: str, field: str) -> None:
        """Note what is in a cell that no text has."""
        if not all(sign.isspace() or is_sound(sign) for sign in cell):
            self.tell(field, "held control characters, which were taken out")
        if REPLACED in cell:
            self.tell(field, "has signs that could not be decoded")

    def tell(self, field: str, why: str) -> None:
        """Note something."""
        self.note(Skipped(f"{self.where}, {field}", why))


def entry_of(row: Row) -> Entry | Skipped:
    """Return the song of a row, or why it cannot be one."""
    names = names_of(row)
    if not names:
        return Skipped(row.where, NO_TITLE)
    artists = artists_of(row)
    tags, weights = tags_of(row)
    song = SongRecord(
        external_id=external_id(row, names, artists),
        names=names,
        artists=tuple(dict.fromkeys(artist.external_id for artist in artists)),
        tags=weights,
        columns=columns_of(row),
    )
    return Entry(song, artists, tags, row.where)


def names_of(row: Row) -> tuple[Name, ...]:
    """Return the titles, each in its language."""
    fields = (("", "title"), ("en", "title_en"), ("ko", "title_ko"))
    found = [Name(language, row.text(field, LONGEST_NAME)) for language, field in fields]
    return tuple(name for name in found if name.text)


def artists_of(row: Row) -> tuple[ArtistRecord, ...]:
    """Return the artists; several stand between semicolons or bars."""
    cells = [
        row.cleaned(part, "artist", LONGEST_NAME)
        for cell in row.columns.cells("artist", row.cells)
        for part in cell.split("|")
    ]
    return tuple(ArtistRecord(artist_id(name), (Name("", name),)) for name in split_artists(cells))


def external_id(row: Row, names: Sequence[Name], artists: Sequence[ArtistRecord]) -> str:
    """Return by what the song is known again: the table's own id, else a mark of its names."""
    given = clean(row.cell("id"), LONGEST_NAME)
    if given and len(given) <= LONGEST_ID:
        return given
    album = clean(row.cell("album"), LONGEST_NAME)
    parts = [given] if given else [*(a.external_id for a in artists), names[0].text, album]
    return blake2b("\0".join(map(normalise_name, parts)).encode(), digest_size=16).hexdigest()


def tags_of(row: Row) -> tuple[tuple[TagRecord, ...], dict[str, float]]:
    """Return the tags, each once, and their weights by slug, which may stand behind a colon.

    A word that stands for a mood and a genre is a mood.
    """
    found: dict[str, TagRecord] = {}
    weights: dict[str, float] = {}
    for field, kind in KINDS.items():
        for cell in row.columns.cells(field, row.cells):
            for part in BETWEEN_TAGS.split(cell):
                weighed = WEIGHED.fullmatch(part.strip())
                word, weight = weighed.groups() if weighed else (part, "1")
                tag = tag_of(row, field, kind, word)
                if tag is not None and tag.slug not in found:
                    found[tag.slug], weights[tag.slug] = tag, float(weight)
    return tuple(found.values()), weights


def tag_of(row: Row, field: str, kind: Tag.Kind, word: str) -> TagRecord | None:
    """Return one tag; None for an empty one, and, noted, for what can be no tag."""
    if len(word.strip()) > LONGEST_TAG:
        row.tell(field, f"a tag longer than {LONGEST_TAG} characters was left out")
        return None
    label = row.cleaned(word.strip().removeprefix("#"), field, LONGEST_TAG)
    slug = slug_of(label)
    if label and not slug:
        row.tell(field, "a tag without any letter was left out")
    return TagRecord(slug, kind.value, label) if slug else None


def columns_of(row: Row) -> dict[str, Any]:
    """Return the song's own columns: those that the table has."""
    columns: dict[str, Any] = {
        field: row.text(field, longest)
        for field, longest in TEXTS.items()
        if field in row.columns.places
    }
    if "year" in row.columns.places:
        columns["year"] = year(row)
    if "lyrics" in row.columns.places:
        columns["lyrics"] = lines_of(row, "lyrics")
    told = [name for name in DESCRIPTIONS if name in row.columns.places]
    if told:
        # The song's own before its album's.
        columns["description"] = next(filter(None, (lines_of(row, name) for name in told)), "")
    columns |= {name: value for name in RANGES if (value := number(row, name)) is not None}
    length = duration(row)
    if length is not None:
        columns["duration"] = length
    address = stream_url(row)
    plays = bool(address) and is_switched_on(address)
    reason = "" if plays else NO_SOURCE
    return {
        **columns, "stream_url": address, "available": plays, "unavailable_reason": reason,
    }  # fmt: skip


def year(row: Row) -> int | None:
    """Return the year of a year or a date."""
    cell = row.cell("year")
    found = year_of(cell[:LONGEST_NAME])
    if cell and found is None:
        row.tell("year", "is no year and was left out")
    return found


def lines_of(row: Row, field: str) -> str:
    """Return lyrics or a description with their lines."""
    cell = row.cell(field)
    row.tell_of_signs(cell, field)
    if len(cell) > LONGEST_LYRICS:
        row.tell(field, f"was longer than {LONGEST_LYRICS} characters and was cut")
    return clean_lines(cell, LONGEST_LYRICS)


def number(row: Row, field: str) -> float | None:
    """Return a number that a song can have."""
    least, most = RANGES[field]
    cell = row.cell(field)
    found = as_number(cell)
    if found is not None and least <= found <= most:
        return found
    if cell:
        row.tell(field, f"is no number from {least:g} to {most:g} and was left out")
    return None


def duration(row: Row) -> float | None:
    """Return the length in seconds, from "3:45", from seconds, or from milliseconds."""
    for field, divided_by in (("duration", 1), ("duration_ms", MILLISECONDS)):
        cell = row.cell(field)
        clock = CLOCK.fullmatch(cell.strip())
        if clock:
            hours, minutes, seconds = (float(part or 0) for part in clock.groups())
            found: float | None = hours * 3600 + minutes * 60 + seconds
        else:
            found = as_number(cell)
        if found is not None and 0 < found / divided_by <= LONGEST_SECONDS:
            return round(found / divided_by, 3)
        if cell:
            row.tell(field, "is no length of a song and was left out")
    return None


def stream_url(row: Row) -> str:
    """Return the address that the song plays from."""
    cell = row.cell("stream_url").strip()
    if not cell:
        return ""
    try:
        web_address(cell)
    except ValidationError:
        row.tell("stream_url", "is no web address and was left out")
        return ""
    if len(cell) > LONGEST_URL:
        row.tell("stream_url", f"is longer than {LONGEST_URL} characters and was left out")
        return ""
    return cell


def as_number(cell: str) -> float | None:
    """Return a finite number, whose comma may be a decimal one."""
    try:
        found = float(cell.strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None
