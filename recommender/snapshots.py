"""Keep the catalogue as arrays in each process, and read it anew when it changed."""

import threading
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS
from recommender.catalogue.changes import catalogue_changed, catalogue_version
from recommender.engine.corpus import rows_of
from recommender.engine.snapshot import Snapshot, duplicate_key
from recommender.models import ArtistName, Song, SongArtist, SongName, SongTag, Tag
from recommender.models.names import NameKind

__all__ = ["catalogue_changed", "current", "read_snapshot"]

NO_ARTIST = -1
BATCH = 20_000
SCALARS = ("energy", "valence", "arousal", "familiar")

_lock = threading.Lock()
_kept: tuple[int, Snapshot] | None = None


def current() -> Snapshot:
    """Return the catalogue as it is now: one small query unless it changed since the last call.

    The version is read before the songs, so a change in between is found by the next call. While
    one request reads the catalogue anew, which takes seconds with a million songs, the others go
    on with the one before; only where there is none do they wait.
    """
    global _kept
    version = catalogue_version()
    kept = _kept
    if kept is not None and kept[0] == version:
        return kept[1]
    if not _lock.acquire(blocking=kept is None) and kept is not None:
        return kept[1]
    try:
        if _kept is not None and _kept[0] == version:
            return _kept[1]
        snapshot = read_snapshot()
        # A catalogue that was never written through has no number to be known by.
        _kept = (version, snapshot) if version else None
        return snapshot
    finally:
        _lock.release()


def read_snapshot() -> Snapshot:
    """Read the whole catalogue in six queries, with memory for its arrays and little else."""
    song_ids, available, years, scalars, mood = song_columns()
    artist_ids = main_artists(song_ids)
    song_tags, slugs = tag_matrix(song_ids)
    return Snapshot(
        song_ids=song_ids,
        mood=mood,
        energy=scalars[:, 0].copy(),
        valence=scalars[:, 1].copy(),
        arousal=scalars[:, 2].copy(),
        familiar=scalars[:, 3].copy(),
        artist_ids=artist_ids,
        duplicate_keys=duplicate_keys(song_ids, artist_ids),
        available=available,
        song_tags=song_tags,
        tag_slugs=slugs,
        years=years,
    )


def columns(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """Yield the columns of BATCH rows at a time: rows of a million songs would take a gigabyte."""
    found = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield tuple(zip(*batch, strict=True))


def song_columns() -> tuple[
    NDArray[np.int64],
    NDArray[np.bool_],
    NDArray[np.int64],
    NDArray[np.float32],
    NDArray[np.float32],
]:
    """Return ids (n,) ascending, available (n,), years (n,), SCALARS (n, 4) and moods (n, 6).

    A year that nobody knows is 0.
    """
    columns_read = ("pk", "available", Coalesce("year", 0), *SCALARS, *MOODS)
    rows = Song.objects.order_by("pk").values_list(*columns_read)
    parts = [
        (
            np.array(ids, dtype=np.int64),
            np.array(available, dtype=np.bool_),
            np.array(years, dtype=np.int64),
            np.array(rest[: len(SCALARS)], dtype=np.float32).T,
            mood_rows(np.array(rest[len(SCALARS) :], dtype=np.float64).T),
        )
        for ids, available, years, *rest in columns(rows)
    ]
    if not parts:
        empty = np.empty((0, len(SCALARS)), np.float32), np.empty((0, len(MOODS)), np.float32)
        return np.empty(0, np.int64), np.empty(0, np.bool_), np.empty(0, np.int64), *empty
    ids, available, years, scalars, moods = zip(*parts, strict=True)
    return (
        np.concatenate(ids),
        np.concatenate(available),
        np.concatenate(years),
        np.concatenate(scalars),
        np.concatenate(moods),
    )


def mood_rows(moods: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the songs' moods, (n, 6), rows summing to 1; an unknown mood is an even one."""
    totals = moods.sum(axis=1, keepdims=True)
    even = np.full_like(moods, 1 / len(MOODS))
    shares = np.divide(moods, totals, out=even, where=totals > 0)
    return np.asarray(shares, dtype=np.float32)


def main_artists(song_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each song's main artist by key, NO_ARTIST where there is none: (n,)."""
    pairs = SongArtist.objects.order_by("song_id", "position", "pk")
    found = np.full(len(song_ids), NO_ARTIST, dtype=np.int64)
    for songs, artists in columns(pairs.values_list("song_id", "artist_id")):
        owners, first = np.unique(np.array(songs, dtype=np.int64), return_index=True)
        rows = rows_of(song_ids, owners)
        # A song whose rows lie in two batches keeps what the first batch said.
        new = rows >= 0
        new[new] = found[rows[new]] == NO_ARTIST
        found[rows[new]] = np.array(artists, dtype=np.int64)[first[new]]
    return found


def duplicate_keys(song_ids: NDArray[np.int64], artist_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the key of each song's title and main artist; a song without a title is unique."""
    by = dict(plain_names(ArtistName.objects.order_by("artist_id"), "artist_id"))
    titles = SongName.objects.filter(kind=NameKind.TITLE).order_by("song_id")
    keys = np.zeros(len(song_ids), dtype=np.int64)
    titled = np.zeros(len(song_ids), dtype=np.bool_)
    named = plain_names(titles, "song_id")
    while batch := list(islice(named, BATCH)):
        rows = rows_of(song_ids, [song for song, _ in batch])
        for row, (_, title) in zip(rows.tolist(), batch, strict=True):
            if row >= 0:
                keys[row] = duplicate_key(title, by.get(int(artist_ids[row]), ""))
                titled[row] = True
    for row in np.flatnonzero(~titled).tolist():
        keys[row] = duplicate_key(f"song {song_ids[row]}", by.get(int(artist_ids[row]), ""))
    return keys


def plain_names(names: QuerySet[Any, Any], owner: str) -> Iterator[tuple[int, str]]:
    """Yield one name for each owner, in the order of the query, which must be by owner.

    English where there is an English one, else the first by language.
    """
    rows = names.values_list(owner, "language", "text").iterator(chunk_size=BATCH)
    for key, group in groupby(rows, key=itemgetter(0)):
        yield key, min(group, key=lambda row: (row[1] != "en", row[1], row[2]))[2]


def tag_matrix(song_ids: NDArray[np.int64]) -> tuple[csr_matrix, tuple[str, ...]]:
    """Return the weight of each tag in each song, and the slugs of the columns in order."""
    tags = list(Tag.objects.order_by("slug").values_list("pk", "slug"))
    tag_ids = np.array([pk for pk, _ in tags], dtype=np.int64)
    by_id = np.argsort(tag_ids)
    cells: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]] = []
    for songs, own, weights in columns(SongTag.objects.values_list("song_id", "tag_id", "weight")):
        rows, places = rows_of(song_ids, songs), rows_of(tag_ids[by_id], own)
        known = (rows >= 0) & (places >= 0)
        weight = np.array(weights, dtype=np.float32)[known]
        column = by_id[places[known]].astype(np.int32)
        cells.append((rows[known].astype(np.int32), column, weight))
    shape = (len(song_ids), len(tags))
    slugs = tuple(slug for _, slug in tags)
    if not cells:
        return csr_matrix(shape, dtype=np.float32), slugs
    at, columns_of, values = (np.concatenate(part) for part in zip(*cells, strict=True))
    return csr_matrix((values, (at, columns_of)), shape=shape), slugs
