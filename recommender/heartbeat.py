"""Tell a training that runs from one whose process died."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext_noop

from recommender.models import TrainingRun
from recommender.publication import in_service

logger = logging.getLogger(__name__)

# A sign of life every few seconds, from a thread, since one step may take many minutes.
BEAT_SECONDS = 10.0
# Nine beats missed: the process is gone, not busy.
SILENCE = timedelta(seconds=90)
# Progress is for people to look at; more often than this is a waste of writes.
STEP_SECONDS = 1.0

# Kept in English and translated when it is shown.
STOPPED = gettext_noop(
    "The process that trained stopped without a word; it may have been shut down."
)

# Called with the share done (0..1) and what is being done.
Report = Callable[[float, str], None]


def runs_expire(at: datetime | None = None) -> int:
    """Mark runs without a sign of life as failed; return how many.

    One that died between putting its models into service and saying so is done.
    """
    now = at or timezone.now()
    silent = TrainingRun.objects.filter(state=TrainingRun.State.RUNNING).exclude(
        heartbeat__gte=now - SILENCE
    )
    done = silent.filter(version=in_service(), verdict=TrainingRun.Verdict.PUBLISHED)
    done.update(state=TrainingRun.State.DONE, progress=1.0, stage="", finished=now, served=now)
    count = silent.update(state=TrainingRun.State.FAILED, verdict="", finished=now, error=STOPPED)
    if count:
        logger.warning("%d training(s) stopped without a word.", count)
    return count


@contextmanager
def heartbeat(run: TrainingRun, report: Report | None = None) -> Iterator[Report]:
    """Keep the run's heartbeat going, and yield a function that writes its progress down."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(run.pk, done), daemon=True)
    thread.start()
    try:
        yield _writer(run.pk, report)
    finally:
        done.set()
        thread.join()


def _beat(run_id: int, done: threading.Event) -> None:
    try:
        while not done.wait(BEAT_SECONDS):
            try:
                TrainingRun.objects.filter(pk=run_id).update(heartbeat=timezone.now())
            except DatabaseError:
                # The next beat may get through; if none does, the run is rightly given up.
                logger.warning("A heartbeat of the training was lost.", exc_info=True)
    finally:
        connection.close()


def _writer(run_id: int, report: Report | None) -> Report:
    last = 0.0

    def write(share: float, what: str) -> None:
        nonlocal last
        if report is not None:
            report(share, what)
        if time.monotonic() - last < STEP_SECONDS:
            return
        last = time.monotonic()
        TrainingRun.objects.filter(pk=run_id).update(progress=share, stage=what)

    return write
