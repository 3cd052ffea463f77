"""The engines in service: loaded once, loaded again when a new version is published."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, Meta
from recommender.engine.base import Engine
from recommender.engine.kinds import ENGINES, TRAINED
from recommender.engine.mood import MoodEngine
from recommender.engine.publishing import find, stamp
from recommender.engine.snapshot import Snapshot

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).resolve().parent.parent / "artifacts"


@dataclass(frozen=True)
class EngineState:
    """What the health page and the curator see of an engine; `problem` is empty when it serves."""

    name: str
    problem: str = ""
    version: str = ""
    date: str = ""
    songs: int = 0
    metrics: Mapping[str, Any] = field(default_factory=dict)


class Shelf:
    """Loads the engines of a process and keeps them fresh.

    Each request costs two calls of stat for an engine. A missing or damaged artefact turns that
    engine off with one logged warning, until its files change; the others go on. What a request
    already holds is never changed under it: a new version is a new object. Safe for threads.
    """

    def __init__(self, model_dir: Path, shipped_dir: Path = SHIPPED) -> None:
        self._model_dir, self._shipped_dir = model_dir, shipped_dir
        self._lock = threading.Lock()
        self._stamps: dict[str, tuple[int, ...]] = {}
        self._loaded: dict[str, Engine] = {}
        self._problems: dict[str, str] = {}
        self._snapshot: Snapshot | None = None
        self._serving: Mapping[str, Engine] = MappingProxyType({})

    def engines(self, snapshot: Snapshot) -> Mapping[str, Engine]:
        """The engines that serve, by name, fitted out with this catalogue."""
        with self._lock:
            self._refresh_all()
            if snapshot is not self._snapshot:
                serving = {
                    name: engine.with_catalogue(snapshot) for name, engine in self._loaded.items()
                }
                serving[MoodEngine.name] = MoodEngine.from_snapshot(snapshot)
                self._snapshot, self._serving = snapshot, MappingProxyType(serving)
            return self._serving

    def states(self) -> list[EngineState]:
        """The state of every engine that is trained, in the order of their names."""
        with self._lock:
            self._refresh_all()
            return [self._state(name) for name in TRAINED]

    def versions(self) -> dict[str, str]:
        """The version of each engine that serves, for the events' record."""
        return {state.name: state.version for state in self.states() if not state.problem}

    def _refresh_all(self) -> None:
        for name in TRAINED:
            mark = stamp(name, self._model_dir, self._shipped_dir)
            if self._stamps.get(name) != mark:
                self._reload(name, mark)
                self._snapshot = None  # what was fitted out for a catalogue is so no more

    def _reload(self, name: str, mark: tuple[int, ...]) -> None:
        self._stamps[name] = mark
        self._loaded.pop(name, None)
        self._problems.pop(name, None)
        try:
            directory = find(name, self._model_dir, self._shipped_dir)
            self._loaded[name] = ENGINES[name].load(directory)
        except ArtefactMissing as error:
            self._problems[name] = f"missing: {error}"
        except ArtefactDamaged as error:
            self._problems[name] = f"damaged: {error}"
        if name in self._problems:
            log.warning("The engine %s is off (%s).", name, self._problems[name])

    def _state(self, name: str) -> EngineState:
        if name in self._problems:
            return EngineState(name, self._problems[name])
        meta = self._loaded[name].meta or Meta(name, self._loaded[name].origin, 0)
        return EngineState(name, "", meta.version, meta.date, meta.songs, meta.metrics)
