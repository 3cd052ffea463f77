"""Measure loudness, its range and the true peak as the sound comes in, without holding all of it.

ITU-R BS.1770-4: K-weighting, mean square in blocks of 400 ms that overlap by three quarters, an
absolute gate at -70 LUFS and a relative one 10 LU below what is left. EBU Tech 3342: the range is
what lies between the 10th and the 95th percentile of the loudness of 3 s, gated 20 LU below its
mean.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

# The coefficients in the standard's tables 1 and 2 hold for this rate alone.
RATE = 48_000
SHELF = [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241,
         0.73248077421585]  # fmt: skip
HIGH_PASS = [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621]
# A quarter of a block, so that overlapping blocks are sums of four steps.
STEP = RATE // 10
STEPS_A_BLOCK = 4
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
OFFSET = -0.691
# EBU Tech 3342.
STEPS_SHORT_TERM = 30
RANGE_GATE = -20.0
RANGE_PERCENTILES = (10, 95)
# The filter of BS.1770-4, annex 2, for four times the rate; two more phases are these mirrored.
PHASES = np.array([
    [0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875,
     0.1373291015625, 0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250,
     0.0148925781250, -0.0083007812500],
    [-0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500,
     0.4650878906250, 0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625,
     0.0330810546875, -0.0189208984375],
], dtype=np.float32)  # fmt: skip
TAPS = PHASES.shape[1]
# No filter of these makes more of a sample than this.
MOST_GAIN = float(np.abs(PHASES).sum(axis=1).max())
# Samples that are looked at together: most such pieces of music are too quiet to hold the peak.
PEAK_PIECE = 1024


class LoudnessMeter:
    """Takes samples, (channels, n) float32 at 48 kHz, and knows the loudness so far."""

    def __init__(self, channels: int) -> None:
        self._sections = np.array([SHELF, HIGH_PASS])
        self._state = np.zeros((len(self._sections), channels, 2))
        self._rest = np.zeros((channels, 0))
        self._steps: list[NDArray[np.float64]] = []

    def add(self, samples: NDArray[np.float32]) -> None:
        """Take the next samples."""
        from scipy.signal import sosfilt  # slow to import, and only uploads need it

        weighted, self._state = sosfilt(self._sections, samples, axis=1, zi=self._state)
        waiting = np.concatenate([self._rest, weighted], axis=1)
        whole = waiting.shape[1] // STEP
        squares = waiting[:, : whole * STEP].reshape(len(waiting), whole, STEP) ** 2
        self._steps.append(squares.sum(axis=2).sum(axis=0))
        self._rest = waiting[:, whole * STEP :]

    def integrated(self) -> float | None:
        """Return the loudness in LUFS; None for silence and for less than one block."""
        loud = self._loud(STEPS_A_BLOCK)
        if not len(loud):
            return None
        kept = loud[_level(loud) > _level(loud.mean()) + RELATIVE_GATE]
        return float(_level(kept.mean()))

    def range(self) -> float | None:
        """Return the loudness range in LU; None for silence and for less than 3 s."""
        loud = self._loud(STEPS_SHORT_TERM)
        if not len(loud):
            return None
        kept = _level(loud[_level(loud) > _level(loud.mean()) + RANGE_GATE])
        low, high = np.percentile(kept, RANGE_PERCENTILES)
        return float(high - low)

    def _loud(self, steps_a_block: int) -> NDArray[np.float64]:
        """Return the mean square of each block of so many steps that is above the absolute gate."""
        steps = np.concatenate([np.zeros(0), *self._steps])
        if len(steps) < steps_a_block:
            return np.zeros(0)
        blocks = np.convolve(steps, np.ones(steps_a_block), "valid") / (STEP * steps_a_block)
        loud: NDArray[np.float64] = blocks[_level(blocks) >= ABSOLUTE_GATE]
        return loud


class TruePeak:
    """The largest value between samples too, (channels, n) float32 at 48 kHz.

    Pieces whose samples are too small to come near what was found already are not filtered.
    """

    def __init__(self, channels: int) -> None:
        self._rest = np.zeros((channels, TAPS - 1), np.float32)
        self.peak = 0.0

    def add(self, samples: NDArray[np.float32]) -> None:
        """Take the next samples."""
        waiting = np.concatenate([self._rest, samples], axis=1)
        self._rest = waiting[:, 1 - TAPS :]
        starts = np.arange(0, waiting.shape[1] - TAPS + 1, PEAK_PIECE)
        tops = np.maximum.reduceat(np.abs(waiting).max(axis=0), starts)
        # A piece reads on into the next one.
        reach = np.maximum(tops, np.append(tops[1:], 0.0))
        for piece in np.argsort(-reach):
            if reach[piece] * MOST_GAIN <= self.peak:
                break
            start = starts[piece]
            self._filter(waiting[:, start : start + PEAK_PIECE + TAPS - 1])
        self.peak = max(self.peak, float(np.abs(samples).max(initial=0.0)))

    def finish(self) -> float:
        """Return the peak, as a share of full scale."""
        self.add(np.zeros((len(self._rest), TAPS - 1), np.float32))
        return self.peak

    def _filter(self, piece: NDArray[np.float32]) -> None:
        windows = np.lib.stride_tricks.sliding_window_view(piece, TAPS, axis=1).reshape(-1, TAPS)
        both = windows @ np.concatenate([PHASES, PHASES[:, ::-1]]).T
        self.peak = max(self.peak, float(np.abs(both).max(initial=0.0)))


def _level(power: Any) -> Any:
    with np.errstate(divide="ignore"):
        return OFFSET + 10 * np.log10(power)
