"""What the background worker does."""

import logging

from django.db import transaction
from django_tasks import task

from recommender.models import TrainingRun
from recommender.training import TrainingRefused, training_ask, training_execute

logger = logging.getLogger(__name__)


@task()
def train_recommender(run_uuid: str) -> str:
    """Run the training with this UUID; return its state.

    A run that was taken up by another process in the meantime is left to it. A training that
    fails raises, so that the queue shows it as failed too.
    """
    run = TrainingRun.objects.get(uuid=run_uuid)
    try:
        return str(training_execute(run=run).state)
    except TrainingRefused as refused:
        logger.warning("Nothing was trained: %s", refused)
        return "refused"


@transaction.atomic
def training_enqueue() -> TrainingRun:
    """Ask the background worker for a training; TrainingRefused if one is under way.

    The run and its task are rows of one database, so there is never one without the other.
    """
    run = training_ask()
    train_recommender.enqueue(str(run.uuid))
    return run
