"""Load the questionnaire that comes with the site."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.question_file import QuestionFileWrong, questions_load

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "questions.json"


class Command(BaseCommand):
    """Create the questions that are not there yet; those that are keep a curator's edits."""

    help = "Load the questions that are not there yet; a question that is there stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another file than the shipped one."""
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file and say what is new."""
        path: Path = options["file"]
        try:
            new = questions_load(data=json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise CommandError(f"{path.name} cannot be read: {error.strerror}") from error
        except (QuestionFileWrong, ValidationError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path.name} is not a questionnaire: {error}") from error
        if new and options["verbosity"]:
            self.stdout.write(f"{len(new)} questions loaded")
