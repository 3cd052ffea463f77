"""Where notes begin: the rise of the spectrum from frame to frame, and its peaks.

Spectral flux over mel bands in dB, as librosa's onset strength (Böck & Widmer, "Maximum filter
vibrato suppression for onset detection", DAFx 2013, for the widening of the frame before).
"""

import numpy as np
from numpy.typing import NDArray

from recommender.hearing.mel import BANDS, FLOOR_DB, FRAMES_A_SECOND, Floats

# Below the loudest cell so far nothing rises that one would hear: noise between the notes.
AUDIBLE_DB = 60.0
# The frame that a rise is against lies so many frames before: a window is four hops long.
LAG = 2
# Peak picking, in frames: the largest within so many, and so much above the mean of so many.
NEAR, AROUND = 3, 16
# Above the mean around it, in dB a band; and as a share of the loud rises of the piece.
LEAST_RISE, LEAST_SHARE = 0.5, 0.12


class OnsetEnvelope:
    """The rises of a spectrogram that comes piece by piece."""

    def __init__(self) -> None:
        self._before: Floats | None = None
        self._top = FLOOR_DB
        self._parts: list[Floats] = []

    def add(self, mel: Floats) -> None:
        """Take the next frames, (48, k) dB."""
        if not mel.shape[1]:
            return
        self._top = max(self._top, float(mel.max()))
        heard = np.maximum(mel, np.float32(self._top - AUDIBLE_DB))
        before = self._before
        if before is None:
            before = np.repeat(heard[:, :1], LAG, axis=1)
        joined = np.concatenate([np.maximum(before, self._top - AUDIBLE_DB), heard], axis=1)
        self._before = joined[:, -LAG:]
        rises = joined[:, LAG:] - widened(joined[:, :-LAG])
        self._parts.append(np.maximum(rises, 0).mean(axis=0, dtype=np.float32))

    def envelope(self) -> Floats:
        """Return the rise of each frame, (T,) dB a band."""
        return np.concatenate([np.zeros(0, np.float32), *self._parts])


def widened(mel: Floats) -> Floats:
    """Return for each cell the largest of it and its neighbours in pitch: vibrato is no onset."""
    padded = np.concatenate([mel[:1], mel, mel[-1:]])
    widest: Floats = np.maximum(np.maximum(padded[:-2], padded[2:]), padded[1 : BANDS + 1])
    return widest


def onsets(envelope: Floats) -> NDArray[np.int64]:
    """Return the frames in which notes begin."""
    if len(envelope) < 2 * AROUND:
        return np.zeros(0, np.int64)
    mean = np.convolve(envelope, np.full(2 * AROUND + 1, 1 / (2 * AROUND + 1)), "same")
    least = max(LEAST_RISE, LEAST_SHARE * float(np.percentile(envelope, 98)))
    padded = np.pad(envelope, NEAR)
    largest = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEAR + 1).max(axis=1)
    found = np.flatnonzero((envelope == largest) & (envelope > mean + least))
    # Of two frames that are equally high, the first.
    return found[np.diff(found, prepend=-NEAR - 1) > 1]


def onset_rate(envelope: Floats) -> float:
    """Return the onsets a second."""
    seconds = len(envelope) / FRAMES_A_SECOND
    return len(onsets(envelope)) / seconds if seconds else 0.0
