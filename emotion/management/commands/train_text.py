"""Train the text model and make it the current one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotion.artefact import ArtefactError
from emotion.text.artefact import make_current
from emotion.text.datasets import DIARIES, DataError
from emotion.text.training import Config, train


class Command(BaseCommand):
    help = "Train the text model from the data folder (see docs/models/text.md)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        usual = Config()
        parser.add_argument("data", type=Path, metavar="DIR")
        parser.add_argument("--diaries", type=Path, default=DIARIES, help="folder of en.jsonl, ...")
        parser.add_argument("--seed", type=int, default=usual.seed)
        parser.add_argument("--limit", type=int, help="rows of each set, for a trial")
        parser.add_argument(
            "--encoder-of", type=Path, help="take an artefact's encoder as it is, fit the rest"
        )
        parser.add_argument("--out", type=Path, help="artefact folder; else the current model")

    def handle(self, *, data: Path, **options: Any) -> None:
        config = Config(
            seed=options["seed"],
            diaries=options["diaries"],
            limit=options["limit"],
            encoder_of=options["encoder_of"],
        )
        version = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        folder = options["out"] or settings.MODEL_DIR / "text" / version
        try:
            meta = train(data, folder, config, self._say)
        except (ArtefactError, DataError) as error:
            raise CommandError(str(error)) from error
        if options["out"] is None:
            make_current(settings.MODEL_DIR, version)
        self._tell(folder, meta)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _tell(self, folder: Path, meta: dict[str, Any]) -> None:
        self._say(f"Written: {folder}")
        for lang, sources in meta["metrics"].items():
            for source, found in sources.items():
                line = f"  {lang} {source}: six moods accuracy {found['accuracy']:.3f}"
                line += f", macro-F1 {found['macro_f1']:.3f}"
                if labels := found.get("emotions"):
                    line += f"; 28 labels macro-F1 {labels['macro_f1_at_0.3']:.3f} at 0.3"
                    line += f", {labels['macro_f1_tuned']:.3f} tuned"
                self._say(line)
