"""The trained face model on disk: `model.tflite` and `meta.json` (see emotion/artefact.py).

Looked up in MODEL_DIR/face/current first, then in the shipped folder.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emotion.artefact import (
    META_FILE,
    ArtefactError,
    checksum,
    current_folder,
    folder_stamp,
    point_current,
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
KIND = "face"
MODEL_FILE = "model.tflite"
SHIPPED = Path(__file__).resolve().parent.parent / "artifacts" / "face"

log = logging.getLogger(__name__)


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


def find_artefact(model_dir: Path | None = None) -> FaceArtefact:
    """The current model of `model_dir`, or the shipped one where there is none or it is damaged.

    A damaged one is logged as a warning. Raises ArtefactError if the shipped one fails too.
    """
    for folder in current_folder(model_dir, KIND):
        try:
            return load_artefact(folder)
        except ArtefactError as error:
            log.warning("Face model passed over: %s", error)
    return load_artefact(SHIPPED)


def stamp(model_dir: Path | None) -> tuple[str, int]:
    """Changes when another model becomes current: the folder's name and its meta.json's time."""
    return folder_stamp(next(iter(current_folder(model_dir, KIND)), SHIPPED))


def write_artefact(folder: Path, files: dict[str, bytes], meta: dict[str, Any]) -> None:
    """Write `files` and meta.json (with format_version and checksums added) as `folder`, whole."""
    write_folder(folder, files, meta, FORMAT_VERSION)


def make_current(model_dir: Path, version: str) -> None:
    """Point MODEL_DIR/face/current at MODEL_DIR/face/<version>, in one step."""
    point_current(model_dir, KIND, version)
