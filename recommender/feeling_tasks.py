"""Keep what songs' sound says of their moods up to date in the background."""

import logging
from datetime import timedelta

from django_tasks import task

from mlfym.task_queue import ask_again
from recommender.catalogue.sound_evidence import HeardReport, hear_all

logger = logging.getLogger(__name__)

# Analyses ask for a run of their own; this finds what was missed, as after a killed worker.
LOOK_EVERY = timedelta(hours=1)


@task()
def renew_feelings() -> str:
    """Read the analyses that were not read yet, and look again in an hour."""
    feelings_ask(after=LOOK_EVERY)
    report = HeardReport()
    for part in hear_all():
        report.add(part)
    if report.read or report.gone:
        logger.info("The sound of %d songs was read for their moods; %d have none any more.",
                    report.read, report.gone)  # fmt: skip
    return f"{report.read} read"


def feelings_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits."""
    ask_again(renew_feelings, after)
