"""Asking for a training and running it."""

import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from recommender import publication, training
from recommender.engine.kinds import ALIKE, TRAINED
from recommender.library import library_at, versions
from recommender.models import Song, TrainingRun
from recommender.training import (
    TrainingFailed,
    TrainingRefused,
    training_ask,
    training_execute,
)

Catalogue = dict[str, list[Song]]
ENGINES = set(TRAINED)


def test_it_publishes_a_version_that_serves(catalogue: Catalogue, model_dir: Path) -> None:
    before = versions()
    run = training_execute(run=training_ask())
    assert run.state == TrainingRun.State.DONE
    assert run.progress == 1.0
    assert run.finished is not None
    assert set(run.versions) == {*TRAINED, *ALIKE}
    library_at(model_dir).look()
    assert versions() == run.versions
    assert versions() != before


def test_it_judges_the_mix(catalogue: Catalogue) -> None:
    metrics = training_execute(run=training_ask()).metrics
    assert {"mix", "popular", "chance"} | ENGINES <= set(metrics)
    assert metrics["mix"]["hit_rate@10"] > metrics["chance"]["hit_rate@10"]
    assert metrics["mix"]["n"] == 24


def test_a_second_training_replaces_the_first(catalogue: Catalogue, model_dir: Path) -> None:
    first = training_execute(run=training_ask())
    second = training_execute(run=training_ask())
    library_at(model_dir).look()
    assert versions() == second.versions
    assert set(first.versions.values()).isdisjoint(second.versions.values())


def test_progress_grows_to_the_end(catalogue: Catalogue) -> None:
    shares: list[float] = []
    training_execute(run=training_ask(), report=lambda share, what: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_it_is_refused_while_another_is_under_way(db: None, state: str) -> None:
    run = training_ask()
    if state == "running":
        training._claim(run)
    with pytest.raises(TrainingRefused, match=state):
        training_ask()
    assert TrainingRun.objects.count() == 1


def test_the_database_allows_one_at_a_time(db: None) -> None:
    TrainingRun.objects.create(state="waiting")
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRun.objects.create(state="waiting")


def test_two_processes_cannot_run_the_same(catalogue: Catalogue) -> None:
    run = training_ask()
    training_execute(run=run)
    with pytest.raises(TrainingRefused):
        training_execute(run=run)


def test_one_that_waits_does_not_start_beside_another(db: None) -> None:
    running, waiting = training_ask(), TrainingRun(state="waiting")
    training._claim(running)
    waiting.save()
    with pytest.raises(TrainingRefused):
        training_execute(run=waiting)
    waiting.refresh_from_db()
    assert waiting.state == TrainingRun.State.FAILED
    assert "Another" in waiting.error


def test_nothing_to_learn_says_so(db: None) -> None:
    run = training_ask()
    with pytest.raises(TrainingFailed):
        training_execute(run=run)
    run.refresh_from_db()
    assert run.state == TrainingRun.State.FAILED
    assert "no list" in run.error
    assert run.finished is not None


@pytest.mark.parametrize("package", ["gensim.models", "implicit.cpu.als"])
def test_a_missing_package_says_how_to_get_it(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    run = training_ask()
    with pytest.raises(TrainingFailed, match="requirements-worker.txt"):
        training_execute(run=run)
    run.refresh_from_db()
    assert "requirements-worker.txt" in run.error


def test_a_full_disk_leaves_the_old_models(
    catalogue: Catalogue, model_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    good = training_execute(run=training_ask())

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publication, "seal", fail)
    run = training_ask()
    with pytest.raises(TrainingFailed, match="No space left"):
        training_execute(run=run)
    library_at(model_dir).look()
    assert versions() == good.versions
    assert "The training failed" in caplog.text


def test_being_told_to_stop_is_written_down(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*args: Any, **kwargs: Any) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(training, "train", stop)
    run = training_ask()
    with pytest.raises(SystemExit):
        training_execute(run=run)
    run.refresh_from_db()
    assert run.state == TrainingRun.State.FAILED
    assert "stopped" in run.error


def test_after_a_failure_it_can_be_asked_again(db: None) -> None:
    with pytest.raises(TrainingFailed):
        training_execute(run=training_ask())
    assert training_ask().state == TrainingRun.State.WAITING
