"""Judge how well the likeness of two texts agrees with people's."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotion.text.datasets import DataError
from emotion.text.likeness import judge_pairs, judge_translations
from emotion.words import WordsClosed, embed


class Command(BaseCommand):
    help = (
        "Judge the embeddings on a TSV of score, text, text (korsts/test.tsv.gz), or, given "
        "the data folder, by English comments and their Korean translations."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="figures as one JSON object")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            judge = judge_translations if file.is_dir() else judge_pairs
            found = judge(file, embed)
        except (DataError, WordsClosed) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for name, value in found.items():
            self.stdout.write(f"{name}: {value}")
