"""What Jamendo says of a track, taken out of its answer with care."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from recommender.listening.fields import Broken, clean_text, mapping, whole_number

# Of "https://creativecommons.org/licenses/by-nc-sa/3.0/fr/".
CC = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)(?:/([a-z]{2}))?/?")
CC0 = re.compile(r"https?://creativecommons\.org/publicdomain/zero/([0-9.]+)/?")
SPACE = re.compile(r"[\s\x00-\x20\x7f]")

# As long as the catalogue's columns.
LONGEST_STREAM, LONGEST_COVER, LONGEST_LICENCE = 1000, 300, 80
MOST = 10**12 - 1


@dataclass(frozen=True)
class ApiTrack:
    """A track. Empty texts for what Jamendo does not say; addresses begin with http."""

    number: str
    name: str
    artist: str = ""
    artist_name: str = ""
    album: str = ""
    year: int | None = None
    licence: str = ""
    licence_url: str = ""
    stream: str = ""
    cover: str = ""


def api_track(value: Any) -> ApiTrack:
    """Return a track of an answer; Broken if it has no id or no name."""
    record = mapping(value)
    number = str(whole_number(record.get("id"), "has no id", MOST))
    name = clean_text(record.get("name"))
    if not name:
        raise Broken("has no name")
    licence_url = address(record.get("license_ccurl"), LONGEST_STREAM)
    image = record.get("image") or record.get("album_image")
    return ApiTrack(
        number=number,
        name=name,
        artist=_number(record.get("artist_id")),
        artist_name=clean_text(record.get("artist_name")),
        album=clean_text(record.get("album_name")),
        year=_year(record.get("releasedate")),
        licence=licence_name(licence_url),
        licence_url=licence_url,
        stream=address(record.get("audio"), LONGEST_STREAM),
        cover=address(image, LONGEST_COVER),
    )


def licence_name(url: str) -> str:
    """Return "CC BY-NC-SA 3.0 FR" for a Creative Commons address, else the address if it fits."""
    if found := CC.fullmatch(url):
        kind, version, place = found.groups()
        return " ".join(filter(None, ("CC", kind.upper(), version, (place or "").upper())))[:80]
    if found := CC0.fullmatch(url):
        return f"CC0 {found[1]}"[:LONGEST_LICENCE]
    return url if len(url) <= LONGEST_LICENCE else ""


def address(value: Any, longest: int) -> str:
    """Return a web address as it is, an empty text for anything else: a page will link to it."""
    if not isinstance(value, str) or len(value) > longest or SPACE.search(value):
        return ""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        value.encode()
    except ValueError:
        return ""
    return value if usable else ""


def _number(value: Any) -> str:
    try:
        return str(whole_number(value, "is no number", MOST))
    except Broken:
        return ""


def _year(value: Any) -> int | None:
    """Return the year of "2004-12-17"."""
    digits = value[:4] if isinstance(value, str) else ""
    found = int(digits) if digits.isascii() and digits.isdigit() else 0
    return found if 1860 <= found <= 2100 else None
