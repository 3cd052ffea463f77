"""The trained face model on disk: `model.tflite` and `meta.json` in one folder.

Looked up in MODEL_DIR/face/current first, then in the shipped folder. A folder is written under
another name, synced and renamed; `current` is a link that is swapped the same way, so a kill at
any moment leaves the old version serving.
"""

import hashlib
import json
import logging
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# 2: the reading is a map from both heads (it was a share and a bias), and has variants.
FORMAT_VERSION = 2
MODEL_FILE = "model.tflite"
META_FILE = "meta.json"
SHIPPED = Path(__file__).resolve().parent.parent / "artifacts" / "face"

log = logging.getLogger(__name__)


class ArtefactError(Exception):
    """No usable face model; the message says what is wrong with which folder."""


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
        return f"{self.meta['date'][:10]}-{self.meta['checksums'][MODEL_FILE][:8]}"


def load_artefact(folder: Path) -> FaceArtefact:
    """Read and check one folder; ArtefactError if it is missing, damaged or of another format."""
    try:
        meta = json.loads((folder / META_FILE).read_text())
        model = (folder / MODEL_FILE).read_bytes()
    except (OSError, ValueError) as error:
        raise ArtefactError(f"{folder.name}: {error}") from error
    if not isinstance(meta, dict) or meta.get("format_version") != FORMAT_VERSION:
        raise ArtefactError(f"{folder.name}: format_version is not {FORMAT_VERSION}")
    if meta.get("checksums", {}).get(MODEL_FILE) != checksum(model):
        raise ArtefactError(f"{folder.name}: {MODEL_FILE} does not match its checksum")
    return FaceArtefact(folder, model, meta)


def find_artefact(model_dir: Path | None = None) -> FaceArtefact:
    """The current model of `model_dir`, or the shipped one where there is none or it is damaged.

    A damaged one is logged as a warning. Raises ArtefactError if the shipped one fails too.
    """
    for folder in candidates(model_dir):
        try:
            return load_artefact(folder)
        except ArtefactError as error:
            log.warning("Face model passed over: %s", error)
    return load_artefact(SHIPPED)


def candidates(model_dir: Path | None) -> list[Path]:
    """The folders that go before the shipped one, those that exist."""
    if model_dir is None:
        return []
    current = model_dir / "face" / "current"
    return [current.resolve()] if current.exists() else []


def stamp(model_dir: Path | None) -> tuple[str, int]:
    """Changes when another model becomes current: the folder's name and its meta.json's time."""
    folder = next(iter(candidates(model_dir)), SHIPPED)
    meta = folder / META_FILE
    return str(folder), meta.stat().st_mtime_ns if meta.exists() else 0


def write_artefact(folder: Path, files: dict[str, bytes], meta: dict[str, Any]) -> None:
    """Write `files` and meta.json (with format_version and checksums added) as `folder`, whole."""
    meta = meta | {
        "format_version": FORMAT_VERSION,
        "checksums": {name: checksum(data) for name, data in files.items()},
    }
    text = json.dumps(meta, indent=1, ensure_ascii=False) + "\n"
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = (folder.with_name(f".{word}-{folder.name}") for word in ("new", "old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir()
    for name, data in (files | {META_FILE: text.encode()}).items():
        with (fresh / name).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def make_current(model_dir: Path, version: str) -> None:
    """Point MODEL_DIR/face/current at MODEL_DIR/face/<version>, in one step."""
    link = model_dir / "face" / "current"
    fresh = link.with_name(".new-current")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version, target_is_directory=True)
    fresh.replace(link)


def checksum(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
