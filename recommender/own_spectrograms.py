"""The spectrograms' excerpts of songs that were heard here; recommender.spectrograms reads them.

    MODEL_DIR/spectrograms/own/<pk // 1000>/<pk>.npy     uint8 (48, T <= 1872), by mel.quantised

At most 90 kB a song. A song's key is never used again, so that a file whose song is gone is of no
harm until ``forget`` deletes it.
"""

import os
from collections.abc import Collection
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from recommender.engine.artefacts import fsync

FOLDER, OWN = "spectrograms", "own"
SONGS_A_FOLDER = 1000


def write_spectrogram(song_pk: int, cells: NDArray[np.uint8]) -> None:
    """Keep a song's excerpts (48, T), quantised: whole or not at all."""
    goal = own_path(song_pk)
    goal.parent.mkdir(parents=True, exist_ok=True)
    draft = goal.with_name(f".{goal.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            np.save(file, cells, allow_pickle=False)
        fsync(draft)
        draft.replace(goal)
    finally:
        draft.unlink(missing_ok=True)


def forget(living: Collection[int]) -> int:
    """Delete our own files of songs that are no more, and drafts; return how many songs'."""
    there = set(living)
    gone = [path for path in own_home().glob("*/[0-9]*.npy") if int(path.stem) not in there]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def own_home() -> Path:
    """Return the folder of our own excerpts."""
    return Path(settings.MODEL_DIR) / FOLDER / OWN


def own_path(song_pk: int) -> Path:
    """Return where a song's own excerpts lie, or would."""
    return own_home() / str(song_pk // SONGS_A_FOLDER) / f"{song_pk}.npy"
