"""What can be measured of a spectrogram without a network: timbre, how it moves, and rhythm.

They go beside the pooled codes into one linear map (`linear`): a network that saw some hundred
songs knows their sounds, measures know every song's.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from recommender.hearing.mel import BANDS, FRAMES_A_SECOND

Floats = NDArray[np.float32]

# Bands that are looked at together.
GROUPS = 8
# Rhythm is looked for in windows of four seconds, half of one further each time.
WINDOW = 256
# Edges of the rates that are told apart, in beats or trembles a second.
RATES = np.geomspace(0.4, 25.0, 11)
# The pulse: onsets against themselves so many frames later, 0.15 to 3 seconds, in windows of eight.
PULSE_WINDOW = 512
PULSE_LAGS = np.geomspace(0.15, 3.0, 49) * FRAMES_A_SECOND
# How much a band changes within so many frames (30 ms, an eighth and half a second).
LAGS = (2, 8, 32)


def describe(mel: Floats) -> Floats:
    """Return what is measured (D,) of a level-free spectrogram (48, T), T > 0."""
    frames = mel.shape[1]
    if frames < WINDOW:
        mel = np.tile(mel, (1, -(-WINDOW // frames)))
    parts = (pulse(mel), *timbre(mel), *movement(mel), *rhythm(mel))
    return np.concatenate([part.ravel() for part in parts]).astype(np.float32)


def timbre(mel: Floats) -> tuple[Floats, ...]:
    """Return level, spread, faint and loud of each band; and how far bands stick out: harmonics."""
    around = sum(np.roll(mel, shift, axis=0) for shift in (-2, -1, 0, 1, 2)) / 5
    faint, loud = np.percentile(mel, (10, 90), axis=1)
    spread, out = mel.std(axis=1), grouped(np.abs(mel - around)).mean(axis=1)
    return mel.mean(axis=1), spread, faint, loud, out


def movement(mel: Floats) -> tuple[Floats, ...]:
    """Return how much each band changes from frame to frame, and groups over longer times."""
    longer = [grouped(np.abs(mel[:, lag:] - mel[:, :-lag])).mean(axis=1) for lag in LAGS]
    return np.abs(np.diff(mel, axis=1)).mean(axis=1), *longer


def rhythm(mel: Floats) -> tuple[Floats, ...]:
    """Return the strength of each rate in the level of each group, and in its onsets, as logs."""
    onsets = np.maximum(0, np.diff(mel, axis=1, prepend=mel[:, :1]))
    return modulation(grouped(mel)), modulation(grouped(onsets))


def pulse(mel: Floats) -> Floats:
    """Return how alike onsets are after each of the lags, 1 at most: a tempo shows as its beats."""
    onsets = np.maximum(0, np.diff(mel, axis=1)).mean(axis=0)
    if len(onsets) < PULSE_WINDOW:
        onsets = np.tile(onsets, -(-PULSE_WINDOW // len(onsets)))
    starts = range(0, len(onsets) - PULSE_WINDOW + 1, PULSE_WINDOW // 2)
    windows = np.stack([onsets[start : start + PULSE_WINDOW] for start in starts])
    windows = windows - windows.mean(axis=1, keepdims=True)
    power = np.square(np.abs(np.fft.rfft(windows, 2 * PULSE_WINDOW, axis=1)))
    alike = np.fft.irfft(power, axis=1)[:, :PULSE_WINDOW].mean(axis=0)
    # Fewer frames meet at longer lags.
    alike = alike * PULSE_WINDOW / np.arange(PULSE_WINDOW, 0, -1) / (alike[0] + 1e-9)
    return np.asarray(np.interp(PULSE_LAGS, np.arange(PULSE_WINDOW), alike), dtype=np.float32)


def modulation(levels: Floats) -> Floats:
    """Return log power at each of the rates, (groups, rates), of levels over time (groups, T)."""
    starts = range(0, levels.shape[1] - WINDOW + 1, WINDOW // 2)
    windows = np.stack([levels[:, start : start + WINDOW] for start in starts], axis=1)
    windows = (windows - windows.mean(axis=2, keepdims=True)) * np.hanning(WINDOW)
    power = np.square(np.abs(np.fft.rfft(windows, axis=2))).mean(axis=1)
    return np.asarray(np.log(power @ rates() + 1e-5), dtype=np.float32)


@cache
def rates() -> Floats:
    """Return which of the spectrum's lines make each rate: (WINDOW / 2 + 1, rates), a mean each."""
    lines = np.fft.rfftfreq(WINDOW, 1 / FRAMES_A_SECOND)
    inside = (lines[:, None] >= RATES[:-1]) & (lines[:, None] < RATES[1:])
    for rate in np.flatnonzero(~inside.any(axis=0)):
        middle = np.sqrt(RATES[rate] * RATES[rate + 1])
        inside[np.abs(lines - middle).argmin(), rate] = True
    return np.asarray(inside / inside.sum(axis=0), dtype=np.float32)


def grouped(values: Floats) -> Floats:
    """Return means over groups of bands: (GROUPS, T) of (48, T)."""
    return np.asarray(values.reshape(GROUPS, BANDS // GROUPS, -1).mean(axis=1))
