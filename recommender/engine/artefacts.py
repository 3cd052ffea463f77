"""A trained model on disk: its arrays, and beside them one JSON that vouches for them."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Raised when a reader of today could no longer read what a writer of today writes.
FORMAT = 1
META = "meta.json"
CHUNK = 1 << 20


class ArtefactMissing(Exception):
    """There is no such artefact."""


class ArtefactDamaged(Exception):
    """The artefact is there, and cannot be trusted: checksum, format or shape."""


@dataclass(frozen=True)
class Origin:
    """What a model was made from."""

    config: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    data_hash: str = ""


@dataclass(frozen=True)
class Meta:
    """What an artefact's JSON says.

    songs: how many songs it knows; their ids are in `song_ids.npy` beside it (a JSON list of a
    million ids would take longer to read than the model).
    files: {file: {"bytes", "sha256"}} of everything else in the directory.
    """

    name: str
    origin: Origin
    songs: int
    version: str = ""
    date: str = ""
    metrics: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    format: int = FORMAT


def seal(directory: Path, meta: Meta) -> Meta:
    """Checksum and fsync every file of a directory, then write its JSON; return what was written.

    The JSON is last, so a directory without it is unfinished, and it carries its own checksum.
    A folder in there is an artefact of its own, sealed before.
    """
    files = {}
    for path in sorted(directory.iterdir()):
        if path.name != META and path.is_file():
            files[path.name] = {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            fsync(path)
    sealed = Meta(**{**_shallow(meta), "files": files})
    values = asdict(sealed)
    values["checksum"] = _checksum(values)
    text = json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    (directory / META).write_text(text + "\n", encoding="utf-8")
    fsync(directory / META)
    fsync(directory)
    return sealed


def read_meta(directory: Path) -> Meta:
    """Read and verify a directory: the JSON's own checksum, its format, and every file's.

    ArtefactMissing if there is no JSON, ArtefactDamaged if anything does not agree with it.
    """
    try:
        values = json.loads((directory / META).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ArtefactMissing(f"no artefact in {directory.name}") from error
    except (OSError, ValueError) as error:
        raise ArtefactDamaged(f"{META} cannot be read: {error}") from error
    if not isinstance(values, dict) or values.pop("checksum", None) != _checksum(values):
        raise ArtefactDamaged(f"{META} was changed after it was written")
    if values["format"] != FORMAT:
        raise ArtefactDamaged(f"format {values['format']}, and this is a reader of {FORMAT}")
    for name, stated in values["files"].items():
        _verify(directory, name, stated)
    return Meta(**{**values, "origin": Origin(**values["origin"])})


def load_array(directory: Path, name: str, shape: tuple[int | None, ...]) -> NDArray[Any]:
    """Map `name`.npy read-only; None in `shape` is any length. Never unpickles.

    ArtefactDamaged if it cannot be read, has another shape, or holds no plain numbers.
    """
    try:
        array: NDArray[Any] = np.load(directory / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise ArtefactDamaged(f"{name}.npy cannot be read: {error}") from error
    fits = array.ndim == len(shape) and all(
        wanted is None or wanted == found for wanted, found in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype.kind not in "fi":
        raise ArtefactDamaged(f"{name}.npy is {array.dtype} {array.shape}, expected {shape}")
    return array


def save_array(directory: Path, name: str, array: NDArray[Any]) -> None:
    """Write `name`.npy; an array that would need pickling raises ValueError."""
    np.save(directory / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)


def load_words(directory: Path, name: str, n: int) -> tuple[str, ...]:
    """Read the list of `n` strings in `name`.json; ArtefactDamaged if it is anything else."""
    try:
        words = json.loads((directory / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArtefactDamaged(f"{name}.json cannot be read: {error}") from error
    if not isinstance(words, list) or len(words) != n or not all(type(w) is str for w in words):
        raise ArtefactDamaged(f"{name}.json is not a list of {n} words")
    return tuple(words)


def save_words(directory: Path, name: str, words: tuple[str, ...]) -> None:
    """Write strings to `name`.json."""
    text = json.dumps(list(words), ensure_ascii=False)
    (directory / f"{name}.json").write_text(text, encoding="utf-8")


def fsync(path: Path) -> None:
    """Flush a file or directory to the disk, so that a rename after it cannot outrun it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _verify(directory: Path, name: str, stated: Mapping[str, Any]) -> None:
    path = directory / name
    if Path(name).name != name or not path.is_file():
        raise ArtefactDamaged(f"{name} is missing")
    if path.stat().st_size != stated["bytes"] or _sha256(path) != stated["sha256"]:
        raise ArtefactDamaged(f"{name} does not match its checksum")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _checksum(values: Mapping[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _shallow(meta: Meta) -> dict[str, Any]:
    return {name: getattr(meta, name) for name in meta.__dataclass_fields__}
