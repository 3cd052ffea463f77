"""The background worker's part."""

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from recommender.models import Song, TrainingRun
from recommender.tasks import train_recommender, training_enqueue
from recommender.training import TrainingFailed, TrainingRefused, training_ask


def test_asking_puts_one_task_in_the_queue(db: None) -> None:
    run = training_enqueue()
    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs["args"] == [str(run.uuid)]
    assert run.state == TrainingRun.State.WAITING


def test_a_refused_request_queues_nothing(db: None) -> None:
    training_ask()
    with pytest.raises(TrainingRefused):
        training_enqueue()
    assert not DBTaskResult.objects.exists()


def test_a_queue_that_is_down_leaves_no_run_behind(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**values: object) -> None:
        raise OperationalError("the disk is full")

    monkeypatch.setattr(DBTaskResult.objects, "create", fail)
    with pytest.raises(OperationalError):
        training_enqueue()
    assert not TrainingRun.objects.exists()


def test_the_task_trains(catalogue: dict[str, list[Song]]) -> None:
    run = training_ask()
    assert train_recommender.call(str(run.uuid)) == "done"


def test_a_run_that_was_taken_up_is_left_alone(db: None) -> None:
    run = TrainingRun.objects.create(state="done")
    assert train_recommender.call(str(run.uuid)) == "refused"


def test_a_failure_shows_in_the_queue_too(db: None) -> None:
    run = training_ask()
    with pytest.raises(TrainingFailed):
        train_recommender.call(str(run.uuid))
