"""Spread moods that were set by ear in the background: soon after one is set, and every hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mlfym.task_queue import ask_again
from recommender.catalogue.changes import catalogue_version
from recommender.engine.publishing import SHIPPED, stamp
from recommender.models import LabelSpread
from recommender.spreading.rows import SOUND
from recommender.spreading.spread import labels_spread

# New sound vectors, lyrics and analyses are noticed so soon.
LOOK_EVERY = timedelta(hours=1)
# A curator sets several in a row: one run for all of them.
PAUSE = timedelta(seconds=15)
# A worker that is free begins within a second; one that hears songs needs a minute for each.
LATE = timedelta(minutes=2)
# A run takes seconds to minutes. One that began longer ago was cut off with its worker, which could
# not say so.
LONGEST = timedelta(hours=1)

Mark = tuple[object, ...]
# As it was when this process last spread everything and nothing changed by it.
_settled: Mark | None = None


def mark_now() -> Mark:
    """Return what changes with the catalogue, the sound vectors or a curator's wish."""
    model_dir = Path(settings.MODEL_DIR)
    newest = LabelSpread.objects.first()
    wish = (newest.pk, newest.insisted) if newest else ()
    return str(model_dir), stamp(SOUND, model_dir, SHIPPED), catalogue_version(), wish


@task()
def spread_moods() -> str:
    """Spread what is set now, and look again in an hour; return what came of it."""
    global _settled
    spread_ask(after=LOOK_EVERY)
    before = mark_now()
    if before == _settled:
        return "as it was"
    run = labels_spread()
    _settled = before if mark_now() == before else None
    return str(run.state)


def spread_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits."""
    ask_again(spread_moods, after)


@dataclass(frozen=True)
class Plan:
    """Where spreading stands: at work or not, when it is due next, when it last looked."""

    working: bool
    due: datetime | None
    looked: datetime | None
    now: datetime

    @property
    def under_way(self) -> bool:
        """Tell whether a run is at work, or waits for no more than its pause."""
        return self.working or (self.due is not None and self.due <= self.now + PAUSE)

    @property
    def late(self) -> bool:
        """Tell whether a run should have begun by now."""
        return not self.working and self.due is not None and self.due < self.now - LATE


def plan_now() -> Plan:
    """Return where spreading stands."""
    now = timezone.now()
    at_work = Q(status=TaskResultStatus.RUNNING, started_at__gt=now - LONGEST)
    runs = DBTaskResult.objects.filter(task_path=spread_moods.module_path)
    times = runs.aggregate(
        due=Min("run_after", filter=Q(status=TaskResultStatus.READY)),
        looked=Max("finished_at", filter=Q(status=TaskResultStatus.SUCCESSFUL)),
        working=Count("pk", filter=at_work),
    )
    return Plan(bool(times["working"]), times["due"], times["looked"], now)
