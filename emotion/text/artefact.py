"""The trained text model on disk: `model.npz` and `meta.json` (see emotion/artefact.py).

Looked up in MODEL_DIR/text/current first, then in the shipped folder.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.artefact import (
    ArtefactError,
    Place,
    read_folder,
    version_of,
    write_folder,
)

# 3: each language has a head of its own on the encoder.
FORMAT_VERSION = 3
MODEL_FILE = "model.npz"
SHIPPED = Path(__file__).resolve().parent.parent / "artifacts" / "text"

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class TextArtefact:
    """A model that is complete and whole: its folder, its arrays and its meta.json."""

    folder: Path
    arrays: dict[str, NDArray[Any]]
    meta: dict[str, Any]

    @property
    def version(self) -> str:
        """Date and the start of the checksum: names this model in events and on pages."""
        return version_of(self.meta, MODEL_FILE)


def load_artefact(folder: Path) -> TextArtefact:
    """Read and check one folder; ArtefactError if it is missing, damaged or of another format."""
    files, meta = read_folder(folder, [MODEL_FILE], FORMAT_VERSION)
    return TextArtefact(folder, unpack(files[MODEL_FILE], folder.name), meta)


def write_artefact(folder: Path, arrays: Arrays, meta: Mapping[str, Any]) -> None:
    """Write the arrays and meta.json as `folder`, whole."""
    write_folder(folder, {MODEL_FILE: pack(arrays)}, meta, FORMAT_VERSION)


# The model that serves, a mark that changes with it, and how another becomes it (see `Place`).
PLACE = Place("text", SHIPPED, load_artefact)
find_artefact, stamp, make_current = PLACE.find, PLACE.stamp, PLACE.make_current


def pack(arrays: Arrays) -> bytes:
    """Arrays as the bytes of an npz; the same arrays give the same bytes."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **{name: arrays[name] for name in sorted(arrays)})
    return buffer.getvalue()


def unpack(data: bytes, name: str) -> dict[str, NDArray[Any]]:
    """The arrays of an npz, without pickled objects; ArtefactError where it is none."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            return {key: found[key] for key in found.files}
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise ArtefactError(f"{name}: {MODEL_FILE} is not readable") from error
