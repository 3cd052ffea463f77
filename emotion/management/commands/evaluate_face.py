"""Judge the face model on a labelled set."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotion.face.artefact import ArtefactError, find_artefact, load_artefact
from emotion.face.classifier import FaceClassifier
from emotion.face.datasets import DatasetError, Faces, load_faces, seen_in
from emotion.face.evaluation import AS_SHIPPED, LABEL_KINDS, evaluate


class Command(BaseCommand):
    help = (
        "Judge the face model on an npz with images, label, label_names and perhaps split "
        "(then on the last split)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("data", type=Path, metavar="DATA.npz")
        parser.add_argument("--json", action="store_true", help="figures as one JSON object")
        parser.add_argument(
            "--detect",
            action="store_true",
            help="look for the face first; an image without one counts as wrong",
        )
        parser.add_argument(
            "--labels",
            choices=LABEL_KINDS,
            help="judge by `label` (as without it, but reading in the way that was made for the "
            "labels of FER2013), or by the clear majority of the FER+ votes",
        )
        parser.add_argument(
            "--reading",
            help=f"{AS_SHIPPED} (what people get), or a variant of the model such as `original`",
        )
        parser.add_argument(
            "--deduplicated",
            action="store_true",
            help="leave out images that are byte-identical to one of an earlier split",
        )
        parser.add_argument("--model", type=Path, help="an artefact's folder; else the current one")

    def handle(self, *, data: Path, **options: Any) -> None:
        folder = options["model"]
        try:
            faces = load_faces(data)
            chosen = _last_split(faces, options["deduplicated"])
            artefact = load_artefact(folder) if folder else find_artefact(settings.MODEL_DIR)
            classifier = FaceClassifier(artefact)
            found = evaluate(
                chosen,
                classifier,
                options["labels"] or "original",
                options["detect"],
                options["reading"] or _reading_for(options["labels"], classifier),
            )
        except (ArtefactError, DatasetError) as error:
            raise CommandError(str(error)) from error
        found |= {"split": faces.split_names[-1], "model": artefact.version}
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for name, value in found.items():
            self.stdout.write(f"{name}: {value}")


def _reading_for(labels: str | None, classifier: FaceClassifier) -> str:
    """The reading made for the kind of label that was asked for, else the one that people get."""
    return labels if labels is not None and labels in classifier.variants else AS_SHIPPED


def _last_split(faces: Faces, deduplicated: bool) -> Faces:
    chosen = faces.only(-1)
    if not deduplicated:
        return chosen
    earlier = faces.take(faces.split != len(faces.split_names) - 1)
    return chosen.take(~seen_in(chosen, earlier))
