"""``manage.py evaluate_tags``: how well a track's mood tags follow from its other tags."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.engine.tag_prediction.figures import macro, of_each_tag
from recommender.engine.tag_prediction.files import TableError, read_tracks
from recommender.engine.tag_prediction.predictor import MoodTagPredictor

TRAIN, VALIDATION, TEST = "train", "validation", "test"


class Command(BaseCommand):
    """Train on the training split of a table of tracks, and judge on the test split.

    Whoever changes a method chooses with ``--split validation``: the test split is for the figure
    that is reported.
    """

    help = (
        "Predict the mood tags of tracks from their genre and instrument tags, on the official "
        "split of MTG-Jamendo (tracks.tsv or tracks.tsv.gz), and print ROC-AUC and PR-AUC."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the file, the form of the answer, and the split to judge on."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="figures as one JSON object")
        parser.add_argument("--split", choices=(VALIDATION, TEST), default=TEST)

    def handle(self, *, file: Path, split: str, **options: Any) -> None:
        """Train, judge and print."""
        try:
            found = evaluate(file, split)
        except (TableError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for name, value in found.items():
            self.stdout.write(f"{name}: {value}")


def evaluate(file: Path, split: str) -> dict[str, Any]:
    """Figures over the tracks of `split` that have a mood tag, after training on `train` alone.

    TableError or ValueError if the file does not hold what that takes.
    """
    tracks, splits = read_tracks(file)
    predictor = MoodTagPredictor.fit(tracks.take(splits == TRAIN))
    judged = tracks.take(splits == split).with_moods
    by_method = predictor.places(judged.tags)
    each = of_each_tag(predictor.predict(judged.tags), judged.moods, judged.mood_names)
    return {
        "split": split,
        "trained_on": TRAIN,
        "n": len(judged.moods),
        "mood_tags": len(each),
        **macro(each),
        "methods": {
            name: macro(of_each_tag(scores, judged.moods, judged.mood_names))
            for name, scores in by_method.items()
        },
        "per_tag": {
            name: {figure: round(value, 4) for figure, value in one.items()}
            for name, one in each.items()
        },
    }
