"""``manage.py train_recommender``: train here and now, without the background worker."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommender.models import TrainingRun
from recommender.training import (
    TrainingFailed,
    TrainingRefused,
    training_ask,
    training_execute,
)


class Command(BaseCommand):
    """Train the recommender's engines on the database and publish them.

    A training that waits for the worker is taken over: asking for one in the admin while no
    worker runs must not stand in the way.
    """

    help = "Train the recommender on the database, publish the models, and print the figures."

    def handle(self, *args: Any, **options: Any) -> None:
        """Train and print result, versions and figures as JSON."""
        self.percent, self.stage = -1, ""
        try:
            waiting = TrainingRun.objects.filter(state=TrainingRun.State.WAITING).first()
            asked = waiting or training_ask(trigger=TrainingRun.Trigger.COMMAND)
            run = training_execute(run=asked, report=self.report)
        except (TrainingRefused, TrainingFailed) as error:
            raise CommandError(str(error)) from error
        found = {
            "result": run.result,
            "versions": run.versions,
            "metrics": run.metrics,
            "comparison": run.comparison,
        }
        self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))

    def report(self, share: float, what: str) -> None:
        """Print a line for every tenth and every new stage."""
        percent = int(share * 100)
        if percent // 10 > self.percent // 10 or what != self.stage:
            self.percent, self.stage = percent, what
            self.stderr.write(f"{percent:3d} %  {what}")
