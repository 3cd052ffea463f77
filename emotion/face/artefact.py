"""The trained face model on disk: `model.tflite` and `meta.json` (see emotion/artefact.py).

Looked up in MODEL_DIR/face/current first, then in the shipped folder.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emotion.artefact import (
    META_FILE,
    ArtefactError,
    Place,
    checksum,
    read_folder,
    version_of,
    write_folder,
)

__all__ = [
    "META_FILE",
    "ArtefactError",
    "FaceArtefact",
    "checksum",
    "find_artefact",
    "load_artefact",
    "make_current",
    "stamp",
    "write_artefact",
]

# 2: the reading is a map from both heads (it was a share and a bias), and has variants.
FORMAT_VERSION = 2
MODEL_FILE = "model.tflite"
SHIPPED = Path(__file__).resolve().parent.parent / "artifacts" / "face"


@dataclass(frozen=True)
class FaceArtefact:
    """A model that is complete and whole: its folder, its bytes and its meta.json."""

    folder: Path
    model: bytes
    meta: dict[str, Any]

    @property
    def size(self) -> int:
        """The width and height in pixels of the network's input."""
        return int(self.meta["config"]["size"])

    @property
    def version(self) -> str:
        """Date and the start of the checksum: names this model in events and on pages."""
        return version_of(self.meta, MODEL_FILE)


def load_artefact(folder: Path) -> FaceArtefact:
    """Read and check one folder; ArtefactError if it is missing, damaged or of another format."""
    files, meta = read_folder(folder, [MODEL_FILE], FORMAT_VERSION)
    return FaceArtefact(folder, files[MODEL_FILE], meta)


def write_artefact(folder: Path, files: dict[str, bytes], meta: dict[str, Any]) -> None:
    """Write `files` and meta.json (with format_version and checksums added) as `folder`, whole."""
    write_folder(folder, files, meta, FORMAT_VERSION)


# The model that serves, a mark that changes with it, and how another becomes it (see `Place`).
PLACE = Place("face", SHIPPED, load_artefact)
find_artefact, stamp, make_current = PLACE.find, PLACE.stamp, PLACE.make_current
