"""Analyse songs' sound in the background, a little at a time: other tasks get their turn."""

import time
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mlfym import health
from mlfym.task_queue import ask_again
from recommender.analysis.problems import CRASHED
from recommender.analysis.work import (
    SILENCE,
    analyse_next,
    analysis_look,
    free,
    new_claim,
    progress,
)
from recommender.feeling_tasks import feelings_ask
from recommender.models import Song, SongAnalysis
from recommender.own_spectrograms import forget

# Imports and uploads ask for a run of their own; disks come back without a word.
LOOK_EVERY = timedelta(hours=1)
# A run ends after so many seconds and the song it is at; the next one stands behind other tasks.
SLICE_SECONDS = 20.0
# After a full disk or the like.
PAUSE = timedelta(minutes=5)
# A run that is due and was not taken up for so long: no worker is there, or it is stuck.
OVERDUE = timedelta(minutes=15)


@task()
def analyse_songs(look: bool = True) -> str:
    """Analyse what waits for some seconds, having put the next run into the queue.

    look: whether to look first what came. Several workers take runs at the same time.
    """
    if look:
        analysis_look()
        forget(list(Song.objects.values_list("pk", flat=True)))
    if not free().exists():
        # What is claimed by a process that died is free before long.
        analysis_ask(after=SILENCE if progress().waiting else LOOK_EVERY)
        # Imports ask for an analysis, and what makes vectors reads imported spectrograms.
        from recommender.sound_tasks import sound_ask

        # Not after every run: each publishes the vectors of all songs anew.
        sound_ask()
        return "nothing waits"
    analysis_ask(look=False)
    try:
        count = analyse_for(SLICE_SECONDS)
    except (OSError, DatabaseError):
        analysis_ask(after=PAUSE)
        raise
    feelings_ask()
    return f"{count} songs"


def analyse_for(seconds: float) -> int:
    """Analyse songs for so long, or until none waits; return how many."""
    claim, end, count = new_claim(), time.monotonic() + seconds, 0
    while time.monotonic() < end and analyse_next(claim) is not None:
        count += 1
    return count


@transaction.atomic
def analysis_ask(after: timedelta = timedelta(), *, look: bool = True) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    runs = DBTaskResult.objects.filter(task_path=analyse_songs.module_path)
    due = runs.filter(status=TaskResultStatus.READY, run_after__lte=timezone.now())
    wanted = look or any(one.args_kwargs["kwargs"].get("look", True) for one in due)
    ask_again(analyse_songs, after, look=wanted)


def analysis_status() -> health.Status:
    """Say for the health page how far the analysis is, and whether something is wrong."""
    now = progress()
    text = _("%(done)d of %(songs)d songs heard, %(waiting)d waiting, %(failed)d not readable.")
    said = text % {**vars(now), "songs": now.songs}
    crashed = SongAnalysis.objects.filter(problem=CRASHED).count()
    if crashed:
        text = ngettext(
            "The analysis was cut off in %(count)d file.",
            "The analysis was cut off in %(count)d files.",
            crashed,
        )
        return health.Status(ok=False, detail=f"{said} {text % {'count': crashed}}")
    if now.waiting and is_overdue():
        return health.Status(ok=False, detail=f"{said} {_('No worker takes it up.')}")
    return health.Status(ok=True, detail=said)


def is_overdue() -> bool:
    """Tell whether a run should have begun a while ago and did not."""
    runs = DBTaskResult.objects.filter(
        task_path=analyse_songs.module_path, status=TaskResultStatus.READY
    )
    return runs.filter(run_after__lt=timezone.now() - OVERDUE).exists()


def register_probe() -> None:
    """Tell the health page of the analysis."""
    health.register("analysis", analysis_status)
    health.label_parts({"analysis": gettext_lazy("Sound analysis")})
