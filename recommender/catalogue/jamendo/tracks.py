"""Read the tag files of the MTG-Jamendo set, in either of two forms.

    TRACK_ID       ARTIST_ID      ALBUM_ID      PATH        DURATION  TAGS
    track_0000214  artist_000014  album_000031  14/214.mp3  124.6     genre---rock  mood/theme---sad

the original, with one tag a column to the end of the line, and one with a column for each kind:

    track_id  artist_id  album_id  path        duration  split0  genre       instrument  moodtheme
    214       14         31        14/214.mp3  124.6     test    rock|metal              sad
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from recommender.catalogue.importing import Skipped
from recommender.catalogue.records import TagRecord
from recommender.catalogue.slugs import tag_slug
from recommender.listening.fields import LONGEST_TAG, Broken, clean_text
from recommender.listening.streams import DAMAGED, ENDS_EARLY, open_plain_or_gzip
from recommender.models import Tag

KINDS = {
    "genre": Tag.Kind.GENRE, "instrument": Tag.Kind.INSTRUMENT,
    "mood/theme": Tag.Kind.MOOD, "moodtheme": Tag.Kind.MOOD,
}  # fmt: skip
COLUMNS = ("genre", "instrument", "moodtheme")
NUMBER = re.compile(r"(?:track_|artist_)?0*([0-9]{1,12})", re.ASCII)
DAY = 86_400

# A line of the set has at most a few hundred characters.
LONGEST_LINE = 1 << 16

NO_COLUMNS = "the file has no first line with track_id and tags or genre"
NO_ID = "has no track_id"
TOO_LONG = "is longer than 65536 characters"
BAD_TAGS = "has a tag without letters or longer than 80 characters; it is taken without it"


@dataclass(frozen=True)
class Track:
    """A line: the numbers of track and artist at Jamendo ("" for no artist), seconds, tags."""

    number: str
    artist: str = ""
    duration: float | None = None
    tags: tuple[TagRecord, ...] = ()
    where: str = ""


def read_tracks(path: Path) -> Iterator[Track | Skipped]:
    """Yield every track, and what cannot be taken."""
    columns: list[str] = []
    for number, line in enumerate(_lines(path), start=1):
        where = f"{path.name}, line {number}"
        if line is None:
            yield Skipped(where, ENDS_EARLY)
        elif not columns:
            columns = [name.strip().lower() for name in line.split("\t")]
            if "track_id" not in columns or not {"tags", "genre"} & set(columns):
                yield Skipped(where, NO_COLUMNS)
                return
        elif len(line) >= LONGEST_LINE:
            yield Skipped(where, TOO_LONG)
        elif line.strip():
            yield from _track_or_skipped(line, columns, where)


def _track_or_skipped(line: str, columns: list[str], where: str) -> Iterator[Track | Skipped]:
    try:
        yield from track(line, columns, where)
    except Broken as error:
        yield Skipped(where, str(error))


def track(line: str, columns: list[str], where: str = "") -> Iterator[Track | Skipped]:
    """Yield the track of a line, before it what was left out of it; Broken if it has no id."""
    cells = line.rstrip("\r\n").split("\t")
    fields = dict(zip(columns, cells, strict=False))
    number = _number(fields.get("track_id", ""))
    if not number:
        raise Broken(NO_ID)
    words = list(_words(fields, cells[columns.index("tags") :] if "tags" in columns else None))
    tags = {tag.slug: tag for kind, word in words if (tag := tag_record(kind, word)) is not None}
    if any(tag_record(kind, word) is None for kind, word in words):
        yield Skipped(where, BAD_TAGS)
    yield Track(
        number,
        _number(fields.get("artist_id", "")),
        seconds(fields.get("duration", "")),
        tuple(tags.values()),
        where,
    )


def tag_record(kind: str, word: str) -> TagRecord | None:
    """Return a tag, None for what is none."""
    slug = tag_slug(clean_text(word))
    if not slug or max(len(slug), len(word)) > LONGEST_TAG:
        return None
    return TagRecord(slug, KINDS.get(kind, Tag.Kind.OTHER).value, clean_text(word))


def seconds(text: str) -> float | None:
    """Return a duration of at most a day, None for anything else."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) and 0 < found <= DAY else None


def _words(fields: Mapping[str, str], tags: list[str] | None) -> Iterator[tuple[str, str]]:
    """Yield (kind, word): from "genre---rock" columns, or else from those of each kind."""
    if tags is not None:
        for cell in filter(None, tags):
            kind, _, word = cell.rpartition("---")
            yield kind, word
        return
    for name in COLUMNS:
        for word in filter(None, fields.get(name, "").split("|")):
            yield name, word


def _number(text: str) -> str:
    found = NUMBER.fullmatch(text.strip())
    return found[1] if found else ""


def _lines(path: Path) -> Iterator[str | None]:
    """Yield the lines of a file, and None where a packed one breaks off."""
    with (
        open_plain_or_gzip(path) as stream,
        TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="\n") as text,
    ):
        try:
            while line := text.readline(LONGEST_LINE):
                rest = line
                while len(rest) == LONGEST_LINE and not rest.endswith("\n"):
                    rest = text.readline(LONGEST_LINE)
                yield line
        except DAMAGED:
            yield None
