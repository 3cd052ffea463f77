"""The trained versions on disk: write one, put it into service, go back, and clear away.

MODEL_DIR/recommender/<version>/meta.json            what the version is, and its figures
                               /<engine>/            the models, trained on everything
                               /mix/                 how they are mixed, learned by the twins
                               /twins/<part>/<engine>/   the same without that part (judging.py)
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from recommender.engine.artefacts import (
    ArtefactDamaged,
    ArtefactMissing,
    Meta,
    Origin,
    fsync,
    read_meta,
    seal,
)
from recommender.engine.base import Engine
from recommender.engine.corpus import Corpus
from recommender.engine.kinds import ALIKE, ENGINES, TRAINED
from recommender.engine.mixes import NAME as MIX
from recommender.engine.mixes import NOT_LEARNED, Mix
from recommender.engine.publishing import (
    SHIPPED,
    TOGETHER,
    current_version,
    discard,
    point_to,
    point_to_none,
    prune,
    sweep,
    versions,
)
from recommender.judging import FIGURE
from recommender.models import TrainingRun

logger = logging.getLogger(__name__)

TWINS = "twins"
# What goes by this name is what came with the code.
SHIPPED_VERSION = "shipped"


@dataclass(frozen=True)
class Kept:
    """A version that may be put into service; ``run`` is None where its history is not known."""

    version: str
    date: datetime | None
    figure: float | None
    serves: bool
    run: TrainingRun | None = None

    @property
    def shipped(self) -> bool:
        """Say whether this is what came with the site."""
        return self.version == SHIPPED_VERSION

    @property
    def set_aside(self) -> bool:
        """Say whether it has never been in service."""
        return self.run is not None and self.run.served is None


def home() -> Path:
    """Return the folder of all models."""
    return Path(settings.MODEL_DIR)


def in_service() -> str:
    """Return the version that serves; SHIPPED_VERSION where nothing was published."""
    return current_version(home(), TOGETHER) or SHIPPED_VERSION


def write_engines(folder: Path, engines: Mapping[str, Engine], meta: Meta) -> None:
    """Save the engines that are trained into an existing folder, one folder each."""
    for name in written(engines):
        place = folder / name
        place.mkdir(parents=True)
        engines[name].save(place, meta.version, meta.metrics)
    fsync(folder)


def written(engines: Mapping[str, Engine]) -> list[str]:
    """Return the names of the engines that are kept on disk; the mood's is made anew."""
    return [name for name in (*TRAINED, *ALIKE) if name in engines]


def write_twins(draft: Path, fold: int, engines: Mapping[str, Engine], version: str) -> None:
    """Save the twins of one part."""
    folder = draft / TWINS / str(fold)
    folder.mkdir(parents=True)
    write_engines(folder, engines, Meta(TOGETHER, Origin(), 0, version))
    fsync(draft / TWINS)


def write_version(
    draft: Path,
    corpus: Corpus,
    engines: Mapping[str, Engine],
    version: str,
    metrics: Any,
    mix: Mix = NOT_LEARNED,
) -> None:
    """Save the models and their mix and seal the whole: the last step before it is a version."""
    origin = Origin(config={"engines": [*written(engines), MIX]}, data_hash=corpus.data_hash())
    date = datetime.now(UTC).isoformat(timespec="seconds")
    meta = Meta(TOGETHER, origin, len(corpus.song_ids), version, date, metrics)
    write_engines(draft, engines, meta)
    (draft / MIX).mkdir()
    mix.save(draft / MIX, version, metrics)
    seal(draft, meta)


def folder_of(version: str) -> Path:
    """Return where a version lies."""
    return home() / TOGETHER / version


def read_mix(version: str) -> Mix:
    """Return how a version is mixed; as if nothing was learned where that cannot be read."""
    folder = (SHIPPED if version == SHIPPED_VERSION else folder_of(version)) / MIX
    try:
        return Mix.load(folder)
    except (ArtefactMissing, ArtefactDamaged) as error:
        logger.warning("Version %s is judged by the default weights: %s", version, error)
        return NOT_LEARNED


def read_twins(version: Path, fold: int) -> dict[str, Engine] | None:
    """Map the twins of one part from a version's folder; None if none there can be trusted."""
    folder = version / TWINS / str(fold)
    if not folder.is_dir():
        return None
    try:
        return {place.name: ENGINES[place.name].load(place) for place in sorted(folder.iterdir())}
    except (ArtefactMissing, ArtefactDamaged, KeyError) as error:
        logger.warning("Part %d of %s cannot be compared: %s", fold, version.name, error)
        return None


def verify(version: str) -> None:
    """Raise ArtefactMissing or ArtefactDamaged unless a version is whole, checksums and all."""
    folder = home() / TOGETHER / version
    for name in read_meta(folder).origin.config["engines"]:
        if name == MIX:
            Mix.load(folder / name)
        elif name in ENGINES:  # one that later code gave up serves nowhere
            ENGINES[name].load(folder / name)


def serve(version: str) -> None:
    """Put a version into service: every engine of it, at once, for every process.

    ArtefactMissing or ArtefactDamaged if it cannot serve; what served before serves on.
    """
    if version == SHIPPED_VERSION:
        point_to_none(home(), TOGETHER)
    else:
        verify(version)
        point_to(home(), TOGETHER, version)
        TrainingRun.objects.filter(version=version).update(served=timezone.now())
    logger.info("Version %s serves.", version)


def serve_by_hand(version: str) -> None:
    """Put a version into service because a curator says so, and note that on its training.

    Raises what ``serve`` raises.
    """
    serve(version)
    refused = (TrainingRun.Verdict.REFUSED, TrainingRun.Verdict.OVERTAKEN)
    runs = TrainingRun.objects.filter(version=version, verdict__in=refused)
    runs.update(verdict=TrainingRun.Verdict.BY_HAND)


def kept() -> list[Kept]:
    """Return the versions that may be put into service, the newest first, the shipped one last."""
    serving = in_service()
    runs = {run.version: run for run in TrainingRun.objects.exclude(version="")}
    rows = [
        _row(version, serving, runs.get(version))
        for version in reversed(versions(home(), TOGETHER))
        if version == serving or not _dead(runs.get(version))
    ]
    return [*rows, Kept(SHIPPED_VERSION, None, None, serving == SHIPPED_VERSION)]


def _row(version: str, serving: str, run: TrainingRun | None) -> Kept:
    try:
        meta = read_meta(home() / TOGETHER / version)
    except (ArtefactMissing, ArtefactDamaged) as error:
        logger.warning("Version %s cannot be read: %s", version, error)
        return Kept(version, None, None, version == serving, run)
    figure = meta.metrics.get("mix", {}).get(FIGURE)
    return Kept(version, parse_datetime(meta.date), figure, version == serving, run)


def _dead(run: TrainingRun | None) -> bool:
    """Say whether a version was left by a training that did not come to its end."""
    done = TrainingRun.State.DONE
    return run is not None and run.served is None and run.state != done


def tidy() -> None:
    """Delete versions beyond the number that is kept; of those set aside the newest stays."""
    aside = TrainingRun.objects.filter(served=None).exclude(version="")
    names = set(aside.values_list("version", flat=True))
    prune(home(), TOGETHER, settings.RETRAIN_KEEP, names)


def sweep_the_dead() -> None:
    """Delete what killed trainings left: drafts, and versions that nobody decided about.

    For the one training that runs: it is the only one that writes here.
    """
    count = sweep(home(), TOGETHER)
    unfinished = TrainingRun.objects.filter(state=TrainingRun.State.FAILED, served=None)
    serving = in_service()
    there = set(versions(home(), TOGETHER))
    for version in unfinished.exclude(version="").values_list("version", flat=True):
        if version in there and version != serving:
            discard(home(), TOGETHER, version)
            count += 1
    if count:
        logger.warning("%d leftover(s) of trainings that were killed are gone.", count)
