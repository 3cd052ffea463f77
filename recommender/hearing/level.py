"""How loud a song is, from its frames as they are decoded."""

from typing import Any, NamedTuple

import av
import numpy as np

from recommender.hearing.mel import Floats
from recommender.loudness import RATE, LoudnessMeter, TruePeak

# Seconds that are gathered before they are looked at: more cost memory, less cost time.
A_PIECE = 4


class Measured(NamedTuple):
    """loudness: LUFS, loudness_range: LU; None of silence. peak: a share of full scale."""

    seconds: float
    loudness: float | None
    loudness_range: float | None
    peak: float


class Level:
    """Takes the frames of one song.

    Mono is measured as one channel, more than two as the two that browsers make of them.
    """

    def __init__(self, channels: int) -> None:
        """channels: as the first frame has."""
        few = 1 if channels == 1 else 2
        layout = "mono" if few == 1 else "stereo"
        self._gatherer = Gatherer(av.AudioResampler("fltp", layout, RATE), A_PIECE * RATE)
        self._meter, self._peak = LoudnessMeter(few), TruePeak(few)
        self._samples = 0

    @property
    def seconds(self) -> float:
        """Return how much was heard."""
        return self._samples / RATE

    def add(self, frame: Any) -> bool:
        """Take the next frame, None for the end; return whether a piece was looked at."""
        piece = self._gatherer.add(frame)
        if piece is None:
            return False
        self._samples += piece.shape[1]
        self._meter.add(piece)
        self._peak.add(piece)
        return True

    def finish(self) -> Measured:
        """Return what was measured."""
        meter = self._meter
        return Measured(self.seconds, meter.integrated(), meter.range(), self._peak.finish())


class Gatherer:
    """Brings frames to one form, and gathers them into pieces of at least so many samples."""

    def __init__(self, resampler: Any, size: int) -> None:
        self._resampler, self._size = resampler, size
        self._parts: list[Floats] = []
        self._gathered = 0

    def add(self, frame: Any) -> Floats | None:
        """Take a frame, None for the end; return a piece (channels, n) where one is complete."""
        for part in self._resampler.resample(frame):
            self._parts.append(np.asarray(part.to_ndarray(), dtype=np.float32))
            self._gathered += self._parts[-1].shape[1]
        if not self._parts or (frame is not None and self._gathered < self._size):
            return None
        piece = np.concatenate(self._parts, axis=1)
        self._parts, self._gathered = [], 0
        # A decoder of floats may give what is no number for what is broken.
        return np.nan_to_num(piece, copy=False, posinf=0.0, neginf=0.0)
