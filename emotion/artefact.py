"""A trained model on disk: its files and `meta.json` in one folder, whole or not there.

A folder is looked up in MODEL_DIR/<kind>/current first, then where the shipped one lies. It is
written under another name, synced and renamed; `current` is a link that is swapped the same way,
so a kill at any moment leaves the old version serving. Only where a folder is written over by one
of the same name may a kill leave neither: the shipped model serves then, and health says so.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

META_FILE = "meta.json"


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


def current_folder(model_dir: Path | None, kind: str) -> list[Path]:
    """The folder that goes before the shipped one, if one was published; it may not be there."""
    if model_dir is None:
        return []
    current = model_dir / kind / "current"
    # A link to nowhere is a model that was lost, not one that never was. `Path.resolve` would
    # raise where links go round in a circle.
    published = current.is_symlink() or current.exists()
    return [Path(os.path.realpath(current))] if published else []


def folder_stamp(folder: Path) -> tuple[str, int]:
    """Changes when another model lies there: the folder's name and its meta.json's time."""
    meta = folder / META_FILE
    return str(folder), meta.stat().st_mtime_ns if meta.exists() else 0


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


def point_current(model_dir: Path, kind: str, version: str) -> None:
    """Point MODEL_DIR/<kind>/current at MODEL_DIR/<kind>/<version>, in one step."""
    link = model_dir / kind / "current"
    fresh = link.with_name(".new-current")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version, target_is_directory=True)
    fresh.replace(link)


def version_of(meta: Mapping[str, Any], name: str) -> str:
    """Date and the start of a file's checksum: names a model in events and on pages."""
    return f"{meta['date'][:10]}-{meta['checksums'][name][:8]}"


def checksum(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
