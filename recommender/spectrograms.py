"""The spectrogram of each song: our own excerpts, else Melon's files."""

import logging
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from recommender.catalogue.melon import SOURCE as MELON
from recommender.catalogue.melon.spectrogram_index import FOLDER, SpectrogramIndex, read_index
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.engine.publishing import POINTER
from recommender.hearing.mel import BANDS, Floats, excerpts, level_free
from recommender.own_spectrograms import own_home, own_path, write_spectrogram

__all__ = ["melon_index", "own_path", "read_spectrogram", "songs_with_spectrogram",
           "write_spectrogram"]  # fmt: skip

logger = logging.getLogger(__name__)


def read_spectrogram(song_pk: int) -> Floats | None:
    """Return a song's excerpts (48, T), 0..1 as ``level_free``; None where there are none."""
    found = _read(own_path(song_pk), np.dtype(np.uint8))
    if found is not None:
        return found.astype(np.float32) / np.float32(255)
    index = melon_index()
    path = index.path(song_pk) if index else None
    mel = _read(path, np.dtype(np.float32)) if path else None
    return None if mel is None else level_free(excerpts(mel))


def songs_with_spectrogram() -> NDArray[np.int64]:
    """Return the keys of all songs that have one, ascending."""
    own = [int(path.stem) for path in own_home().glob("*/[0-9]*.npy")]
    index = melon_index()
    melon = index.song_ids if index else np.zeros(0, np.int64)
    return np.union1d(np.array(own, np.int64), melon).astype(np.int64)


def melon_index() -> SpectrogramIndex | None:
    """Return where Melon's files lie; None where none were imported, or the index is damaged."""
    model_dir = Path(settings.MODEL_DIR)
    try:
        state = (model_dir / FOLDER / MELON / POINTER).stat()
    except OSError:
        return None
    return _index(model_dir, state.st_ino, state.st_mtime_ns)


@lru_cache(maxsize=2)
def _index(model_dir: Path, inode: int, modified: int) -> SpectrogramIndex | None:
    """Read the index once for each version: to check its sums takes a while."""
    try:
        return read_index(model_dir)
    except (ArtefactMissing, ArtefactDamaged) as error:
        logger.warning("The index of Melon's spectrograms is not used: %s", error)
        return None


def _read(path: Path, dtype: np.dtype[np.generic]) -> Floats | None:
    """Return an array of 48 bands of this type; None where there is no such file."""
    try:
        found: Floats = np.load(path, allow_pickle=False)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError) as error:
        logger.warning("The spectrogram %s cannot be read: %s", path, error)
        return None
    if found.ndim != 2 or found.shape[0] != BANDS or found.dtype != dtype:
        logger.warning("The spectrogram %s is no array of %s with %d bands.", path, dtype, BANDS)
        return None
    return found
