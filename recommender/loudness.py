"""Measure loudness and true peak as the sound comes in, without holding all of it.

ITU-R BS.1770-4: K-weighting, mean square in blocks of 400 ms that overlap by three quarters, an
absolute gate at -70 LUFS and a relative one 10 LU below what is left.
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
        steps = np.concatenate([np.zeros(0), *self._steps])
        if len(steps) < STEPS_A_BLOCK:
            return None
        blocks = np.convolve(steps, np.ones(STEPS_A_BLOCK), "valid") / (STEP * STEPS_A_BLOCK)
        loud = blocks[_level(blocks) >= ABSOLUTE_GATE]
        if not len(loud):
            return None
        kept = loud[_level(loud) > _level(loud.mean()) + RELATIVE_GATE]
        return float(_level(kept.mean()))


def _level(power: Any) -> Any:
    with np.errstate(divide="ignore"):
        return OFFSET + 10 * np.log10(power)
