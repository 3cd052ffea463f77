"""The engines that serve: loaded from artefacts, kept in the process, renewed without a restart."""

import logging
import threading
import time
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import gettext as _

from mlfym import health
from recommender import snapshots
from recommender.engine.als import AlsEngine
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.engine.base import Engine
from recommender.engine.mixes import NAME as MIX
from recommender.engine.mixes import NOT_LEARNED, Mix
from recommender.engine.mood import MoodEngine
from recommender.engine.neighbours import NeighboursEngine
from recommender.engine.popular import PopularEngine
from recommender.engine.publishing import find, find_beside, stamp
from recommender.engine.snapshot import Snapshot
from recommender.engine.tag2vec import Tag2VecEngine

logger = logging.getLogger(__name__)

SHIPPED_DIR = Path(__file__).resolve().parent / "artifacts"
TRAINED: Mapping[str, type[Engine]] = MappingProxyType(
    {
        "popular": PopularEngine,
        "tag2vec": Tag2VecEngine,
        "als": AlsEngine,
        "neighbours": NeighboursEngine,
    }
)
# A new version is noticed this many seconds after it was published, at the latest.
LOOK_EVERY = 1.0


class Library:
    """The trained engines of one model folder; safe to use from several threads."""

    def __init__(
        self, model_dir: Path, shipped_dir: Path = SHIPPED_DIR, look_every: float = LOOK_EVERY
    ) -> None:
        self.model_dir, self.shipped_dir, self.look_every = model_dir, shipped_dir, look_every
        self.faults: dict[str, str] = {}
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._stamps: dict[str, tuple[int, ...]] = {}
        self._trained: dict[str, Engine] = {}
        self._ready: tuple[Snapshot, Mapping[str, Engine]] | None = None
        self._mix = NOT_LEARNED

    def engines(self, snapshot: Snapshot) -> Mapping[str, Engine]:
        """Return the engines that serve, by name, each knowing the songs of ``snapshot``."""
        with self._lock:
            if time.monotonic() - self._looked >= self.look_every:
                self._look()
            if self._ready is None or self._ready[0] is not snapshot:
                self._ready = (snapshot, self._prepare(snapshot))
            return self._ready[1]

    def mix(self) -> Mix:
        """Return what was learned of mixing the engines that serve; they are looked at first."""
        return self._mix

    def look(self) -> None:
        """Load what is new on disk now."""
        with self._lock:
            self._look()

    def _look(self) -> None:
        self._looked = time.monotonic()
        for name in TRAINED:
            mark = stamp(name, self.model_dir, self.shipped_dir)
            if self._stamps.get(name) != mark:
                self._stamps[name] = mark
                self._load(name)
        # Which mix serves depends on which engines do.
        own = stamp(MIX, self.model_dir, self.shipped_dir)
        mark = sum((self._stamps[name] for name in TRAINED), own)
        if self._stamps.get(MIX) != mark:
            self._stamps[MIX] = mark
            self._load_mix()

    def _load(self, name: str) -> None:
        """Take the version that should serve; a missing or damaged one turns the engine off."""
        self._ready = None
        self._trained.pop(name, None)
        self.faults.pop(name, None)
        try:
            engine = TRAINED[name].load(find(name, self.model_dir, self.shipped_dir))
        except (ArtefactMissing, ArtefactDamaged) as error:
            self.faults[name] = str(error)
            logger.warning("engine %s is off: %s", name, error)
        else:
            self._trained[name] = engine
            logger.info("engine %s serves version %s", name, version_of(engine))

    def _load_mix(self) -> None:
        """Take the mix that was learned with the engines in service; a damaged one is not used."""
        self._mix = NOT_LEARNED
        self.faults.pop(MIX, None)
        try:
            found = find_beside(MIX, self.model_dir, self.shipped_dir, TRAINED)
            self._mix = NOT_LEARNED if found is None else Mix.load(found)
        except (ArtefactMissing, ArtefactDamaged) as error:
            self.faults[MIX] = str(error)
            logger.warning("the engines are mixed by their default weights: %s", error)

    def _prepare(self, snapshot: Snapshot) -> Mapping[str, Engine]:
        engines: dict[str, Engine] = {"mood": MoodEngine.from_snapshot(snapshot)}
        for name, engine in self._trained.items():
            engines[name] = engine.with_catalogue(snapshot)
        return MappingProxyType(engines)


@lru_cache(maxsize=4)
def library_at(model_dir: Path) -> Library:
    """Return this process's library of a model folder."""
    return Library(model_dir)


def engines() -> Mapping[str, Engine]:
    """Return the engines that serve now, by name; ``mood`` is there without an artefact."""
    return library_at(Path(settings.MODEL_DIR)).engines(snapshots.current())


def learned_mix() -> Mix:
    """Return what was learned of mixing the engines that `engines` returned last."""
    return library_at(Path(settings.MODEL_DIR)).mix()


def versions() -> dict[str, str]:
    """Return the version of each trained engine that serves."""
    return {name: version_of(engine) for name, engine in engines().items() if engine.meta}


def version_of(engine: Engine) -> str:
    """Return an engine's version; a shipped one without a name of its own goes by its data."""
    if engine.meta is None:
        return ""
    return engine.meta.version or f"shipped-{engine.meta.origin.data_hash[:8]}"


def engine_status(name: str) -> health.Status:
    """Say for the health page whether an engine serves; the site goes on without it."""
    library = library_at(Path(settings.MODEL_DIR))
    library.look()
    if name in library.faults:
        return health.Status(ok=False, detail=library.faults[name])
    return health.Status(ok=True, detail=_("ready"))


def register_probes() -> None:
    """Tell the health page of each trained engine."""
    for name in (*TRAINED, MIX):
        health.register(f"engine {name}", partial(engine_status, name))
