"""When a training starts by itself: after some days, if enough happened since the last one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from recommender.models import Event, TrainingRun

# A training that failed, or whose machine was switched off, is tried again so soon.
TRY_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """What stands between now and the next training that nobody asks for.

    earliest: not before then; None where a training is under way.
    events: what happened since the last training, counted up to ``needed``.
    """

    on: bool
    earliest: datetime | None
    events: int
    needed: int

    def due(self, now: datetime) -> bool:
        """Say whether the training should start."""
        late_enough = self.earliest is not None and self.earliest <= now
        return self.on and late_enough and self.events >= self.needed

    @property
    def days(self) -> str:
        """Return the days between two trainings as they were set."""
        return f"{settings.RETRAIN_EVERY:g}"


def plan(now: datetime | None = None) -> Plan:
    """Return the plan as it stands; without any training yet, only the events count."""
    latest = TrainingRun.objects.first()
    learned = TrainingRun.objects.filter(state=TrainingRun.State.DONE).first()
    # By key, not by time: events are added and never changed, and a key is an index.
    fresh = Event.objects.filter(pk__gt=learned.last_event if learned else 0).order_by()
    return Plan(
        on=settings.RETRAIN_EVERY > 0,
        earliest=_earliest(latest, now or timezone.now()),
        events=fresh[: settings.RETRAIN_EVENTS].count(),
        needed=settings.RETRAIN_EVENTS,
    )


def _earliest(latest: TrainingRun | None, now: datetime) -> datetime | None:
    """Return when the next may start after the latest one, whoever asked for that."""
    every = timedelta(days=settings.RETRAIN_EVERY)
    if latest is None:
        return now
    if latest.state == TrainingRun.State.FAILED:
        return latest.asked + min(every, TRY_AGAIN)
    return latest.asked + every if latest.state == TrainingRun.State.DONE else None
