"""M3U and M3U8: a line a song, with what we know more in comments of our own.

``#EXTINF``, ``#PLAYLIST``, ``#EXTALB`` and ``#EXTART`` are read as players write them. Our own
``#MLFYM-LIST:`` and ``#MLFYM-SONG:`` carry JSON in ASCII, so that every title survives whole.
"""

import json
import re
from collections.abc import Iterator

from recommender.catalogue.encodings import decode
from recommender.catalogue.playlists.addresses import from_line, mbid_in, to_line
from recommender.catalogue.playlists.listing import (
    Found,
    Listing,
    Track,
    first,
    languages,
    seconds,
    text,
)

LIST, SONG = "#MLFYM-LIST:", "#MLFYM-SONG:"
# The length, attributes that players add, and the rest of the line after the first free comma.
EXTINF = re.compile(r'\s*(-?[0-9.]*)((?:\s+[\w-]+="[^"]*")*)\s*(?:,(.*))?')
BREAKS = re.compile(r"\r\n|\n|\r")
NOT_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write(listing: Listing) -> bytes:
    """Return the list as M3U8."""
    lines = ["#EXTM3U", f"#PLAYLIST:{one_line(listing.title)}", LIST + _json(_of_list(listing))]
    for track in listing.tracks:
        names = " - ".join(part for part in (track.artist, track.title) if part)
        length = -1 if track.duration is None else round(track.duration)
        lines += [f"#EXTINF:{length},{one_line(names)}", SONG + _json(_of_track(track))]
        lines.append(to_line(track.location))
    return ("\n".join(lines) + "\n").encode()


def read(raw: bytes) -> Found:
    """Read M3U in any encoding."""
    found = Found()
    content, encoding = decode(raw)
    if encoding not in {"utf-8", "utf-8-sig"}:
        found.problem("the file", f"is not UTF-8; it was read as {encoding}")
    reader = _Reader(found)
    tracks = tuple(reader.tracks(content))
    found.listing = reader.listing(tracks)
    return found


def one_line(words: str) -> str:
    """Return words without anything that would end a line."""
    return NOT_IN_A_LINE.sub(" ", words).strip()


class _Reader:
    """Holds what the comments above a location say until the location comes."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.title = ""
        self.whole: dict[str, object] = {}
        self.above: dict[str, str] = {}

    def tracks(self, content: str) -> Iterator[Track]:
        for number, line in enumerate(BREAKS.split(content), start=1):
            if line.startswith("#"):
                self.comment(line, f"line {number}")
            elif line.strip():
                yield self.track(line.strip(), f"line {number}")
                self.above = {}

    def comment(self, line: str, where: str) -> None:
        name, _colon, rest = line.partition(":")
        if line.startswith(LIST):
            self.whole = self.values(rest, where)
        elif name.upper() == "#PLAYLIST":
            self.title = rest.strip()
        elif name.upper() in {"#EXTINF", "#EXTALB", "#EXTART", "#MLFYM-SONG"}:
            self.above[name.upper()] = rest

    def track(self, location: str, where: str) -> Track:
        length, _attributes, display = self.extinf()
        ours = self.values(self.above.get("#MLFYM-SONG", ""), where)
        return Track(
            title=text(ours.get("title")),
            artist=first([text(ours.get("artist")), self.above.get("#EXTART", "").strip()]),
            album=first([text(ours.get("album")), self.above.get("#EXTALB", "").strip()]),
            duration=seconds(ours.get("duration", length)),
            location=from_line(location),
            song=text(ours.get("song")),
            musicbrainz=mbid_in(text(ours.get("musicbrainz"))),
            mood=self.found.mood(ours.get("mood", {}), where),
            reasons=self.found.reasons(ours.get("reasons", {}), where),
            display=display.strip(),
            where=where,
        )

    def extinf(self) -> tuple[str, str, str]:
        matched = EXTINF.match(self.above.get("#EXTINF", ""))
        length, attributes, display = matched.groups(default="") if matched else ("", "", "")
        return length, attributes, display

    def values(self, words: str, where: str) -> dict[str, object]:
        if not words:
            return {}
        try:
            values = json.loads(words)
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            self.found.problem(where, "a comment of ours cannot be read")
            return {}
        return values

    def listing(self, tracks: tuple[Track, ...]) -> Listing:
        return Listing(
            title=text(self.whole.get("title", self.title)),
            description=text(self.whole.get("description")),
            titles=languages(self.whole.get("titles")),
            descriptions=languages(self.whole.get("descriptions")),
            mood=self.found.mood(self.whole.get("mood", {}), "the list"),
            tracks=tracks,
        )


def _of_list(listing: Listing) -> dict[str, object]:
    return {
        "title": listing.title,
        "description": listing.description,
        "titles": dict(listing.titles),
        "descriptions": dict(listing.descriptions),
        "mood": dict(listing.mood),
    }


def _of_track(track: Track) -> dict[str, object]:
    values = {
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "duration": track.duration,
        "song": track.song,
        "musicbrainz": track.musicbrainz,
        "mood": dict(track.mood),
        "reasons": dict(track.reasons),
    }
    return {name: value for name, value in values.items() if value}


def _json(values: dict[str, object]) -> str:
    return json.dumps(values, separators=(",", ":"))
