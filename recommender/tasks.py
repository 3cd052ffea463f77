"""What the background worker does."""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from recommender.models import TrainingRun
from recommender.schedule import plan
from recommender.training import TrainingRefused, training_ask, training_execute

logger = logging.getLogger(__name__)

# So often the worker looks whether a training is due.
LOOK_EVERY = timedelta(hours=1)
# Seconds to wait before the next look is put into the queue again, where the database is locked
# for longer than its own timeout.
PAUSES = (10.0, 60.0, 300.0)


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


@task()
def look_whether_to_train() -> str:
    """Ask for a training if one is due, and see to it that this is looked at again.

    The next look is put into the queue first: whatever goes wrong in this one, there is a next.
    """
    if settings.RETRAIN_EVERY <= 0:
        return "off"
    _schedule_next_look()
    if not plan().due(timezone.now()):
        return "not yet"
    try:
        training_enqueue(trigger=TrainingRun.Trigger.SCHEDULE)
    except TrainingRefused:
        return "under way"
    return "asked for"


def _schedule_next_look() -> None:
    """Put the next look into the queue, patiently: without it nobody looks any more."""
    for pause in PAUSES:
        try:
            return schedule_look(LOOK_EVERY)
        except OperationalError as error:
            logger.warning("The next look cannot be scheduled yet: %s", error)
            time.sleep(pause)
    return schedule_look(LOOK_EVERY)


@transaction.atomic
def training_enqueue(*, trigger: str = TrainingRun.Trigger.CURATOR) -> TrainingRun:
    """Ask the background worker for a training; TrainingRefused if one is under way.

    The run and its task are rows of one database, so there is never one without the other.
    """
    run = training_ask(trigger=trigger)
    train_recommender.enqueue(str(run.uuid))
    return run


@transaction.atomic
def schedule_look(after: timedelta = timedelta()) -> None:
    """Put the next look at the schedule into the queue, in place of any that waits there.

    The looks that are done are deleted: there is one an hour, and they say nothing.
    """
    looks = DBTaskResult.objects.filter(task_path=look_whether_to_train.module_path)
    over = (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)
    looks.filter(status__in=over).delete()
    look_whether_to_train.using(run_after=timezone.now() + after).enqueue()
