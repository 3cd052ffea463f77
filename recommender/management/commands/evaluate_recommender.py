"""``manage.py evaluate_recommender DIR``: how good the engines and their mix are on a split."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.engine.evaluation.evaluate import evaluate
from recommender.engine.evaluation.lines import Problems
from recommender.engine.evaluation.split import NoSplit, read_split
from recommender.engine.evaluation.table import table


class Command(BaseCommand):
    """Train on a directory's lists, learn the mix on a part of them, and judge on the others.

    Nothing is published and the database is not read.
    """

    help = "Train on DIR/train.jsonl.gz and print figures on the lists and tags that DIR hides."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the directory and the form of the output."""
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--ablate", action="store_true", help="also learn the mix without each engine"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate and print; progress and what could not be read go to stderr."""
        try:
            split = read_split(options["directory"])
        except (NoSplit, OSError) as error:
            raise CommandError(str(error)) from error
        self.tell(split.problems)
        report = evaluate(split, self.report, options["ablate"])
        self.stdout.write(json.dumps(report, indent=1) if options["json"] else table(report))

    def report(self, share: float, what: str) -> None:
        """Say how far it is."""
        self.stderr.write(f"{share:4.0%}  {what}")

    def tell(self, problems: Problems) -> None:
        """Say what was left out of the files."""
        for line in problems.first:
            self.stderr.write(f"left out: {line}")
        if problems.counts.total() > len(problems.first):
            for why, count in problems.counts.most_common():
                self.stderr.write(f"left out {count} times: {why}")
