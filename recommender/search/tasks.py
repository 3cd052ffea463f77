"""Keep the index of names up to date in the background."""

import logging
from datetime import timedelta

from django_tasks import task

from mlfym.task_queue import ask_again
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


def search_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    ask_again(renew_search, after)
