"""Keep what songs say up to date in the background: their readings, and the lines to match."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from recommender.catalogue.lyrics_evidence import ReadReport, read_all
from recommender.engine.embedding import NothingReads
from recommender.lyrics_index import gather

logger = logging.getLogger(__name__)

# A new text model is noticed so soon; changes of the catalogue ask for a run of their own.
LOOK_EVERY = timedelta(hours=1)


@task()
def renew_lyrics() -> str:
    """Read what arrived unread, gather the lines if they changed, and look again in an hour."""
    lyrics_ask(after=LOOK_EVERY)
    report = ReadReport()
    for part in read_all():
        report.add(part)
    try:
        made = gather()
    except NothingReads as error:
        logger.warning("Lyrics wait to be read, %d songs' anew: %s", report.unread, error)
        return "no model"
    if report.read or made:
        logger.info("Lyrics of %d songs read; the lines that serve: %s",
                    report.read, made.name if made else "as they were")  # fmt: skip
    return "renewed" if made else "as it was"


@transaction.atomic
def lyrics_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    runs = DBTaskResult.objects.filter(task_path=renew_lyrics.module_path)
    over = (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)
    runs.filter(status__in=over).delete()
    renew_lyrics.using(run_after=timezone.now() + after).enqueue()
