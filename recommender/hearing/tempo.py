"""The tempo of a piece, from how its onsets repeat.

The envelope of onsets is correlated with itself in windows of 16 s; a tempo is as good as the
correlation at one to six of its beats is high (a comb, as in Klapuri, Eronen & Astola, "Analysis
of the meter of acoustic musical signals", IEEE TASLP 14, 2006). Which octave people tap is not in
the comb: they prefer about two beats a second (Parncutt, Music Perception 11, 1994), and slower
ones where less happens. How much less was chosen by the starter library, whose tempi are known.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.hearing.mel import FRAMES_A_SECOND, Floats

# In frames: 16 s, half of it on; correlations up to 8 s.
WINDOW, STEP, LONGEST_LAG = 1000, 500, 500
FFT = 2048
A_SECOND = 63
# Less than this says nothing of what repeats.
SHORTEST = 4 * A_SECOND
BEATS = 6
CANDIDATES = np.geomspace(45.0, 220.0, 320)
# The tempo that is preferred at USUAL_RATE onsets a second, in which power of the rate it changes,
# within which limits, and how wide the preference is, in octaves.
PREFERRED, USUAL_RATE, BY_RATE = 115.0, 2.9, 0.5
SLOWEST_PREFERRED, FASTEST_PREFERRED = 60.0, 180.0
WIDTH = 0.5
# A correlation below this is what noise has.
LEAST_FIT = 0.03
NEAR = 0.04

Array = NDArray[np.float64]


class Tempo(NamedTuple):
    """bpm: beats a minute, None where nothing repeats.

    confidence: 0..1, the share of the windows that have it too, or its half or double.
    """

    bpm: float | None
    confidence: float


NO_TEMPO = Tempo(None, 0.0)


def tempo_of(envelope: Floats, rate: float) -> Tempo:
    """Return the tempo of a piece by the envelope (T,) and the rate (a second) of its onsets."""
    if len(envelope) < SHORTEST or rate <= 0:
        return NO_TEMPO
    found = correlations(envelope)
    if not len(found):
        return NO_TEMPO
    likely = preference(rate)
    fits = comb(found.mean(axis=0, keepdims=True))[0]
    best = int((fits * likely).argmax())
    if fits[best] < LEAST_FIT:
        return NO_TEMPO
    bpm = float(CANDIDATES[best])
    ratios = CANDIDATES[(comb(found) * likely).argmax(axis=1)] / bpm
    octaves = np.abs(ratios[:, None] / np.array([0.5, 1.0, 2.0]) - 1) < NEAR
    return Tempo(bpm, float(octaves.any(axis=1).mean()))


def preference(rate: float) -> Array:
    """Return how much each candidate is preferred by people, (320,), 1 at most."""
    middle = PREFERRED * (rate / USUAL_RATE) ** BY_RATE
    middle = min(max(middle, SLOWEST_PREFERRED), FASTEST_PREFERRED)
    likely: Array = np.exp(-0.5 * np.square(np.log2(CANDIDATES / middle) / WIDTH))
    return likely


def correlations(envelope: Floats) -> Array:
    """Return each window's correlation with itself by lag in frames, (w, 501); 1 at lag 0.

    Windows in which nothing happens are left out.
    """
    from scipy.fft import irfft, rfft  # slow to import

    rises = envelope.astype(np.float64)
    rises = np.maximum(0, rises - np.convolve(rises, np.full(A_SECOND, 1 / A_SECOND), "same"))
    if len(rises) < WINDOW:
        rises = np.pad(rises, (0, WINDOW - len(rises)))
    windows = np.lib.stride_tricks.sliding_window_view(rises, WINDOW)[::STEP]
    spectra = np.abs(rfft(windows - windows.mean(axis=1, keepdims=True), FFT, axis=1)) ** 2
    found: Array = irfft(spectra, axis=1)[:, : LONGEST_LAG + 1]
    found /= WINDOW - np.arange(LONGEST_LAG + 1)
    sounding = found[:, 0] > 1e-6
    found = found[sounding]
    return found / found[:, :1]


def comb(correlation: Array) -> Array:
    """Return how well each candidate fits each window: (w, 501) to (w, 320), 0 at least."""
    # A beat that is a frame early or late is one all the same.
    beside = np.maximum(np.roll(correlation, 1, axis=1), np.roll(correlation, -1, axis=1))
    near = np.maximum(correlation, 0.95 * beside)
    period = 60 * FRAMES_A_SECOND / CANDIDATES
    total, count = np.zeros((len(near), len(period))), np.zeros(len(period))
    for beats in range(1, BEATS + 1):
        lag = beats * period
        inside = lag < LONGEST_LAG - 1
        place = np.minimum(lag.astype(int), LONGEST_LAG - 2)
        part = lag - place
        value = near[:, place] * (1 - part) + near[:, place + 1] * part
        total += np.where(inside, value, 0)
        count += inside
    fits: Array = np.maximum(total / count, 0)
    return fits
