"""The formats of lists: how each is named, sent, read and written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from recommender.catalogue.playlists import csv_format, jspf, m3u, xspf
from recommender.catalogue.playlists.listing import MAX_BYTES, Found, Listing, ListUnreadable


@dataclass(frozen=True)
class Format:
    """A format. suffix: of the files that we write; suffixes: of those that we read."""

    name: str
    label: str
    suffix: str
    suffixes: tuple[str, ...]
    content_type: str
    read: Callable[[bytes], Found]
    write: Callable[[Listing], bytes]


FORMATS = {
    form.name: form
    for form in (
        Format(
            "m3u8", "M3U8", ".m3u8", (".m3u8", ".m3u"), "audio/mpegurl; charset=utf-8",
            m3u.read, m3u.write,
        ),
        Format(
            "xspf", "XSPF", ".xspf", (".xspf",), "application/xspf+xml", xspf.read, xspf.write
        ),
        Format(
            "jspf", "JSPF", ".jspf", (".jspf", ".json"), "application/jspf+json",
            jspf.read, jspf.write,
        ),
        Format(
            "csv", "CSV", ".csv", (".csv",), "text/csv; charset=utf-8",
            csv_format.read, csv_format.write,
        ),
    )
}  # fmt: skip


def format_of(path: Path) -> Format:
    """Return the format of a file by its name; ListUnreadable for one that we do not know."""
    for form in FORMATS.values():
        if path.suffix.lower() in form.suffixes:
            return form
    every = [suffix for form in FORMATS.values() for suffix in form.suffixes]
    raise ListUnreadable(f"its name ends with none of {', '.join(every)}")


def read_file(path: Path) -> Found:
    """Read a list from a file; ListUnreadable says why nothing of it can be taken."""
    try:
        with path.open("rb") as file:
            return read_open(path.name, file)
    except OSError as error:
        raise ListUnreadable(f"it cannot be opened: {error.strerror}") from error


def read_open(name: str, file: IO[bytes]) -> Found:
    """Read a list from an open file of that name."""
    form = format_of(Path(name))
    raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise ListUnreadable(f"it is larger than {MAX_BYTES >> 20} MB, which no list of songs is")
    return form.read(raw)
