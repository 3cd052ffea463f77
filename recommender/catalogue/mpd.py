"""The Spotify Million Playlist Dataset: slices `mpd.slice.*.json` of 1,000 lists each.

https://www.aicrowd.com/challenges/spotify-million-playlist-dataset-challenge
"""

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.records import ArtistRecord, Name, SongRecord
from recommender.catalogue.slugs import tag_slug
from recommender.listening.fields import (
    LONGEST_TAG,
    Broken,
    ListRecord,
    clean_text,
    mapping,
    sequence,
    whole_number,
)
from recommender.listening.streams import json_records
from recommender.sources import NO_SOURCE

SOURCE = "mpd"
PATTERN = "mpd.slice.*.json"
LISTS = "playlists.item"
TRACK, ARTIST = "spotify:track:", "spotify:artist:"
# As long as the catalogue's external ids may be.
LONGEST_ID = 200

NO_ID = "has no whole number as its pid"
NO_TRACKS = "its tracks are not a list"
NO_URI = "has no track_uri of a Spotify track"
NO_TITLE = "has no title"
BAD_TRACKS = "has a track without a usable track_uri; the list is taken without it"

# A song stands in some thirty lists. So many of the last are known not to be handed on again:
# enough for all 2.3 million of the real set, most of the time, in 32 MB.
PLACES = 1 << 22


class Recent:
    """Remembers what was seen lately, in memory of a fixed size: a newcomer may displace another.

    Two songs of one hash would be taken for one; with 64 bits that is one chance in ten million
    over the whole set.
    """

    def __init__(self, places: int = PLACES) -> None:
        self._marks = array("q", bytes(8 * places))

    def __contains__(self, text: str) -> bool:
        mark, place = self._place(text)
        return self._marks[place] == mark

    def add(self, text: str) -> None:
        """Remember a text."""
        mark, place = self._place(text)
        self._marks[place] = mark

    def _place(self, text: str) -> tuple[int, int]:
        mark = hash(text) or 1  # 0 is a place that nothing was put into
        return mark, mark % len(self._marks)


def slices(directory: Path) -> list[Path]:
    """Return the slices of a folder (or of its `data`, as the set is packed) by their numbers."""
    found = [
        path
        for folder in (directory, directory / "data")
        for ending in ("", ".gz")
        for path in folder.glob(PATTERN + ending)
    ]
    return sorted(found, key=lambda path: (len(path.name), path.name))


def read_songs(paths: Iterable[Path]) -> Iterator[Entry | Skipped]:
    """Yield the songs of all lists, hardly any of them twice, and what cannot be taken."""
    recent = Recent()
    for where, value in _lists(paths):
        if isinstance(value, Skipped):
            yield value
            continue
        try:
            tracks = sequence(mapping(value).get("tracks"), NO_TRACKS)
        except Broken:
            continue  # told when the lists are read
        for place, track in enumerate(tracks):
            try:
                uri = track_uri(track)
                if uri not in recent:
                    yield song_entry(track, f"{where}, track {place}")
                    recent.add(uri)
            except Broken as error:
                yield Skipped(f"{where}, track {place}", str(error))


def read_lists(paths: Iterable[Path]) -> Iterator[ListRecord | Skipped]:
    """Yield every list, and what cannot be taken."""
    for where, value in _lists(paths):
        try:
            if isinstance(value, Skipped):
                yield value
            else:
                yield from list_record(value, where)
        except Broken as error:
            yield Skipped(where, str(error))


def _lists(paths: Iterable[Path]) -> Iterator[tuple[str, Any]]:
    """Yield (place, list or Skipped) for each list of these files."""
    for path in paths:
        for found in json_records(path, LISTS):
            yield (found.where, found) if isinstance(found, Skipped) else found


def track_uri(value: Any) -> str:
    """Return the address that is a track's id; Broken if it is none."""
    uri = mapping(value).get("track_uri")
    if not isinstance(uri, str) or len(uri) > LONGEST_ID or clean_text(uri) != uri:
        raise Broken(NO_URI)
    if not uri.startswith(TRACK) or uri == TRACK:
        raise Broken(NO_URI)
    return uri


def song_entry(value: Any, where: str = "") -> Entry:
    """Return the entry of one track; Broken if it has no id or no title."""
    uri, record = track_uri(value), mapping(value)
    title = clean_text(record.get("track_name"))
    if not title:
        raise Broken(NO_TITLE)
    artists = artist_records(record)
    song = SongRecord(
        external_id=uri,
        names=(Name("", title),),
        artists=tuple(artist.external_id for artist in artists),
        columns={
            "album": clean_text(record.get("album_name")),
            "duration": seconds(record.get("duration_ms")),
            "available": False,
            "unavailable_reason": NO_SOURCE,
        },
    )
    return Entry(song, artists, (), where)


def artist_records(record: dict[str, Any]) -> tuple[ArtistRecord, ...]:
    """Return the artist, or none where there is no usable id or name."""
    uri, name = record.get("artist_uri"), clean_text(record.get("artist_name"))
    usable = isinstance(uri, str) and len(uri) <= LONGEST_ID and clean_text(uri) == uri
    if not name or not usable or not str(uri).startswith(ARTIST):
        return ()
    return (ArtistRecord(str(uri), (Name("", name),)),)


def seconds(value: Any) -> float | None:
    """Return a duration of at most a day in seconds, None for anything else."""
    known = type(value) is int and 0 < value <= 86_400_000
    return value / 1000 if known else None


def list_record(value: Any, where: str = "") -> Iterator[ListRecord | Skipped]:
    """Yield one list, before it what was left out of it; Broken if it has no id.

    What somebody called a list is its one tag: "chill", "road-trip".
    """
    record = mapping(value)
    number = whole_number(record.get("pid"), NO_ID)
    songs, bad = [], 0
    for track in sequence(record.get("tracks"), NO_TRACKS):
        try:
            songs.append(track_uri(track))
        except Broken:
            bad += 1
    if bad:
        yield Skipped(where, BAD_TRACKS)
    name = tag_slug(clean_text(record.get("name")))
    tags = (name,) if 0 < len(name) <= LONGEST_TAG else ()
    yield ListRecord(number, tuple(songs), tags, modified(record.get("modified_at")), where)


def modified(value: Any) -> int:
    """Return when a list was last changed, in seconds since 1970; 0 if it is not said."""
    return value if type(value) is int and 0 < value < 2**33 else 0
