"""CSV: a row a song under a row for the list itself, in columns that a person can read.

Cells that a spreadsheet would run as formulas are guarded on the way out, see recommender.tables.
"""

import csv
from collections.abc import Mapping
from io import StringIO

from recommender.catalogue.csv_rows import DELIMITERS, Broken, read_rows
from recommender.catalogue.encodings import decode
from recommender.catalogue.playlists.addresses import mbid_in
from recommender.catalogue.playlists.listing import (
    Found,
    Listing,
    ListUnreadable,
    Track,
    in_pairs,
    languages,
    pairs,
    seconds,
)
from recommender.tables import guard, unguard

COLUMNS = (
    "kind", "position", "title", "artist", "album", "duration", "mood", "reasons", "location",
    "song", "musicbrainz", "description", "title_en", "title_ko", "description_en",
    "description_ko",
)  # fmt: skip
LIST, SONG = "list", "song"
# Without any of these no row could be matched to a song.
NAMES = {"title", "location", "song", "musicbrainz"}
# Excel takes a CSV file for UTF-8 only with this in front.
BOM = "\ufeff"

Row = Mapping[str, str]


def write(listing: Listing) -> bytes:
    """Return the list as CSV."""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerow(_guarded(_list_row(listing)))
    for position, track in enumerate(listing.tracks, start=1):
        writer.writerow(_guarded({"position": str(position), **_track_row(track)}))
    return (BOM + out.getvalue()).encode()


def read(raw: bytes) -> Found:
    """Read CSV with our column names; songs in the order of their rows."""
    found, tracks, whole = Found(), list[Track](), dict[str, str]()
    content, encoding = decode(raw)
    if encoding not in {"utf-8", "utf-8-sig"}:
        found.problem("the file", f"is not UTF-8; it was read as {encoding}")
    header: list[str] | None = None
    rows = read_rows(StringIO(content, newline=""), _delimiter(content))
    for number, cells in enumerate(rows, start=1):
        where = f"row {number}"
        if isinstance(cells, Broken):
            found.problem(where, cells.why)
        elif header is None:
            header = _header(cells)
        elif any(cells):
            row = dict(zip(header, (unguard(cell) for cell in cells), strict=False))
            if row.get("kind") == LIST:
                whole = row
            else:
                tracks.append(_read_track(found, row, where))
    found.listing = _listing(found, whole, tuple(tracks))
    return found


def _delimiter(content: str) -> str:
    """Return what stands between the headers: where a comma is decimal, Excel writes another."""
    first = content.partition("\n")[0]
    return max(DELIMITERS, key=lambda sign: len(NAMES & set(_names(first.split(sign)))))


def _names(cells: list[str]) -> list[str]:
    return [cell.strip(' \r\ufeff"').lower() for cell in cells]


def _header(cells: list[str]) -> list[str]:
    header = _names(cells)
    if not NAMES & set(header):
        raise ListUnreadable(
            f"it has none of the columns {', '.join(sorted(NAMES))}; the first row is "
            f"{', '.join(header)[:200]!r}"
        )
    return header


def _listing(found: Found, row: Row, tracks: tuple[Track, ...]) -> Listing:
    in_languages = {
        what: languages({key: row.get(f"{what}_{key}", "") for key in ("en", "ko")})
        for what in ("title", "description")
    }
    return Listing(
        title=row.get("title", ""),
        description=row.get("description", ""),
        titles=in_languages["title"],
        descriptions=in_languages["description"],
        mood=found.mood(_shares(row, "mood"), "the list"),
        tracks=tracks,
    )


def _read_track(found: Found, row: Row, where: str) -> Track:
    return Track(
        title=row.get("title", ""),
        artist=row.get("artist", ""),
        album=row.get("album", ""),
        duration=seconds(row.get("duration", "")),
        location=row.get("location", ""),
        song=row.get("song", ""),
        musicbrainz=mbid_in(row.get("musicbrainz", "")),
        mood=found.mood(_shares(row, "mood"), where),
        reasons=found.reasons(_shares(row, "reasons"), where),
        where=where,
    )


def _shares(row: Row, column: str) -> object:
    """Return the shares of a cell; the cell itself where they cannot be told apart."""
    try:
        return pairs(row.get(column, ""))
    except ValueError:
        return row.get(column)


def _list_row(listing: Listing) -> dict[str, str]:
    return {
        "kind": LIST,
        "title": listing.title,
        "description": listing.description,
        "mood": in_pairs(listing.mood),
        **{f"title_{key}": words for key, words in listing.titles.items()},
        **{f"description_{key}": words for key, words in listing.descriptions.items()},
    }


def _track_row(track: Track) -> dict[str, str]:
    return {
        "kind": SONG,
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "duration": "" if track.duration is None else repr(track.duration),
        "mood": in_pairs(track.mood),
        "reasons": in_pairs(track.reasons),
        "location": track.location,
        "song": track.song,
        "musicbrainz": track.musicbrainz,
    }


def _guarded(row: dict[str, str]) -> dict[str, str]:
    return {name: str(guard(cell)) for name, cell in row.items()}
