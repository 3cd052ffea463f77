"""Melon's mel-spectrograms on disk: found, checked by their headers, copied.

DIR/arena_mel_0/0/0.npy ... arena_mel_39/707/707988.npy     float32 (48, T), one a song
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.lib import format as npy

from recommender.catalogue.importing import Skipped
from recommender.engine.artefacts import fsync

PARTS = "arena_mel_*"
BANDS = 48

NO_SPECTROGRAM = "is no float32 array of 48 bands"
CUT_OFF = "is shorter than it says"
NO_NUMBER = "is not named by a song's number"


@dataclass(frozen=True)
class Spectrogram:
    """One file: the song's number at Melon, and how many frames it has."""

    number: int
    frames: int
    path: Path


def find_spectrograms(directory: Path) -> Iterator[Spectrogram | Skipped]:
    """Yield every spectrogram below the set's folder, in a fixed order, checked by its header."""
    for part in sorted(directory.glob(PARTS)):
        for folder in sorted(path for path in part.iterdir() if path.is_dir()):
            for path in sorted(folder.glob("*.npy")):
                yield checked(path)


def checked(path: Path) -> Spectrogram | Skipped:
    """Read a file's header only; Skipped unless it is a whole (48, T) float32 array."""
    where = "/".join(path.parts[-3:])
    if not (path.stem.isascii() and path.stem.isdigit() and len(path.stem) < 10):
        return Skipped(where, NO_NUMBER)
    try:
        with path.open("rb") as file:
            shape, dtype = _header(file)
            start, end = file.tell(), os.fstat(file.fileno()).st_size
    except (OSError, ValueError, EOFError) as error:
        return Skipped(where, f"cannot be read: {type(error).__name__}")
    if len(shape) != 2 or shape[0] != BANDS or not shape[1] or dtype != np.dtype("<f4"):
        return Skipped(where, NO_SPECTROGRAM)
    if end - start < BANDS * shape[1] * 4:
        return Skipped(where, CUT_OFF)
    return Spectrogram(int(path.stem), shape[1], path)


def _header(file: BinaryIO) -> tuple[tuple[int, ...], np.dtype[np.generic]]:
    """Read shape and dtype; ValueError for what is no .npy file. Nothing is unpickled."""
    major, _ = npy.read_magic(file)
    read = npy.read_array_header_1_0 if major == 1 else npy.read_array_header_2_0
    shape, _, dtype = read(file)
    return shape, dtype


def copied(
    spectrograms: Iterable[Spectrogram | Skipped], home: Path
) -> Iterator[Spectrogram | Skipped]:
    """Copy each file below `home`, and yield it as it lies there."""
    for one in spectrograms:
        yield one if isinstance(one, Skipped) else copy_to(home, one)


def copy_to(home: Path, found: Spectrogram) -> Spectrogram:
    """Copy a file below `home`, whole or not at all; one that is there with its size is left."""
    folder = home / str(found.number // 1000)
    goal = folder / f"{found.number}.npy"
    if not goal.is_file() or goal.stat().st_size != found.path.stat().st_size:
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{found.number}.{os.getpid()}"
        try:
            shutil.copyfile(found.path, draft)
            fsync(draft)
            draft.replace(goal)
        finally:
            draft.unlink(missing_ok=True)
    return Spectrogram(found.number, found.frames, goal)
