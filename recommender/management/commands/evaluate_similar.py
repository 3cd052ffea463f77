"""``manage.py evaluate_similar DIR``: do the songs that Music2Vec calls alike share a genre?"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.engine.evaluation.alike import (
    by_chance,
    cosine,
    jaccard,
    precision,
    rare_cosine,
)
from recommender.engine.evaluation.alike_sets import PARTS, AlikeSet, read_sets
from recommender.engine.evaluation.split import NoSplit
from recommender.engine.genre import GenreEngine
from recommender.engine.tag_prediction.files import TableError

# What the methods are called in the output.
MUSIC2VEC, JACCARD, RARE, CHANCE = "music2vec", "tag_jaccard", "rare_tag_cosine", "chance"


class Command(BaseCommand):
    """Hide genres, train, and judge by them; nothing is published, and the database is not read.

    Whoever changes the method chooses with ``--part tune``: the other part is for the figure that
    is reported.
    """

    help = (
        "Print precision at 10 of Music2Vec, of tag Jaccard and of chance, with genres hidden, on "
        "DIR: MTG-Jamendo (tracks.tsv.gz), or Last.fm HetRec (train.jsonl.gz and its tags)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the directory, the form of the output, and the part to judge on."""
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--part", choices=sorted(PARTS), default="report")

    def handle(self, *, directory: Path, part: str, **options: Any) -> None:
        """Evaluate and print."""
        try:
            sets = read_sets(directory, part)
        except (NoSplit, TableError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        found = {one.name: figures(one) for one in sets}
        if options["json"]:
            self.stdout.write(json.dumps({"part": part, "precision@10": found}, indent=1))
            return
        for name, row in found.items():
            self.stdout.write(f"{name} ({row.pop('asked')} songs asked about)")
            for method, value in row.items():
                self.stdout.write(f"  {method:22} {value:.4f}")


def figures(one: AlikeSet) -> dict[str, float]:
    """Precision at 10 of each method, and how many songs were asked about."""
    task = one.task
    engine = GenreEngine.fit(one.corpus)
    found = {
        MUSIC2VEC: precision(task, cosine(engine.vectors_of(one.song_ids))),
        JACCARD: precision(task, jaccard(task.told)),
        RARE: precision(task, rare_cosine(task.told)),
        CHANCE: by_chance(task),
    }
    found |= {name: precision(task, jaccard(told)) for name, told in one.more.items()}
    return {"asked": len(task.rows()), **found}
