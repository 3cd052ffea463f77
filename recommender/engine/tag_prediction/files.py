"""Read a table of tracks with tags: the tag files of MTG-Jamendo's `data/splits/split-0` as one.

Tab-separated, a header, and at least the columns of COLUMNS; tags are joined by "|". The official
split keeps every artist on one side.
"""

import csv
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.tag_prediction.tracks import TaggedTracks, indicators

TAGS = ("genre", "instrument")
MOOD, SPLIT, ARTIST = "moodtheme", "split0", "artist_id"
COLUMNS = (*TAGS, MOOD, SPLIT, ARTIST)


class TableError(Exception):
    """The file cannot be read as such a table; the message says why."""


def read_tracks(path: Path) -> tuple[TaggedTracks, NDArray[np.str_]]:
    """Return all tracks, and the name of the split that each is in: (tracks,).

    The same word as genre and as instrument is two tags. TableError for what is no such table.
    """
    try:
        rows = list(_rows(path))
    except (OSError, EOFError, ValueError, csv.Error, zlib.error) as error:
        raise TableError(f"{path.name} cannot be read: {error}") from error
    if not rows:
        raise TableError(f"{path.name} holds no tracks")
    tags = [[f"{kind}:{tag}" for kind in TAGS for tag in _parts(row[kind])] for row in rows]
    moods = [_parts(row[MOOD]) for row in rows]
    tag_names = tuple(sorted({tag for track in tags for tag in track}))
    mood_names = tuple(sorted({mood for track in moods for mood in track}))
    _, artists = np.unique([row[ARTIST] for row in rows], return_inverse=True)
    tracks = TaggedTracks(
        indicators(tags, tag_names),
        indicators(moods, mood_names),
        np.asarray(artists, dtype=np.int64),
        tag_names,
        mood_names,
    )
    return tracks, np.array([row[SPLIT] for row in rows])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"it has no column {', '.join(missing)}")
        for row in reader:
            if any(row[name] is None for name in COLUMNS):
                raise ValueError(f"line {reader.line_num} has too few columns")
            yield {name: row[name] for name in COLUMNS}


def _parts(joined: str) -> list[str]:
    return [part for part in (piece.strip() for piece in joined.split("|")) if part]
