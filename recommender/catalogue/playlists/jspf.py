"""JSPF: XSPF's members in JSON (https://xspf.org/jspf), with what we know more in extensions."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from recommender.catalogue.playlists.addresses import (
    from_uri,
    identifiers,
    read_identifiers,
    to_uri,
)
from recommender.catalogue.playlists.listing import (
    Found,
    Listing,
    ListUnreadable,
    Track,
    first,
    languages,
    seconds,
    text,
)

LIST, SONG = "urn:mlfym:list:1", "urn:mlfym:song:1"
MILLISECONDS = 1000
# Where the tracks of a file begin, and what stands between two of them.
TRACKS = re.compile(r'"track"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")


def write(listing: Listing) -> bytes:
    """Return the list as JSPF."""
    ours = {
        "titles": dict(listing.titles),
        "descriptions": dict(listing.descriptions),
        "mood": dict(listing.mood),
    }
    playlist = {
        "title": listing.title,
        "annotation": listing.description,
        "extension": {LIST: [ours]},
        "track": [_track(track) for track in listing.tracks],
    }
    return json.dumps({"playlist": playlist}, ensure_ascii=False, indent=1).encode()


def read(raw: bytes) -> Found:
    """Read JSPF; of a file that breaks off, the songs before the break."""
    try:
        values, error = json.loads(raw), None
    except (ValueError, RecursionError) as fault:
        values, error = _salvage(raw), fault
    playlist = values.get("playlist") if isinstance(values, dict) else None
    if not isinstance(playlist, dict) or not isinstance(playlist.get("track", []), list):
        raise ListUnreadable(f"it is no JSPF{': ' + str(error)[:200] if error else ''}")
    found = Found(broken=error is not None)
    if error is not None:
        found.problem("the file", f"breaks off or is damaged: {str(error)[:200]}")
    tracks = tuple(_tracks(found, playlist.get("track", [])))
    ours = _ours(playlist, LIST)
    found.listing = Listing(
        title=text(playlist.get("title")),
        description=text(playlist.get("annotation")),
        titles=languages(ours.get("titles")),
        descriptions=languages(ours.get("descriptions")),
        mood=found.mood(ours.get("mood", {}), "the list"),
        tracks=tracks,
    )
    return found


def _tracks(found: Found, values: list[object]) -> Iterator[Track]:
    for number, value in enumerate(values, start=1):
        if isinstance(value, dict):
            yield _read_track(found, value, f"track {number}")
        else:
            found.problem(f"track {number}", "is no track")


def _read_track(found: Found, values: dict[str, object], where: str) -> Track:
    ours = _ours(values, SONG)
    song, musicbrainz = read_identifiers(_texts(values.get("identifier")))
    return Track(
        title=text(values.get("title")),
        artist=text(values.get("creator")),
        album=text(values.get("album")),
        duration=seconds(values.get("duration"), MILLISECONDS),
        location=from_uri(first(_texts(values.get("location")))),
        song=song,
        musicbrainz=musicbrainz,
        mood=found.mood(ours.get("mood", {}), where),
        reasons=found.reasons(ours.get("reasons", {}), where),
        where=where,
    )


def _track(track: Track) -> dict[str, object]:
    values: dict[str, object] = {
        "location": [to_uri(track.location)] if track.location else [],
        "identifier": identifiers(track.song, track.musicbrainz),
        "title": track.title,
        "creator": track.artist,
        "album": track.album,
        "duration": None if track.duration is None else round(track.duration * MILLISECONDS),
        "extension": {SONG: [{"mood": dict(track.mood), "reasons": dict(track.reasons)}]},
    }
    return {name: value for name, value in values.items() if value not in ("", [], None)}


def _ours(values: Mapping[str, Any], key: str) -> dict[str, object]:
    """Return our part of an extension; others' parts, and other forms of it, are left alone."""
    extension = values.get("extension")
    parts = extension.get(key) if isinstance(extension, dict) else None
    part = parts[0] if isinstance(parts, list) and parts else parts
    return part if isinstance(part, dict) else {}


def _texts(values: object) -> list[str]:
    """Return the texts of a member that may hold one or several."""
    several = values if isinstance(values, list) else [values]
    return [text(value) for value in several if isinstance(value, str)]


def _salvage(raw: bytes) -> dict[str, Any]:
    """Return what stands before the place where the JSON breaks."""
    content = raw.decode("utf-8", "replace")
    begins = TRACKS.search(content)
    if begins is None:
        return {}
    head = content[: begins.start()].rstrip().removesuffix(",") + "}}"
    try:
        playlist = json.loads(head)["playlist"]
    except (ValueError, KeyError, TypeError, RecursionError):
        playlist = {}
    tracks = list(_before_the_break(content, begins.end()))
    return {"playlist": {**playlist, "track": tracks}} if isinstance(playlist, dict) else {}


def _before_the_break(content: str, place: int) -> Iterator[object]:
    decoder = json.JSONDecoder()
    while between := BETWEEN.match(content, place):
        try:
            track, place = decoder.raw_decode(content, between.end())
        except (ValueError, RecursionError):
            return
        yield track
