"""The map as bytes for the page: twelve of them for each song, before compression.

    b"MAP1"                      so that nothing else is taken for it
    uint32                       length of the JSON that follows, padded with spaces to fours
    JSON                         {"version", "songs", "genres": [slug], "eras": [slug]}
    n x uint32                   song ids, ascending, each as its distance from the one before
    n x int16, n x int16         x and y, -32767..32767 for -1..1
    n x uint8, four times        leading mood, its share (255 = all), genre, era

All of it little-endian, column by column, which compresses best; the page reads it with typed
arrays (static/js/map-data.js). Nothing in it is about listeners.
"""

import json
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

MAGIC = b"MAP1"
REACH = 32767
LARGEST = 2**32 - 1


class NotAMap(ValueError):
    """These bytes are not what `encode` writes."""


@dataclass(frozen=True)
class Columns:
    """The songs of a map, one row each: ids (n,) ascending; places (n, 2) within -1..1.

    mood, share, genre, era: (n,) uint8.
    """

    song_ids: NDArray[np.int64]
    places: NDArray[np.float32]
    mood: NDArray[np.uint8]
    share: NDArray[np.uint8]
    genre: NDArray[np.uint8]
    era: NDArray[np.uint8]
    genres: tuple[str, ...] = ()
    eras: tuple[str, ...] = ()
    version: str = field(default="", compare=False)


def encode(columns: Columns) -> bytes:
    """Return a map as bytes; ValueError for ids that do not ascend or lie too far apart."""
    ids = columns.song_ids
    steps = np.diff(ids, prepend=0)
    if len(ids) and (steps[0] < 0 or (steps[1:] <= 0).any() or steps.max() > LARGEST):
        raise ValueError("song ids must ascend from 0, in steps below 2^32")
    head = {
        "version": columns.version,
        "songs": len(ids),
        "genres": list(columns.genres),
        "eras": list(columns.eras),
    }
    text = json.dumps(head, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 4)
    places = np.rint(np.clip(columns.places, -1, 1) * REACH).astype("<i2")
    parts = [MAGIC, np.uint32(len(text)).astype("<u4").tobytes(), text]
    parts += [steps.astype("<u4").tobytes(), places[:, 0].tobytes(), places[:, 1].tobytes()]
    parts += [column.tobytes() for column in bytes_of(columns)]
    return b"".join(parts)


def bytes_of(columns: Columns) -> tuple[NDArray[np.uint8], ...]:
    """Return the columns of one byte a song, in their order."""
    return columns.mood, columns.share, columns.genre, columns.era


def decode(data: bytes) -> Columns:
    """Return what `encode` was given; NotAMap for anything else. Places are to within 1/65534."""
    if data[:4] != MAGIC or len(data) < 8:
        raise NotAMap("it does not begin as a map does")
    start = 8 + int(np.frombuffer(data, "<u4", 1, 4)[0])
    try:
        head = json.loads(data[8:start])
        n, genres, eras = int(head["songs"]), tuple(head["genres"]), tuple(head["eras"])
        version = str(head["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotAMap("its head cannot be read") from error
    if n < 0 or len(data) != start + 12 * n:
        raise NotAMap(f"{len(data)} bytes are not a map of {n} songs")
    ids = np.cumsum(np.frombuffer(data, "<u4", n, start).astype(np.int64))
    marks = np.frombuffer(data, "<i2", 2 * n, start + 4 * n).reshape(2, n).T
    mood, share, genre, era = np.frombuffer(data, np.uint8, 4 * n, start + 8 * n).reshape(4, n)
    places = (marks / REACH).astype(np.float32)
    return Columns(ids, places, mood, share, genre, era, genres, eras, version)
