"""The starter library as a training set, without a database.

Song ids are the numbers in starter/library.json: the database keeps these as primary keys, so
that the models trained from here serve a fresh installation.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from emotion.moods import Mood
from recommender.engine.corpus import Corpus, PlaylistRow

LIBRARY = Path(__file__).resolve().parent.parent.parent / "starter" / "library.json"

Library = Mapping[str, Any]


def read_library(path: Path = LIBRARY) -> Library:
    """Read starter/library.json; FileNotFoundError if there is none."""
    library: Library = json.loads(path.read_text(encoding="utf-8"))
    return library


def corpus_from_library(library: Library) -> Corpus:
    """The library's songs and playlists as a training set; nobody has listened yet."""
    number = {song["slug"]: int(song["number"]) for song in library["songs"]}
    playlists = [
        PlaylistRow(
            songs=tuple(number[slug] for slug in playlist["songs"]),
            tags=tuple(playlist.get("tags", ())),
            source="starter",
        )
        for playlist in library["playlists"]
    ]
    return Corpus(**_arrays(library), playlists=playlists)


def _songs(library: Library) -> list[Any]:
    return sorted(library["songs"], key=lambda song: int(song["number"]))


def _arrays(library: Library) -> dict[str, Any]:
    """What a corpus and a snapshot have in common, row by row in the order of the numbers."""
    songs = _songs(library)
    slugs = tuple(sorted({tag["slug"] for tag in library["tags"]}))
    column = {slug: place for place, slug in enumerate(slugs)}
    cells = [
        (row, column[slug], weight)
        for row, song in enumerate(songs)
        for slug, weight in sorted(song["tags"].items())
    ]
    rows, columns, weights = (
        (list(part) for part in zip(*cells, strict=True)) if cells else ([],) * 3
    )
    tags = csr_matrix(
        (np.array(weights, dtype=np.float32), (rows, columns)), shape=(len(songs), len(slugs))
    )
    shares = [Mood.from_dict(song["mood"]).shares for song in songs]
    numbers = {
        name: np.array([song[name] for song in songs], dtype=np.float32)
        for name in ("energy", "valence", "arousal", "familiar")
    }
    return {
        "song_ids": np.array([int(song["number"]) for song in songs], dtype=np.int64),
        "tag_slugs": slugs,
        "song_tags": tags,
        "mood": np.array(shares, dtype=np.float32).reshape(len(songs), -1),
        **numbers,
    }
