"""Keep the catalogue as arrays in each process, and read it anew when it changed."""

import threading
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS
from recommender.catalogue.changes import catalogue_changed, catalogue_version
from recommender.engine.snapshot import Snapshot, duplicate_key
from recommender.models import ArtistName, Song, SongArtist, SongName, SongTag, Tag
from recommender.models.names import NameKind

__all__ = ["catalogue_changed", "current", "read_snapshot"]

NO_ARTIST = -1
SCALARS = ("energy", "valence", "arousal", "familiar")

_lock = threading.Lock()
_kept: tuple[int, Snapshot] | None = None


def current() -> Snapshot:
    """Return the catalogue as it is now: one small query unless it changed since the last call.

    The version is read before the songs, so a change in between is found by the next call.
    """
    global _kept
    version = catalogue_version()
    kept = _kept
    if kept is not None and kept[0] == version:
        return kept[1]
    with _lock:
        if _kept is not None and _kept[0] == version:
            return _kept[1]
        snapshot = read_snapshot()
        # A catalogue that was never written through has no number to be known by.
        _kept = (version, snapshot) if version else None
        return snapshot


def read_snapshot() -> Snapshot:
    """Read the whole catalogue in six queries."""
    rows = list(Song.objects.order_by("pk").values_list("pk", "available", *SCALARS, *MOODS))
    song_ids = np.array([row[0] for row in rows], dtype=np.int64)
    scalars = np.array([row[2:6] for row in rows], dtype=np.float32).reshape(-1, len(SCALARS))
    artists = first_artists()
    song_tags, slugs = tag_matrix(song_ids)
    return Snapshot(
        song_ids=song_ids,
        mood=mood_rows([row[6:] for row in rows]),
        energy=scalars[:, 0].copy(),
        valence=scalars[:, 1].copy(),
        arousal=scalars[:, 2].copy(),
        familiar=scalars[:, 3].copy(),
        artist_ids=np.array([artists.get(row[0], NO_ARTIST) for row in rows], dtype=np.int64),
        duplicate_keys=duplicate_keys(song_ids, artists),
        available=np.array([row[1] for row in rows], dtype=np.bool_),
        song_tags=song_tags,
        tag_slugs=slugs,
    )


def mood_rows(columns: list[tuple[float, ...]]) -> NDArray[np.float32]:
    """Return the songs' moods, (n, 6), rows summing to 1; an unknown mood is an even one."""
    moods = np.array(columns, dtype=np.float64).reshape(-1, len(MOODS))
    totals = moods.sum(axis=1, keepdims=True)
    even = np.full_like(moods, 1 / len(MOODS))
    shares = np.divide(moods, totals, out=even, where=totals > 0)
    return np.asarray(shares, dtype=np.float32)


def first_artists() -> dict[int, int]:
    """Return each song's main artist by key."""
    pairs = SongArtist.objects.order_by("-position", "-pk").values_list("song_id", "artist_id")
    return dict(pairs.iterator())


def duplicate_keys(song_ids: NDArray[np.int64], artists: dict[int, int]) -> NDArray[np.int64]:
    """Return the key of each song's title and main artist; a song without a title is unique."""
    titles = plain_names(
        SongName.objects.filter(kind=NameKind.TITLE).values_list("song_id", "language", "text")
    )
    names = plain_names(ArtistName.objects.values_list("artist_id", "language", "text"))
    keys = [
        duplicate_key(titles.get(song) or f"song {song}", names.get(artists.get(song, 0), ""))
        for song in song_ids.tolist()
    ]
    return np.array(keys, dtype=np.int64)


def plain_names(rows: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Return one name by owner: English where there is one, else the first by language."""
    ordered = sorted(rows, key=lambda row: (row[0], row[1] != "en", row[1], row[2]), reverse=True)
    return {owner: text for owner, _, text in ordered}


def tag_matrix(song_ids: NDArray[np.int64]) -> tuple[csr_matrix, tuple[str, ...]]:
    """Return the weight of each tag in each song, and the slugs of the columns in order."""
    tags = list(Tag.objects.order_by("slug").values_list("pk", "slug"))
    columns = {pk: column for column, (pk, _) in enumerate(tags)}
    places = {song: row for row, song in enumerate(song_ids.tolist())}
    cells = [
        (places[song], columns[tag], weight)
        for song, tag, weight in SongTag.objects.values_list("song_id", "tag_id", "weight")
        if song in places and tag in columns
    ]
    rows, cols, weights = zip(*cells, strict=True) if cells else ((), (), ())
    shape = (len(song_ids), len(tags))
    matrix = csr_matrix((np.array(weights, dtype=np.float32), (rows, cols)), shape=shape)
    return matrix, tuple(slug for _, slug in tags)
