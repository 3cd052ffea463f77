"""The map that pages show: the songs that play now, each at its place, kept in the process.

A song that came after the map was drawn is placed beside those that an engine finds like it, or,
where none knows it, beside those of its mood. The worker puts it there for good soon after.
"""

import gzip
import hashlib
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mlfym import health
from recommender import library, snapshots
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.engine.base import Engine
from recommender.engine.corpus import rows_of
from recommender.engine.publishing import SHIPPED, find, stamp
from recommender.engine.snapshot import Snapshot
from recommender.song_map.facts import eras_of, genres_of
from recommender.song_map.format import Columns, encode
from recommender.song_map.index import NAME, SongMap, trouble
from recommender.song_map.layout import NEAREST, beside

logger = logging.getLogger(__name__)

# Engines that say which songs a new one is like, the best first; and for how many new songs they
# are asked: each takes milliseconds, and a page waits.
ASKED = ("joint", "genre", "sound", "tag2vec")
MOST_ASKED = 50
# Of the songs that an engine names, some may not be on the map.
NAMED = 20

_lock = threading.Lock()
_kept: "tuple[Snapshot, tuple[int, ...], Points] | None" = None


@dataclass(frozen=True)
class Points:
    """The songs on the map. placed: how many came after it was drawn. fault: why none serves."""

    columns: Columns
    snapshot: Snapshot
    placed: int = 0
    fault: str = ""

    def __len__(self) -> int:
        return len(self.columns.song_ids)

    @cached_property
    def body(self) -> bytes:
        """The bytes that the page reads."""
        return encode(self.columns)

    @cached_property
    def packed(self) -> bytes:
        """The same, compressed; the time of packing is left out, so that equal maps are equal."""
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @cached_property
    def tree(self) -> cKDTree:
        """The places, to be searched for the nearest."""
        return cKDTree(self.columns.places)

    def near(self, rows: NDArray[np.int64], n: int) -> list[list[int]]:
        """Return the songs next to each of these rows on the map, the nearest first."""
        if not len(rows):
            return []
        k = min(n + 1, len(self))
        found = self.tree.query(self.columns.places[rows], k=k)[1].reshape(len(rows), k)
        return [
            [int(self.columns.song_ids[at]) for at in near if at != row][:n]
            for row, near in zip(rows.tolist(), found.tolist(), strict=True)
        ]


def current() -> Points:
    """Return the map as it is now; made anew only when the catalogue or the map has changed.

    While one request makes it anew, the others go on with the one before; only where there is none
    do they wait.
    """
    global _kept
    snapshot = snapshots.current()
    mark = stamp(NAME, Path(settings.MODEL_DIR), SHIPPED)
    kept = _kept
    if kept is not None and kept[0] is snapshot and kept[1] == mark:
        return kept[2]
    if not _lock.acquire(blocking=kept is None) and kept is not None:
        return kept[2]
    try:
        if _kept is not None and _kept[0] is snapshot and _kept[1] == mark:
            return _kept[2]
        points = gather(snapshot, library.engines())
        _kept = (snapshot, mark, points)
        return points
    finally:
        _lock.release()


def gather(snapshot: Snapshot, engines: Mapping[str, Engine]) -> Points:
    """Put the songs that play on the map that serves."""
    song_map, fault = map_in_service()
    rows = np.flatnonzero(snapshot.available)
    ids = snapshot.song_ids[rows]
    if song_map is None:
        places = by_affect(snapshot, rows)
    else:
        places = song_map.where(ids)
        place_newcomers(places, song_map, snapshot, rows, engines)
    mood = snapshot.mood[rows]
    genres, eras = genres_of(snapshot, rows), eras_of(snapshot, rows)
    columns = Columns(
        song_ids=ids,
        places=places,
        mood=mood.argmax(axis=1).astype(np.uint8) if len(rows) else np.empty(0, np.uint8),
        share=np.rint(mood.max(axis=1, initial=0) * 255).astype(np.uint8),
        genre=genres.of,
        era=eras.of,
        genres=genres.slugs,
        eras=eras.slugs,
    )
    version = hashlib.blake2b(encode(columns), digest_size=12).hexdigest()
    known = 0 if song_map is None else int((rows_of(song_map.song_ids, ids) >= 0).sum())
    return Points(replace(columns, version=version), snapshot, len(ids) - known, fault)


def map_in_service() -> tuple[SongMap | None, str]:
    """Return the map that serves, or None and why there is none."""
    try:
        return SongMap.load(find(NAME, Path(settings.MODEL_DIR), SHIPPED)), ""
    except (ArtefactMissing, ArtefactDamaged) as error:
        logger.warning("The map goes by mood alone: %s", error)
        return None, str(error)


def by_affect(snapshot: Snapshot, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return places by valence (right is pleasant) and arousal (up is lively): (r, 2)."""
    affect = np.stack([snapshot.valence[rows], snapshot.arousal[rows]], axis=1) * 0.95
    return beside(affect, snapshot.song_ids[rows])


def place_newcomers(
    places: NDArray[np.float32],
    song_map: SongMap,
    snapshot: Snapshot,
    rows: NDArray[np.int64],
    engines: Mapping[str, Engine],
) -> None:
    """Fill in the places that are NaN."""
    new = np.flatnonzero(np.isnan(places[:, 0]))
    if not len(new):
        return
    ids = snapshot.song_ids[rows]
    mapped = np.flatnonzero(~np.isnan(places[:, 0]))
    if not len(mapped):
        places[new] = by_affect(snapshot, rows[new])
        return
    found = by_mood(snapshot.mood[rows[mapped]], places[mapped], snapshot.mood[rows[new]])
    for at, song in enumerate(ids[new[:MOST_ASKED]].tolist()):
        like = like_it(song, song_map, engines)
        if len(like):
            found[at] = like.mean(axis=0)
    places[new] = beside(found, ids[new])


def by_mood(
    moods: NDArray[np.float32], places: NDArray[np.float32], asked: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return for each mood asked for the mean place of the NEAREST songs by mood: (m, 2).

    For songs of one mood, of which not all count, their mean place stands in. A new library has
    tens of thousands of songs of the same, unknown, mood: a tree of the songs themselves would
    look at all of them for each question, so it is one of moods.
    """
    kinds, of = kinds_of(moods)
    counts = np.bincount(of)
    means = np.stack([np.bincount(of, axis) / counts for axis in places.T], axis=1)
    wanted, which = kinds_of(asked)
    k = min(NEAREST, len(kinds))
    near = cKDTree(kinds).query(wanted, k=k)[1].reshape(len(wanted), k)
    before = counts[near].cumsum(axis=1) - counts[near]
    weights = np.clip(NEAREST - before, 0, counts[near])
    found = np.einsum("mk,mka->ma", weights, means[near]) / weights.sum(axis=1, keepdims=True)
    return np.asarray(found[which], dtype=np.float64)


def kinds_of(moods: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return the moods that differ, (u, 6), and which of them each is, (n,); n is at least 1.

    As np.unique does by rows, which compares them as bytes and takes ten times as long.
    """
    order = np.lexsort(moods.T)
    ordered = moods[order]
    first = np.append(True, (np.diff(ordered, axis=0) != 0).any(axis=1))
    of = np.empty(len(moods), dtype=np.int64)
    of[order] = np.cumsum(first) - 1
    return ordered[first], of


def like_it(song: int, song_map: SongMap, engines: Mapping[str, Engine]) -> NDArray[np.float32]:
    """Return the places of the first songs that an engine finds like this one: (up to 5, 2)."""
    for name in ASKED:
        if name in engines and engines[name].knows(song):
            places = song_map.where(engines[name].similar([song], NAMED)[0])
            there = places[~np.isnan(places[:, 0])]
            if len(there):
                return there[:NEAREST]
    return np.empty((0, 2), dtype=np.float32)


def status() -> health.Status:
    """Say for the health page whether a map serves, and whether it is kept up to date."""
    points = current()
    if points.fault:
        return health.Status(ok=False, detail=_("It goes by mood alone."), fault=points.fault)
    reason = trouble()
    if reason:
        return health.Status(ok=False, detail=_("An older map serves."), fault=reason)
    return health.Status(
        ok=True,
        detail=_("%(n)d songs, %(placed)d of them since it was drawn")
        % {"n": len(points), "placed": points.placed},
    )


def register_probe() -> None:
    """Tell the health page of the map."""
    health.register(NAME, status)
    health.label_parts({NAME: gettext_lazy("Song map")})
