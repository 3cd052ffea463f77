"""A trained model on disk: its files and `meta.json` in one folder, whole or not there.

A folder is looked up in MODEL_DIR/<kind>/current first, then where the shipped one lies. It is
written under another name, synced and renamed; `current` is a link that is swapped the same way,
so a kill at any moment leaves the old version serving. Only where a folder is written over by one
of the same name may a kill leave neither: the shipped model serves then, and health says so.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

META_FILE = "meta.json"

Model = TypeVar("Model")

log = logging.getLogger(__name__)


class ArtefactError(Exception):
    """No usable model; the message says what is wrong with which folder."""


def read_folder(
    folder: Path, names: Sequence[str], format_version: int
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Read and check the files and meta of one folder.

    ArtefactError if it is missing, damaged or of another format.
    """
    try:
        meta = json.loads((folder / META_FILE).read_text())
        files = {name: (folder / name).read_bytes() for name in names}
    except (OSError, ValueError) as error:
        raise ArtefactError(f"{folder.name}: {error}") from error
    if not isinstance(meta, dict) or meta.get("format_version") != format_version:
        raise ArtefactError(f"{folder.name}: format_version is not {format_version}")
    for name, data in files.items():
        if meta.get("checksums", {}).get(name) != checksum(data):
            raise ArtefactError(f"{folder.name}: {name} does not match its checksum")
    return files, meta


@dataclass
class Place(Generic[Model]):
    """Where the models of one kind lie, and how one is read.

    name: of the folder in MODEL_DIR. load: reads and checks one folder, or raises ArtefactError.
    """

    name: str
    shipped: Path
    load: Callable[[Path], Model]

    def find(self, model_dir: Path | None = None) -> Model:
        """The current model of `model_dir`, or the shipped one where none is or it is damaged.

        A damaged one is logged as a warning. Raises ArtefactError if the shipped one fails too.
        """
        published = self._published(model_dir)
        if published is not None:
            try:
                return self.load(published)
            except ArtefactError as error:
                log.warning("%s model passed over: %s", self.name.capitalize(), error)
        return self.load(self.shipped)

    def stamp(self, model_dir: Path | None) -> tuple[str, int]:
        """Changes with the model that is current: its folder's name and its meta.json's time."""
        folder = self._published(model_dir) or self.shipped
        meta = folder / META_FILE
        return str(folder), meta.stat().st_mtime_ns if meta.exists() else 0

    def make_current(self, model_dir: Path, version: str) -> None:
        """Point MODEL_DIR/<name>/current at MODEL_DIR/<name>/<version>, in one step."""
        link = model_dir / self.name / "current"
        fresh = link.with_name(".new-current")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(version, target_is_directory=True)
        fresh.replace(link)

    def _published(self, model_dir: Path | None) -> Path | None:
        """The folder that goes before the shipped one if one was published; it may be gone."""
        if model_dir is None:
            return None
        current = model_dir / self.name / "current"
        # A link to nowhere is a model that was lost, not one that never was. `Path.resolve` would
        # raise where links go round in a circle.
        there = current.is_symlink() or current.exists()
        return Path(os.path.realpath(current)) if there else None


def write_folder(
    folder: Path, files: Mapping[str, bytes], meta: Mapping[str, Any], format_version: int
) -> None:
    """Write `files` and meta.json (with format_version and checksums added) as `folder`, whole."""
    whole = dict(meta) | {
        "format_version": format_version,
        "checksums": {name: checksum(data) for name, data in files.items()},
    }
    text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = (folder.with_name(f".{word}-{folder.name}") for word in ("new", "old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir()
    for name, data in (dict(files) | {META_FILE: text.encode()}).items():
        with (fresh / name).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def version_of(meta: Mapping[str, Any], name: str) -> str:
    """Date and the start of a file's checksum: names a model in events and on pages."""
    return f"{meta['date'][:10]}-{meta['checksums'][name][:8]}"


def checksum(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
