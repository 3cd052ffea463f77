"""Keep what songs say up to date in the background: their readings, and the lines to match."""

import logging
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django_tasks import task

from mlfym.task_queue import ask_again
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.lyrics_evidence import ReadReport, read_all
from recommender.engine import embedding
from recommender.engine.embedding import NothingReads
from recommender.engine.publishing import SHIPPED, stamp
from recommender.lyrics_index import NAME, gather

logger = logging.getLogger(__name__)

# A new text model is noticed so soon; changes of the catalogue ask for a run of their own.
LOOK_EVERY = timedelta(hours=1)

Mark = tuple[str, tuple[int, ...], int, str]
# As it was when this process last went over every song and found nothing to do.
_settled: Mark | None = None


def mark_now() -> Mark | None:
    """Return what changes with the folder of models, the lines, the catalogue or the text model.

    None where one of them cannot be told. A new text model is told by its embeddings alone: moods
    that an older one read stay as they are.
    """
    version, model_dir = catalogue_version(), Path(settings.MODEL_DIR)
    try:
        model = embedding.version()
    except NothingReads:
        return None
    if version is None:
        return None
    return str(model_dir), stamp(NAME, model_dir, SHIPPED), version, model


@task()
def renew_lyrics() -> str:
    """Read what arrived unread, gather the lines if they changed, and look again in an hour."""
    global _settled
    lyrics_ask(after=LOOK_EVERY)
    before = mark_now()
    if before is not None and before == _settled:
        return "as it was"
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
    # Of the time before the look: what changed meanwhile is another mark, and looked at next time.
    _settled = None if made or report.read or report.emptied or report.unread else before
    return "renewed" if made else "as it was"


def lyrics_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    ask_again(renew_lyrics, after)
