"""Forget in the background, day by day, whom the pages promise to forget, and what is over."""

import logging
from datetime import timedelta

from django.core.management import call_command
from django_tasks import task

from mlfym.accounts.services import guests_prune
from mlfym.task_queue import ask_again

logger = logging.getLogger(__name__)

# A guest is promised days, not hours.
LOOK_EVERY = timedelta(days=1)
# For so long a curator can see in the admin how a task went. A task that fails each day leaves a
# row each day.
TASKS_KEPT_DAYS = 30


@task()
def forget_idle() -> str:
    """Delete idle guests, ended sessions and what old tasks left; look again tomorrow."""
    forget_ask(after=LOOK_EVERY)
    guests = guests_prune().get("accounts.Listener", 0)
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", queue_name="*", min_age_days=TASKS_KEPT_DAYS, verbosity=0)
    if guests:
        logger.info("Guests forgotten: %d", guests)
    return f"guests forgotten: {guests}"


def forget_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits."""
    ask_again(forget_idle, after)
