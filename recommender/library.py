"""The engines that serve: loaded from artefacts, kept in the process, renewed without a restart."""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mlfym import health
from recommender import snapshots
from recommender.engine import embedding
from recommender.engine.als import AlsEngine
from recommender.engine.artefacts import META, ArtefactDamaged, ArtefactMissing, read_meta
from recommender.engine.base import Engine
from recommender.engine.embedding import NothingReads
from recommender.engine.genre import GenreEngine
from recommender.engine.joint import JointEngine
from recommender.engine.lyrics import LyricsEngine
from recommender.engine.mixes import NAME as MIX
from recommender.engine.mixes import NOT_LEARNED, Mix
from recommender.engine.mood import MoodEngine
from recommender.engine.neighbours import NeighboursEngine
from recommender.engine.popular import PopularEngine
from recommender.engine.publishing import find, find_beside, stamp
from recommender.engine.snapshot import Snapshot
from recommender.engine.sound import HeardOtherwise, SoundEngine
from recommender.engine.tag2vec import Tag2VecEngine
from recommender.model_states import LABELS
from recommender.sound_model import NAME as NETWORK

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
# Trained with them, and no part of the mix: a training from before there were any lacks them, and
# then those that came with the code serve.
ALIKE: Mapping[str, type[Engine]] = MappingProxyType(
    {GenreEngine.name: GenreEngine, JointEngine.name: JointEngine}
)
# Engines that serve from an artefact. What songs say, and how they sound, is gathered when it
# changes, not trained.
SERVED: Mapping[str, type[Engine]] = MappingProxyType(
    {**TRAINED, **ALIKE, LyricsEngine.name: LyricsEngine, SoundEngine.name: SoundEngine}
)
# A new version is noticed this many seconds after it was published, at the latest.
LOOK_EVERY = 1.0
# Seconds for which a request waits while a new version is loaded; small ones take a tenth of it.
PATIENCE = 0.25


@dataclass(frozen=True)
class Shelf:
    """What was found on disk at one look: engines, the mix learned with them, and what failed.

    stamps: what the pointers were then, so that the next look loads only what has changed.
    """

    trained: Mapping[str, Engine] = field(default_factory=dict)
    mix: Mix = NOT_LEARNED
    faults: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


class Library:
    """The trained engines of one model folder; safe to use from several threads.

    To check the sums of models of a million songs takes seconds. A new version is therefore
    loaded by a thread of its own while the old one serves; requests wait for it a moment only,
    in which small models are there, or for as long as it takes where nothing serves yet.
    """

    def __init__(
        self,
        model_dir: Path,
        shipped_dir: Path = SHIPPED_DIR,
        look_every: float = LOOK_EVERY,
        patience: float = PATIENCE,
    ) -> None:
        """look_every, patience: seconds, as LOOK_EVERY and PATIENCE."""
        self.model_dir, self.shipped_dir = model_dir, shipped_dir
        self.look_every, self.patience = look_every, patience
        self._lock, self._looking = threading.Lock(), threading.Lock()
        self._looked = float("-inf")
        self._shelf: Shelf | None = None
        self._ready: tuple[Snapshot, Shelf, Mapping[str, Engine]] | None = None

    @property
    def faults(self) -> Mapping[str, str]:
        """What the last look found wrong, by engine."""
        return self._shelf.faults if self._shelf else {}

    def engines(self, snapshot: Snapshot) -> Mapping[str, Engine]:
        """Return the engines that serve, by name, each knowing the songs of ``snapshot``."""
        shelf = self._newest()
        with self._lock:
            ready = self._ready
            if ready is None or ready[0] is not snapshot or ready[1] is not shelf:
                ready = self._ready = (snapshot, shelf, prepare(shelf, snapshot))
            return ready[2]

    def mix(self) -> Mix:
        """Return what was learned of mixing the engines that `engines` returned last."""
        return self._ready[1].mix if self._ready else NOT_LEARNED

    def look(self) -> Shelf:
        """Load what is new on disk now."""
        with self._looking:
            self._looked = time.monotonic()
            shelf = self._shelf = shelve(self.model_dir, self.shipped_dir, self._shelf or Shelf())
        return shelf

    def _newest(self) -> Shelf:
        """Return what serves; look for something newer first if that was not done of late."""
        if self._shelf is None:
            return self.look()
        if time.monotonic() - self._looked >= self.look_every and not self._looking.locked():
            looking = threading.Thread(target=self.look, name="library", daemon=True)
            looking.start()
            looking.join(self.patience)
        return self._shelf


def shelve(model_dir: Path, shipped_dir: Path, before: Shelf) -> Shelf:
    """Return what should serve now; what has not changed since ``before`` is taken over."""
    trained, faults, stamps = dict(before.trained), dict(before.faults), dict(before.stamps)
    for name in SERVED:
        mark = stamp(name, model_dir, shipped_dir)
        if name == LyricsEngine.name:
            mark += (words_mark(),)
        if name == SoundEngine.name:
            mark += stamp(NETWORK, model_dir, shipped_dir)
        if stamps.get(name) != mark:
            stamps[name] = mark
            _load(name, model_dir, shipped_dir, trained, faults)
    # Which mix serves depends on which engines do.
    mark = sum((stamps[name] for name in TRAINED), stamp(MIX, model_dir, shipped_dir))
    if stamps.get(MIX) == mark:
        mix = before.mix
    else:
        stamps[MIX] = mark
        mix = _load_mix(model_dir, shipped_dir, faults)
    same = stamps == before.stamps
    return before if same else Shelf(trained, mix, faults, stamps)


def _load(
    name: str,
    model_dir: Path,
    shipped_dir: Path,
    trained: dict[str, Engine],
    faults: dict[str, str],
) -> None:
    """Take the version that should serve; a missing or damaged one turns the engine off."""
    trained.pop(name, None)
    faults.pop(name, None)
    try:
        engine = SERVED[name].load(find(name, model_dir, shipped_dir))
        if isinstance(engine, LyricsEngine):
            engine.check_readable()
        if isinstance(engine, SoundEngine):
            engine = _heard_alike(engine, model_dir, shipped_dir, faults)
    except (ArtefactMissing, ArtefactDamaged, NothingReads) as error:
        faults[name] = str(error)
        logger.warning("engine %s is off: %s", name, error)
    else:
        trained[name] = engine
        logger.info("engine %s serves version %s", name, version_of(engine))


def _heard_alike(
    engine: SoundEngine, model_dir: Path, shipped_dir: Path, faults: dict[str, str]
) -> SoundEngine:
    """Return the index if the network of today made it, else what ships, and tell of it.

    After an update all songs wait to be heard again, for hours in a large catalogue; what ships
    knows the starter library until then. HeardOtherwise where another network made that too.
    """
    network = read_meta(find(NETWORK, model_dir, shipped_dir)).version
    try:
        engine.check_made_by(network)
    except HeardOtherwise as error:
        if not (shipped_dir / engine.name / META).is_file():
            raise
        spare = SoundEngine.load(shipped_dir / engine.name)
        spare.check_made_by(network)
        faults[engine.name] = str(error)
        logger.warning("engine %s knows the starter library alone: %s", engine.name, error)
        return spare
    return engine


def words_mark() -> int:
    """Return a number that changes with the model that reads words."""
    try:
        return crc32(embedding.version().encode())
    except NothingReads:
        return 0


def _load_mix(model_dir: Path, shipped_dir: Path, faults: dict[str, str]) -> Mix:
    """Take the mix that was learned with the engines in service; a damaged one is not used."""
    faults.pop(MIX, None)
    try:
        found = find_beside(MIX, model_dir, shipped_dir, TRAINED)
        return NOT_LEARNED if found is None else Mix.load(found)
    except (ArtefactMissing, ArtefactDamaged) as error:
        faults[MIX] = str(error)
        logger.warning("the engines are mixed by their default weights: %s", error)
        return NOT_LEARNED


def prepare(shelf: Shelf, snapshot: Snapshot) -> Mapping[str, Engine]:
    """Return the engines as they serve today's catalogue, the mood's among them."""
    engines: dict[str, Engine] = {"mood": MoodEngine.from_snapshot(snapshot)}
    for name, engine in shelf.trained.items():
        engines[name] = engine.with_catalogue(snapshot)
    joint = engines.get(JointEngine.name)
    if isinstance(joint, JointEngine):
        engines[joint.name] = joint.beside(engines.get("genre"), engines.get("sound"))
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
    serving = engines()
    return {name: version_of(serving[name]) for name in (*TRAINED, *ALIKE) if name in serving}


def version_of(engine: Engine) -> str:
    """Return an engine's version; a shipped one without a name of its own goes by its data."""
    if engine.meta is None:
        return ""
    return engine.meta.version or f"shipped-{engine.meta.origin.data_hash[:8]}"


def engine_statuses() -> Mapping[str, health.Status]:
    """Say for the health page which engines serve; the site goes on without them."""
    shelf = library_at(Path(settings.MODEL_DIR)).look()
    return {f"engine {name}": status_of(name, shelf) for name in (*SERVED, MIX)}


def status_of(name: str, shelf: Shelf) -> health.Status:
    """Return the state of one engine by what was found wrong."""
    if name not in shelf.faults:
        return health.Status(ok=True, detail=_("ready"))
    said = _("It rests; lists are made without it.")
    if name in shelf.trained:
        said = _("It knows the starter library alone until the other songs were heard again.")
    return health.Status(ok=False, detail=said, fault=shelf.faults[name])


def register_probes() -> None:
    """Tell the health page of the trained engines."""
    health.register_several("engines", engine_statuses)
    labels = {name: LABELS[name] for name in (*SERVED, MIX)}
    health.label_parts({f"engine {name}": label for name, label in labels.items()})
    health.label_parts({"engines": gettext_lazy("Engines")})
