"""Judge what a training makes against what serves, on the same hidden songs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from recommender import publication
from recommender.engine.base import Engine
from recommender.engine.corpus import Corpus
from recommender.engine.kinds import TRAINED
from recommender.engine.learning.learn import Example
from recommender.engine.learning.leave_one_out import learn_mix
from recommender.engine.mixes import Mix
from recommender.engine.publishing import current_version
from recommender.engine.snapshot import Snapshot
from recommender.engine.starter_corpus import corpus_from_library, read_library
from recommender.engine.train import train
from recommender.heartbeat import Report
from recommender.judging import (
    FIGURE,
    FOLDS,
    Figures,
    Judged,
    as_served,
    figures_of,
    folds_of,
    judge,
    together,
    without,
)
from recommender.teaching import examples_of


@dataclass(frozen=True)
class Comparison:
    """The figure of the mix, new and in service, on the same hidden songs.

    serving: None where the version in service has no twins: nothing fair to compare with.
    against: the version in service when it was judged.
    """

    figure: str
    new: float
    serving: float | None
    against: str
    margin: float
    n: int

    @property
    def passed(self) -> bool:
        """Say whether the new version may serve: not worse by more than the margin."""
        return self.serving is None or round(self.serving - self.new, 4) <= self.margin

    def as_dict(self) -> dict[str, Any]:
        """Return values that JSON can hold."""
        return asdict(self)


def examine(
    corpus: Corpus, snapshot: Snapshot, draft: Path, version: str, progress: Report
) -> tuple[Figures, Comparison, Mix]:
    """Train twins, learn the mix by them, and judge both beside what serves.

    The twins are kept in the draft. Returns all figures of the new version, the comparison, which
    is over those parts alone for which the version in service has a twin, and the mix.
    """
    against, folds = publication.in_service(), folds_of(corpus)
    mix = learn_by_twins(corpus, snapshot, draft, version, progress)
    serving = publication.read_mix(against)
    ours: list[Judged] = []
    pairs: list[tuple[Judged, Judged]] = []
    for fold in folds:
        twins = publication.read_twins(draft, fold) or {}
        ours.append(judge(as_served(twins, snapshot), corpus, fold, mix))
        before = twins_of(against, fold, corpus)
        if before is not None:
            theirs = judge(as_served(before, snapshot), corpus, fold, serving)
            pairs.append((ours[-1], theirs))
    progress(1.0, "judged")
    comparison = compare(pairs or [(one, {}) for one in ours], against)
    return figures_of(together(ours)), comparison, mix


def learn_by_twins(
    corpus: Corpus, snapshot: Snapshot, draft: Path, version: str, progress: Report
) -> Mix:
    """Train a twin for each part, and learn the mix by the songs that were hidden from them."""
    folds = folds_of(corpus)
    found: dict[str, list[Example]] = {}
    for place, fold in enumerate(folds):
        told = part_of(progress, place, 1, len(folds), f"judging {place + 1}/{len(folds)}: ")
        twins = trained(train(without(corpus, fold), progress=told))
        publication.write_twins(draft, fold, twins, version)
        for kind, rows in examples_of(as_served(twins, snapshot), corpus, fold).items():
            found.setdefault(kind, []).extend(rows)
    return learn_mix(found)


def compare(pairs: list[tuple[Judged, Judged]], against: str) -> Comparison:
    """Return the comparison over all parts."""
    new = figures_of(together([ours for ours, _ in pairs])).get("mix", {})
    serving = figures_of(together([theirs for _, theirs in pairs])).get("mix", {})
    return Comparison(
        figure=FIGURE,
        new=new.get(FIGURE, 0.0),
        serving=serving.get(FIGURE),
        against=against,
        margin=settings.RETRAIN_MARGIN,
        n=int(new.get("n", 0)),
    )


def twins_of(version: str, fold: int, corpus: Corpus) -> Mapping[str, Engine] | None:
    """Return the twins of what serves, None where there are none.

    What came with the site has none on disk: they are trained again from the starter library,
    unless it has no song in common with this catalogue, or models from before there were twins
    serve in its place.
    """
    if version != publication.SHIPPED_VERSION:
        return publication.read_twins(publication.folder_of(version), fold)
    model_dir = publication.home()
    if any(current_version(model_dir, name) for name in TRAINED):
        return None
    starter = corpus_from_library(read_library())
    if not np.isin(starter.song_ids, corpus.song_ids).any():
        return None
    return shipped_twins(fold)


@lru_cache(maxsize=FOLDS)
def shipped_twins(fold: int) -> Mapping[str, Engine]:
    """Train the twins of what came with the site; some two seconds."""
    return trained(train(without(corpus_from_library(read_library()), fold)))


def trained(engines: Mapping[str, Engine]) -> dict[str, Engine]:
    """Return the engines that are kept on disk."""
    return {name: engines[name] for name in TRAINED}


def part_of(progress: Report, start: int, length: int, whole: int, label: str = "") -> Report:
    """Return a report of some steps of a whole, from 0 to 1, as progress of the whole."""
    return lambda share, what: progress((start + share * length) / whole, label + what)
