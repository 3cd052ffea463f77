"""The state of every model: what serves, since when, how good, and where it comes from."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emotion.face.artefact import SHIPPED as SHIPPED_FACE
from emotion.face.artefact import ArtefactError, find_artefact
from emotion.face.artefact import stamp as face_stamp
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, read_meta
from recommender.engine.kinds import ALIKE, TRAINED
from recommender.engine.publishing import SHIPPED, find, stamp

LABELS: Mapping[str, str | Promise] = {
    "face": _("Face reading"),
    "popular": _("Popularity"),
    "tag2vec": _("Songs and tags (tag2vec)"),
    "als": _("Listeners alike (ALS)"),
    "neighbours": _("Songs in lists together (neighbours)"),
    "lyrics": _("Words of songs (lyrics)"),
    "sound": _("How songs sound (sound)"),
    "genre": _("Genres and occasions (genre)"),
    "joint": _("Genre and sound together (joint)"),
    "mix": _("All engines together"),
    "chance": _("By chance, to compare"),
}
FIGURES: Mapping[str, str | Promise] = {
    "hit_rate@10": _("Hit in the first 10"),
    "mrr": _("Mean reciprocal rank"),
    "ndcg": _("Ranking (nDCG)"),
    "original": _("Test accuracy, original labels"),
    "ferplus": _("Test accuracy, FER+ votes"),
}
SHOWN = (*TRAINED, *ALIKE, "lyrics", "sound")
# Not models: the same figures for the whole mix, and for an order without any.
COMPARED = ("mix", "chance")
OWN, SHIPPED_WITH_CODE = _("Trained here"), _("Shipped with the site")
# Made of the songs that are here, by a model that was not trained here.
GATHERED, GATHERED_HERE = ("lyrics", "sound"), _("Gathered here")


@dataclass(frozen=True)
class ModelState:
    """One model; ``problem`` is empty while it serves.

    figures: label and share (0..1). compared: the figures of its whole training, by engine.
    """

    name: str
    problem: str = ""
    version: str = ""
    date: datetime | None = None
    source: str | Promise = ""
    figures: tuple[tuple[str | Promise, float], ...] = ()
    compared: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_model(self) -> bool:
        """Say whether this is a model, and not a line to compare with."""
        return self.name not in COMPARED

    @property
    def label(self) -> str | Promise:
        """Return the model's name for people."""
        return LABELS.get(self.name, self.name)


def model_states() -> list[ModelState]:
    """Return the state of the face model and of every trained engine."""
    model_dir = Path(settings.MODEL_DIR)
    engines = [engine_state(name, model_dir, stamp(name, model_dir, SHIPPED)) for name in SHOWN]
    compared = [engine for engine in engines if engine.compared][:1]
    lines = [
        ModelState(name, figures=known_figures(engine.compared[name]))
        for engine in compared
        for name in COMPARED
        if name in engine.compared
    ]
    return [face_state(model_dir, face_stamp(model_dir)), *engines, *lines]


@functools.lru_cache(maxsize=16)
def engine_state(name: str, model_dir: Path, mark: tuple[int, ...]) -> ModelState:
    """Return an engine's state; ``mark`` changes with its files, whose checksums take a while."""
    try:
        folder = find(name, model_dir, SHIPPED)
        meta = read_meta(folder)
    except (ArtefactMissing, ArtefactDamaged) as error:
        return ModelState(name, str(error))
    own = folder.is_relative_to(model_dir)
    return ModelState(
        name,
        version=meta.version or meta.origin.data_hash[:8],
        date=parse_datetime(meta.date),
        source=(GATHERED_HERE if name in GATHERED else OWN) if own else SHIPPED_WITH_CODE,
        figures=known_figures(meta.metrics.get(name, {})),
        compared=meta.metrics,
    )


@functools.lru_cache(maxsize=4)
def face_state(model_dir: Path, mark: tuple[str, int]) -> ModelState:
    """Return the face model's state; ``mark`` changes with its files."""
    try:
        found = find_artefact(model_dir)
    except ArtefactError as error:
        return ModelState("face", str(error))
    test = found.meta.get("metrics", {}).get("test", {})
    accuracies = {kind: figures.get("accuracy") for kind, figures in test.items()}
    return ModelState(
        "face",
        version=found.version,
        date=parse_datetime(found.meta["date"]),
        source=SHIPPED_WITH_CODE if found.folder == SHIPPED_FACE else OWN,
        figures=known_figures(accuracies),
    )


def known_figures(figures: Mapping[str, Any]) -> tuple[tuple[str | Promise, float], ...]:
    """Return the figures that have a name for people, with it."""
    return tuple((label, float(figures[key])) for key, label in FIGURES.items() if key in figures)
