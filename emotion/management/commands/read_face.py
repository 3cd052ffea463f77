"""Read the faces in photographs."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotion.face.artefact import ArtefactError
from emotion.face.classifier import ClassifierPool
from emotion.face.reader import FaceReading, ImageRejected, read_photo


class Command(BaseCommand):
    help = "Read the faces in photographs; nothing is kept. Prints a line for each photograph."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("images", type=Path, nargs="+", metavar="IMAGE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, images: list[Path], **options: Any) -> None:
        pool = ClassifierPool(settings.MODEL_DIR)
        for image in images:
            try:
                found = _read(image, pool)
            except ArtefactError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(json.dumps(found) if options["json"] else _line(found))


def _read(image: Path, pool: ClassifierPool) -> dict[str, Any]:
    try:
        reading = read_photo(image.read_bytes(), pool)
    except OSError as error:
        return {"file": str(image), "error": error.strerror or "unreadable"}
    except ImageRejected as error:
        return {"file": str(image), "error": error.code}
    return {"file": str(image), "faces": [_face(face) for face in reading.faces]}


def _face(face: FaceReading) -> dict[str, Any]:
    return {
        "box": list(face.box),
        "expression": {name: round(value, 4) for name, value in face.expression.items()},
        "mood": {name: round(value, 4) for name, value in face.mood.as_dict().items()},
    }


def _line(found: dict[str, Any]) -> str:
    if "error" in found:
        return f"{found['file']}: {found['error']}"
    moods = [max(face["mood"].items(), key=lambda item: item[1]) for face in found["faces"]]
    text = ", ".join(f"{name} {share:.0%}" for name, share in moods)
    return f"{found['file']}: {text or 'no face found'}"
