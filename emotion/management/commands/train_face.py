"""Train the face model and make it the current one."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotion.face.artefact import make_current
from emotion.face.datasets import DatasetError, load_faces
from emotion.face.export import ExportError
from emotion.face.publishing import publish
from emotion.face.runs import Config, TrainingError
from emotion.face.training import make_sets, train

IMAGENET = "mobilenetv2_100_imagenet_folded.npz"


class Command(BaseCommand):
    help = (
        "Train the face model on an npz with three splits and FER+ votes (see docs/models/face.md)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        usual = Config()
        parser.add_argument("data", type=Path, metavar="DATA.npz")
        parser.add_argument("--epochs", type=int, default=usual.epochs)
        parser.add_argument("--size", type=int, default=usual.size, help="input pixels")
        parser.add_argument(
            "--first-size", type=int, default=usual.first_size, help="input pixels to begin with"
        )
        parser.add_argument("--width", type=float, default=usual.width, help="of MobileNetV2")
        parser.add_argument("--batch", type=int, default=usual.batch)
        parser.add_argument("--seed", type=int, default=usual.seed)
        parser.add_argument(
            "--minutes", type=float, help="anneal so as to end after so many minutes of learning"
        )
        parser.add_argument("--limit", type=int, help="use that many faces only, for a trial")
        parser.add_argument(
            "--imagenet", type=Path, help=f"weights to start from; usually {IMAGENET} beside DATA"
        )
        parser.add_argument("--out", type=Path, help="artefact folder; else the current model")
        parser.add_argument("--work", type=Path, help="folder of the checkpoints")
        parser.add_argument("--resume", action="store_true", help="take up the last checkpoint")

    def handle(self, *, data: Path, **options: Any) -> None:
        config = Config(
            size=options["size"],
            first_size=options["first_size"],
            width=options["width"],
            epochs=options["epochs"],
            batch=options["batch"],
            seed=options["seed"],
            minutes=options["minutes"],
        )
        work = options["work"] or settings.DATA_DIR / "face-training"
        if not options["resume"]:
            shutil.rmtree(work, ignore_errors=True)
        try:
            faces = load_faces(data)
            sets = make_sets(faces, options["limit"])
            start = self._start(data, options["imagenet"], config)
            network = train(sets, config, start, work, self._say)
            folder, version = self._folder(options["out"])
            meta = publish(network, faces, sets, config, work, data, folder, self._say)
        except (DatasetError, TrainingError, ExportError) as error:
            raise CommandError(str(error)) from error
        if version is not None:
            make_current(settings.MODEL_DIR, version)
        self._tell(folder, meta)

    def _start(self, data: Path, named: Path | None, config: Config) -> Path | None:
        """ImageNet's weights where they are; they fit width 1 alone."""
        weights = named or data.parent / IMAGENET
        if config.width == 1.0 and weights.exists():
            return weights
        if named is not None:
            raise CommandError(f"{named} is missing, or --width is not 1")
        self._say("Starting from random weights: there are none from ImageNet to start from.")
        return None

    def _folder(self, out: Path | None) -> tuple[Path, str | None]:
        if out is not None:
            return out, None
        version = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        return settings.MODEL_DIR / "face" / version, version

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _tell(self, folder: Path, meta: dict[str, Any]) -> None:
        self._say(f"Written: {folder}")
        for split, kinds in meta["metrics"].items():
            for kind, found in kinds.items():
                figures = f"accuracy {found['accuracy']:.1%}, macro-F1 {found['macro_f1']:.3f}"
                self._say(f"  {split}, {kind} labels: {figures}, of {found['n']}")
