"""Keep the vectors of songs' sound up to date in the background."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.sound_index import gather

logger = logging.getLogger(__name__)

# What was analysed meanwhile is heard so soon. A look at a catalogue where nothing changed reads
# the times of its files.
LOOK_EVERY = timedelta(minutes=10)


@task()
def renew_sound() -> str:
    """Hear songs that were analysed, publish their vectors, and look again in a while."""
    sound_ask(after=LOOK_EVERY)
    try:
        made, heard, left = gather()
    except (ArtefactMissing, ArtefactDamaged) as error:
        logger.warning("Songs wait to be compared by sound: %s", error)
        return "no network"
    if left:
        sound_ask()
    if made:
        logger.info("%d songs heard, %d left; vectors %s serve.", heard, left, made.name)
    return "renewed" if made else "as it was"


@transaction.atomic
def sound_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    runs = DBTaskResult.objects.filter(task_path=renew_sound.module_path)
    over = (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)
    runs.filter(status__in=over).delete()
    renew_sound.using(run_after=timezone.now() + after).enqueue()
