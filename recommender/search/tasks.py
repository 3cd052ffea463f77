"""Keep the index of names up to date in the background."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from recommender.search.gathering import gather

logger = logging.getLogger(__name__)

# So much later the changes are counted again; an import asks by itself when it is through.
LOOK_EVERY = timedelta(minutes=10)


@task()
def renew_search() -> str:
    """Make the index anew if much has changed, and look again later."""
    search_ask(after=LOOK_EVERY)
    made = gather()
    if made:
        logger.info("The index of names that serves is %s", made.name)
    return "renewed" if made else "as it was"


@transaction.atomic
def search_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    runs = DBTaskResult.objects.filter(task_path=renew_search.module_path)
    over = (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)
    runs.filter(status__in=over).delete()
    renew_search.using(run_after=timezone.now() + after).enqueue()
