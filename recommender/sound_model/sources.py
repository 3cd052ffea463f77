"""Read the songs of a folder to train on: sound files, or Melon's (48, T) arrays of dB."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.hearing.mel import BANDS, FRAMES_A_SECOND, excerpts, log_mel, quantised
from recommender.sound_model.alterations import NoSound, decoded

logger = logging.getLogger(__name__)

Bytes = NDArray[np.uint8]

SOUND_FILES = frozenset({".mp3", ".m4a", ".flac", ".ogg", ".oga", ".opus", ".wav", ".aac"})
# Shorter ones are effects and jingles.
FEWEST_SECONDS = 25.0


class Source(NamedTuple):
    """A song to train on: its path in the folder, and its spectrogram (48, T), `quantised`."""

    name: str
    mel: Bytes


def files_of(folder: Path) -> list[Path]:
    """Return the sound files and arrays anywhere in a folder, by their paths."""
    kinds = SOUND_FILES | {".npy"}
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in kinds and p.is_file())


def read_files(folder: Path, files: list[Path]) -> Iterator[Source]:
    """Yield the songs that can be heard; others are told of in the log and left out."""
    for path in files:
        try:
            mel = _array(path) if path.suffix == ".npy" else log_mel(decoded(path)[0])
        except NoSound as error:
            logger.warning("%s is left out: %s", path, error)
            continue
        if mel.shape[1] >= FEWEST_SECONDS * FRAMES_A_SECOND:
            yield Source(str(path.relative_to(folder)), quantised(mel))


def _array(path: Path) -> NDArray[np.float32]:
    """Return a spectrogram of Melon's; NoSound for whatever else is in the file."""
    try:
        found = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise NoSound(f"it is no array: {error}") from error
    if found.ndim != 2 or found.shape[0] != BANDS or found.dtype.kind != "f":
        raise NoSound(f"it is {found.dtype} {found.shape}, not a spectrogram of {BANDS} bands")
    if not np.isfinite(found).all():
        raise NoSound("it holds values that are no numbers")
    return excerpts(found.astype(np.float32))
