"""From the data folder to a trained model in an artefact's arrays and meta."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from emotion.text import datasets
from emotion.text.artefact import load_artefact, write_artefact
from emotion.text.calibration import fit_reading
from emotion.text.datasets import Corpus
from emotion.text.evaluation import judge
from emotion.text.heads import Floats
from emotion.text.linear_fitting import Lesson, LinearConfig, fit_linear
from emotion.text.model import TextModel
from emotion.text.reading import LANGUAGES

Say = Callable[[str], None]
# Rows of KOTE's validation part that choose and are never trained on: the last ones.
KOTE_KEPT = 500


@dataclass(frozen=True)
class Config:
    """Everything that decides what comes out, beside the data."""

    seed: int = 20
    diaries: Path = datasets.DIARIES
    limit: int | None = None
    linear: LinearConfig = field(default_factory=LinearConfig)


def lessons_of(root: Path, lang: str, config: Config) -> list[Lesson]:
    """What a language is taught, and how much each row counts."""
    found = [
        Lesson(datasets.goemotions(root, lang, "train"), emotions=1, moods=1),
        Lesson(datasets.diaries(lang, "train", config.diaries), emotions=0, moods=40),
    ]
    if lang == "en":
        found.append(Lesson(datasets.xed(root), emotions=0, moods=0.3))
    else:
        kote = datasets.kote(root, "val")
        kept = kote.take(np.arange(len(kote) - KOTE_KEPT))
        found.append(Lesson(kept, emotions=0, moods=1))
        found.append(Lesson(datasets.kpoem(root), emotions=0, moods=0.3))
    return [replace(each, corpus=each.corpus.first(config.limit)) for each in found]


def development(root: Path, lang: str, config: Config) -> list[Corpus]:
    """What chooses: comments first, then diaries."""
    found = [
        datasets.goemotions(root, lang, "dev"),
        datasets.diaries(lang, "dev", config.diaries),
    ]
    if lang == "ko":
        kote = datasets.kote(root, "val")
        found.append(kote.take(np.arange(len(kote) - KOTE_KEPT, len(kote))))
    return found


def tests(root: Path, lang: str, config: Config) -> list[Corpus]:
    """What judges: the official tests, and the diaries that chose."""
    found = [datasets.goemotions(root, lang, "test"), datasets.diaries(lang, "dev", config.diaries)]
    return [*found, datasets.kote(root, "test")] if lang == "ko" else found


def train(root: Path, folder: Path, config: Config, say: Say) -> dict[str, Any]:
    """Train both languages, choose on development rows, judge, write `folder`; return its meta."""
    arrays: dict[str, Any] = {}
    judged: dict[str, list[tuple[Corpus, Floats]]] = {}
    for lang in LANGUAGES:
        say(f"{lang}: fitting n-grams")
        linear = fit_linear(lessons_of(root, lang, config), config.linear, config.seed)
        arrays |= linear.arrays()
        parts = development(root, lang, config)
        judged[lang] = [(part, linear.logits(part.texts)) for part in parts]
    say("choosing temperatures and thresholds on development rows")
    meta: dict[str, Any] = {
        "name": "text",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "config": {"seed": config.seed, "linear": asdict(config.linear)},
        "reading": fit_reading(judged),
    }
    write_artefact(folder, arrays, meta)
    say("judging")
    model = TextModel(load_artefact(folder))
    meta["metrics"] = {
        lang: {part.source: judge(model, part) for part in tests(root, lang, config)}
        for lang in LANGUAGES
    }
    write_artefact(folder, arrays, meta)
    return meta
