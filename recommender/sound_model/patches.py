"""Cut a song's spectrogram into the patches that the network takes."""

import numpy as np
from numpy.typing import NDArray

from recommender.hearing.mel import BANDS

FRAMES = 128

Floats = NDArray[np.float32]


def patches_of(mel: Floats) -> Floats:
    """Return patches (p, FRAMES, 48) that cover a level-free spectrogram (48, T), T > 0.

    As few as cover it, evenly spread; a song shorter than one patch is repeated.
    """
    frames = mel.shape[1]
    if frames < FRAMES:
        mel = np.tile(mel, (1, -(-FRAMES // frames)))[:, :FRAMES]
        frames = FRAMES
    count = -(-frames // FRAMES)
    starts = np.rint(np.linspace(0, frames - FRAMES, count)).astype(int)
    cut = [mel[:, start : start + FRAMES].T for start in starts.tolist()]
    return np.ascontiguousarray(cut, dtype=np.float32).reshape(count, FRAMES, BANDS)
