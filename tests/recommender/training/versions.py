"""Versions on disk without the time that a training takes."""

from pathlib import Path

from django.utils import timezone

from recommender import publication, training_corpus
from recommender.engine.kinds import TRAINED
from recommender.engine.popular import PopularEngine
from recommender.engine.publishing import TOGETHER, drafted
from recommender.judging import without
from recommender.models import TrainingRun

FOLD = 0


def put(model_dir: Path, version: str, *, serves: bool = True, figure: float = 0.3) -> TrainingRun:
    """Write a version with the twin of one part, as a training does, and note its run.

    The popular engine stands for all: it is trained in no time.
    """
    corpus = training_corpus.build()
    metrics = {"mix": {"ndcg": figure}}
    with drafted(model_dir, TOGETHER, version) as draft:
        publication.write_twins(draft, FOLD, quick(without(corpus, FOLD)), version)
        publication.write_version(draft, corpus, quick(corpus), version, metrics)
    run = TrainingRun.objects.create(
        state="done", version=version, verdict="published" if serves else "refused",
        comparison={"new": figure, "serving": 0.335, "margin": 0.01},
        started=timezone.now(), finished=timezone.now(),
    )  # fmt: skip
    if serves:
        publication.serve(version)
    run.refresh_from_db()
    return run


def quick(corpus):
    """Train what can be trained at once."""
    return {"popular": PopularEngine.fit(corpus)}


def only_popular(monkeypatch) -> None:
    """Have trainings make the popular engine alone, which takes no time."""
    for module in ("recommender.publication", "recommender.examining", "recommender.training"):
        monkeypatch.setattr(f"{module}.TRAINED", ("popular",))
    for module in ("recommender.examining", "recommender.training"):
        monkeypatch.setattr(
            f"{module}.train", lambda corpus, config=None, progress=None: quick(corpus)
        )
    monkeypatch.setattr("recommender.training.ALIKE", ())
    monkeypatch.setattr(
        "recommender.training.train_alike", lambda corpus, sound=None, progress=None: {}
    )
    assert set(TRAINED) > {"popular"}
