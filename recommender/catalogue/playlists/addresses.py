"""Paths and addresses of songs, and the identifiers by which a song is known elsewhere."""

import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote, unquote, urlsplit

MBID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
MUSICBRAINZ = "https://musicbrainz.org/recording/"
OURS = "urn:mlfym:song:"
SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
# What would end a line early, or be taken for a comment or for nothing at its ends.
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|^[#\s]|\s$")


def to_uri(location: str) -> str:
    """Return a path or an address as a URI, in ASCII."""
    if PurePosixPath(location).is_absolute():
        return "file://" + quote(location)
    if re.match(r"[A-Za-z]:[\\/]", location):
        return "file:///" + quote(PureWindowsPath(location).as_posix(), safe="/:")
    safe = "%:/?#[]@!$&'()*+,;=~" if SCHEME.match(location) else "/"
    return quote(location, safe=safe)


def from_uri(uri: str) -> str:
    """Return the path of a ``file:`` URI or of a relative one; another address stays as it is."""
    if uri[:5].lower() == "file:":
        path = unquoted(uri[5:])
        # file:///path, file://localhost/path, and the file:/path that some programs write.
        path = re.sub(r"^//(localhost)?(?=/)", "", path, flags=re.IGNORECASE)
        return re.sub(r"^/(?=[A-Za-z]:[\\/])", "", path)
    return uri if SCHEME.match(uri) else unquoted(uri)


def unquoted(quoted: str) -> str:
    """Return what was quoted, without NUL, which neither a path nor PostgreSQL takes."""
    return unquote(quoted).replace("\0", "")


def to_line(location: str) -> str:
    """Return a location that stands in one line: a plain path where that can be."""
    return to_uri(location) if UNSAFE.search(location) else location


def from_line(line: str) -> str:
    """Return the location of a line; a percent sign in a plain path means itself."""
    return from_uri(line) if line[:5].lower() == "file:" else line


def host_of(location: str) -> str:
    """Return the host of a web address, empty for a path."""
    try:
        parts = urlsplit(location)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in {"http", "https"} else ""


def identifiers(song: str, musicbrainz: str) -> list[str]:
    """Return a song's identifiers as URIs."""
    source, _colon, external_id = song.partition(":")
    ours = [f"{OURS}{quote(source, safe='')}:{quote(external_id, safe='')}"] if song else []
    return [MUSICBRAINZ + musicbrainz, *ours] if musicbrainz else ours


def read_identifiers(uris: list[str]) -> tuple[str, str]:
    """Return a song's ``source:external_id`` and its MusicBrainz id, each empty if not given."""
    song = musicbrainz = ""
    for uri in uris:
        if uri.startswith(OURS):
            song = song or unquoted(uri.removeprefix(OURS))
        else:
            musicbrainz = musicbrainz or mbid_in(uri)
    return song, musicbrainz


def mbid_in(text: str) -> str:
    """Return the MusicBrainz id of a recording in a URI, or alone; empty if there is none."""
    found = MBID.search(text)
    alone = found is not None and found.group() == text.strip()
    return found.group().lower() if found and (alone or "recording" in text) else ""
