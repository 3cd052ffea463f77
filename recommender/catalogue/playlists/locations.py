"""Where the catalogue may have the song that a path or address in a list leads to."""

import os.path
import re
import unicodedata
import uuid
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings

from recommender.catalogue.playlists.addresses import SCHEME, host_of
from recommender.catalogue.playlists.listing import Track

# The page of this site that a song's sound comes from, on whatever host it was exported.
AUDIO = re.compile(r"/songs/([0-9a-f-]{36})/audio")
TRACK_NUMBER = re.compile(r"^\d{1,3}(?:\s*[.)_-]\s*|\s+)(?=\S)")


def site_song(track: Track) -> Iterator[str]:
    """Yield the UUID of the song in an address of a site of ours."""
    found = AUDIO.search(urlsplit(track.location).path) if host_of(track.location) else None
    try:
        if found:
            yield str(uuid.UUID(found.group(1)))
    except ValueError:
        return


def address(track: Track) -> Iterator[str]:
    """Yield a web address."""
    if host_of(track.location):
        yield track.location


def paths_of(track: Track, base: Path) -> list[str]:
    """Return what ``Song.path`` may hold for a location, the likeliest first.

    base: the folder of the list, which relative paths begin at. ".." is worked out in the text
    alone. macOS writes names decomposed (NFD), others composed.
    """
    location = track.location
    if not location or "\0" in location or (SCHEME.match(location) and ":\\" not in location):
        return [location] if location.startswith("starter:") else []
    paths = [location]
    for path in (location, location.replace("\\", "/")):
        paths.append(os.path.normpath(base / path))
    paths += [f"starter:{inside}" for inside in below(settings.STARTER_DIR, paths)]
    forms = [unicodedata.normalize(form, path) for form in ("NFC", "NFD") for path in paths]
    return list(dict.fromkeys(paths + forms))


def uploads_of(track: Track, base: Path) -> list[str]:
    """Return what ``Song.audio`` may hold for a location: a name below the media folder."""
    return list(below(settings.MEDIA_ROOT, paths_of(track, base)))


def below(folder: str | Path, paths: list[str]) -> Iterator[str]:
    """Yield the paths that lie in a folder, from there on."""
    for path in paths:
        if PurePosixPath(path).is_relative_to(folder):
            yield PurePosixPath(path).relative_to(folder).as_posix()


def stem_of(location: str) -> str:
    """Return the name of a file without its folders, ending and track number."""
    if host_of(location):
        return ""
    name = location.replace("\\", "/").rpartition("/")[2]
    return TRACK_NUMBER.sub("", PurePosixPath(name).stem)
