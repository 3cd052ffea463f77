"""The map of songs as an artefact: where each song lies, drawn in the background.

MODEL_DIR/map/<version>/ with the pointer `current`, like other artefacts; what ships with the code
knows the starter library alone. A map is drawn anew when what the engines know of songs changed, or
many songs came or went; it begins at the places of the one before, so that the picture does not
jump. A few new songs are put beside those that are like them, on the map as it is.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.dateparse import parse_datetime
from numpy.typing import NDArray

from recommender import library, snapshots
from recommender.engine.artefacts import (
    ArtefactDamaged,
    ArtefactMissing,
    Meta,
    Origin,
    load_array,
    read_meta,
    save_array,
    seal,
)
from recommender.engine.base import Engine
from recommender.engine.corpus import rows_of
from recommender.engine.publishing import SHIPPED, find, new_version, publish
from recommender.engine.replacing import replace_folder
from recommender.engine.snapshot import Snapshot
from recommender.keys import LAST_STARTER_KEY
from recommender.song_map.layout import SEED, lay_out, place
from recommender.song_map.vectors import song_vectors, sources

logger = logging.getLogger(__name__)

NAME = "map"
# A map of which so large a share came or went is drawn anew; below it, new songs are put on it.
CHANGED = 0.1
# What engines know changes often while music is analysed. A map of so many songs rests for an hour
# before it is drawn for that alone, one of fewer for less.
SONGS_AN_HOUR = 10_000
# Beside the versions: why the last map was not drawn, for the health page of another process.
TROUBLE = "trouble.txt"


class NothingDraws(Exception):
    """openTSNE, which draws maps, is not installed."""


@dataclass(frozen=True)
class SongMap:
    """Where songs lie: ids (n,) ascending; positions (n, 2) float32, within -1..1.

    scale: how many units of t-SNE 1 stands for. sources: the version of each engine it is of.
    date: when it was drawn; songs that were put on it since do not change that.
    """

    song_ids: NDArray[np.int64]
    positions: NDArray[np.float32]
    scale: float = 0.0
    sources: Mapping[str, str] | None = None
    version: str = ""
    date: datetime | None = None

    @classmethod
    def load(cls, directory: Path) -> "SongMap":
        """Map what `write` wrote; ArtefactMissing or ArtefactDamaged if it cannot be trusted."""
        meta = read_meta(directory)
        if meta.name != NAME:
            raise ArtefactDamaged(f"this is {meta.name}, not {NAME}")
        song_ids = load_array(directory, "song_ids", (meta.songs,))
        positions = load_array(directory, "positions", (meta.songs, 2))
        if (np.diff(song_ids) <= 0).any():
            raise ArtefactDamaged("the song ids do not ascend")
        if not (np.abs(positions) <= 1).all():
            raise ArtefactDamaged("a place is off the map")
        config = meta.origin.config
        try:
            scale, of = float(config["scale"]), dict(config["sources"])
        except (KeyError, TypeError, ValueError) as error:
            raise ArtefactDamaged(f"its settings are not those of a {NAME}") from error
        date = parse_datetime(meta.date)
        return cls(song_ids, positions.astype(np.float32), scale, of, meta.version, date)

    def write(self, directory: Path, figures: Mapping[str, Any]) -> Meta:
        """Write it into an empty directory, and seal that."""
        save_array(directory, "song_ids", self.song_ids)
        save_array(directory, "positions", self.positions.astype(np.float32))
        origin = Origin({"scale": self.scale, "sources": dict(self.sources or {})}, SEED)
        date = (self.date or datetime.now(UTC)).isoformat(timespec="seconds")
        meta = Meta(NAME, origin, len(self.song_ids), self.version, date, dict(figures))
        return seal(directory, meta)

    def where(self, song_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the places of songs, NaN for those that are not on the map: (m, 2)."""
        rows = rows_of(self.song_ids, song_ids)
        found = np.full((len(song_ids), 2), np.nan, dtype=np.float32)
        found[rows >= 0] = self.positions[rows[rows >= 0]]
        return found


def in_service(model_dir: Path) -> SongMap | None:
    """Return the map that serves, None where there is none or it cannot be read."""
    try:
        return SongMap.load(find(NAME, model_dir, SHIPPED))
    except ArtefactMissing:
        return None
    except ArtefactDamaged as error:
        logger.warning("The map of songs cannot be read and is drawn anew: %s", error)
        return None


def draw(*, anew: bool = False) -> Path | None:
    """Publish the map of the catalogue as it is; None if what serves is of it already.

    anew: whatever serves, from nothing. NothingDraws without openTSNE where a map must be drawn.
    """
    model_dir = Path(settings.MODEL_DIR)
    engines, snapshot = library.engines(), snapshots.current()
    before = None if anew else in_service(model_dir)
    made = renewed(snapshot, engines, before)
    if made is None:
        return None
    version = new_version(f"{len(made.song_ids):x}")
    made = replace(made, version=version)
    figures = {"taken_over": 0 if before is None else int((~new_to(before, made.song_ids)).sum())}
    return publish(model_dir, NAME, version, lambda draft: made.write(draft, figures))


def renewed(
    snapshot: Snapshot, engines: Mapping[str, Engine], before: SongMap | None
) -> SongMap | None:
    """Return the map of the songs that play, None if the one before is of them already."""
    rows = np.flatnonzero(snapshot.available)
    ids = snapshot.song_ids[rows]
    of = {name: library.version_of(engines[name]) for name in sources(engines)}
    if before is None or not len(before.song_ids) or (before.sources != of and rested(before, of)):
        return drawn(snapshot, rows, engines, before, of)
    new = new_to(before, ids)
    gone = len(before.song_ids) - int((~new).sum())
    if new.sum() + gone > CHANGED * len(before.song_ids):
        return drawn(snapshot, rows, engines, before, of)
    if not new.any():
        return None
    vectors = song_vectors(snapshot, rows, engines)
    positions = before.where(ids)
    positions[new] = place(vectors[~new], positions[~new], vectors[new])
    return SongMap(ids, positions, before.scale, before.sources, date=before.date)


def rested(before: SongMap, of: Mapping[str, str]) -> bool:
    """Say whether a map may be drawn for newer versions of the engines that it is of."""
    if before.date is None or before.sources is None or before.sources.keys() != of.keys():
        return True
    rest = timedelta(hours=len(before.song_ids) / SONGS_AN_HOUR)
    return datetime.now(UTC) - before.date >= rest


def drawn(
    snapshot: Snapshot,
    rows: NDArray[np.int64],
    engines: Mapping[str, Engine],
    before: SongMap | None,
    of: Mapping[str, str],
) -> SongMap:
    """Draw a map of these rows of the catalogue, from the places of the one before."""
    ids = snapshot.song_ids[rows]
    start, scale = (before.where(ids), before.scale) if before else (None, 0.0)
    try:
        positions, scale = lay_out(song_vectors(snapshot, rows, engines), start, scale)
    except ImportError as error:
        raise NothingDraws("openTSNE is not installed (requirements-worker.txt)") from error
    return SongMap(ids, positions, scale, of)


def new_to(song_map: SongMap, song_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which songs are not on a map: (n,)."""
    return rows_of(song_map.song_ids, song_ids) < 0


def ship() -> SongMap:
    """Replace the map that comes with the code by one of the starter library in the database."""
    snapshot, engines = snapshots.current(), library.engines()
    rows = np.flatnonzero(snapshot.available & (snapshot.song_ids <= LAST_STARTER_KEY))
    of = {name: library.version_of(engines[name]) for name in sources(engines)}
    found = drawn(snapshot, rows, engines, None, of)
    made = SongMap(found.song_ids, found.positions, found.scale, of, f"starter-{len(rows)}")
    replace_folder(SHIPPED / NAME, lambda draft: made.write(draft, {}))
    return made


def note_trouble(reason: str) -> None:
    """Keep why the last map was not drawn, or, with nothing to say, that it was."""
    path = Path(settings.MODEL_DIR) / NAME / TROUBLE
    if not reason:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(reason + "\n", encoding="utf-8")


def trouble() -> str:
    """Return why the last map was not drawn; empty if it was."""
    try:
        return (Path(settings.MODEL_DIR) / NAME / TROUBLE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
