"""Judge the text model on labelled texts."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotion.artefact import ArtefactError
from emotion.text.artefact import find_artefact, load_artefact
from emotion.text.datasets import DataError
from emotion.text.evaluation import DOMAINS, judge_file
from emotion.text.model import TextModel


class Command(BaseCommand):
    help = (
        "Judge the text model on JSONL with text, mood and perhaps lang (read as diaries), or on a "
        "TSV of the data folder: goemotions_*/test.tsv.gz, kote/test.tsv.gz (read as comments)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="figures as one JSON object")
        parser.add_argument("--read-as", choices=list(DOMAINS), help="instead of the usual way")
        parser.add_argument("--model", type=Path, help="an artefact's folder; else the current one")

    def handle(self, *, file: Path, **options: Any) -> None:
        folder = options["model"]
        try:
            model = TextModel(
                load_artefact(folder) if folder else find_artefact(Path(settings.MODEL_DIR))
            )
            found = judge_file(model, file, options["read_as"])
        except (ArtefactError, DataError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for lang, figures in found.items():
            self.stdout.write(f"{lang}:")
            for name, value in figures.items():
                self.stdout.write(f"  {name}: {value}")
