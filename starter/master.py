"""Master a raw mix: trim, tone, glue, loudness, true peak and fades.

Loudness is integrated LUFS (ITU-R BS.1770-4 by pyloudnorm); true peak is the largest value of
the signal oversampled four times, in dBTP. Samples are (n, 2) float at 44.1 kHz.
"""

from collections.abc import Iterator

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d
from scipy.signal import butter, lfilter, resample_poly, sosfilt

from starter.audio import RATE, Samples
from starter.score import Tone

TARGET = -16.0  # LUFS
CEILING = -1.6  # dBTP before AAC, whose own overshoot comes on top
OVERSAMPLING = 4
SILENCE = -47.0  # dB below the loudest moment: what is quieter at either end is cut
FADE = 1.6  # seconds
LOOKAHEAD = 0.004  # seconds
Signal = NDArray[np.float64]


def decibels(value: float) -> float:
    """Return 20 log10 of an amplitude, -120 for silence."""
    return float(20 * np.log10(max(value, 1e-6)))


def loudness(samples: Samples | Signal) -> float:
    """Return integrated loudness in LUFS."""
    meter = pyloudnorm.Meter(RATE)
    return float(meter.integrated_loudness(np.asarray(samples, dtype=np.float64)))


def _between(signal: NDArray[np.float32], share: float) -> Iterator[tuple[int, Signal]]:
    """Oversample the blocks whose samples reach a share of the highest one.

    Yields (first sample, (n, 4) amplitudes at and after each sample, louder channel). What lies
    between quieter samples cannot be the true peak, and oversampling everything takes long.
    """
    size, margin = 4096, 32
    top = share * float(np.abs(signal).max())
    for start in range(0, len(signal), size):
        if float(np.abs(signal[start : start + size]).max()) < top:
            continue
        begin, end = max(0, start - margin), min(len(signal), start + size)
        part = resample_poly(signal[begin : end + margin], OVERSAMPLING, 1, axis=0)
        loud = np.abs(part).max(axis=1)[(start - begin) * OVERSAMPLING :]
        yield start, loud[: (end - start) * OVERSAMPLING].reshape(-1, OVERSAMPLING)


def true_peak(samples: Samples | Signal) -> float:
    """Return the true peak in dBTP, from four-fold oversampling."""
    signal = np.asarray(samples, dtype=np.float32)
    return decibels(max(float(block.max()) for _, block in _between(signal, 0.6)))


def envelope(samples: Samples | Signal, seconds: float = 0.02) -> Signal:
    """Return the RMS of successive windows, as amplitudes."""
    size = int(RATE * seconds)
    whole = np.asarray(samples, dtype=np.float64)[: len(samples) // size * size]
    windows = whole.reshape(-1, size * 2)
    return np.asarray(np.sqrt((windows**2).mean(axis=1)))


def trim(signal: Signal) -> Signal:
    """Cut the silence before the first and after the last audible moment."""
    levels = envelope(signal)
    audible = np.flatnonzero(levels > levels.max() * 10 ** (SILENCE / 20))
    size = int(RATE * 0.02)
    begin = max(0, int(audible[0]) * size - size // 2)
    return signal[begin : (int(audible[-1]) + 1) * size]


def _shelf(signal: Signal, frequency: float, gain: float, side: str) -> Signal:
    """Add a one-pole shelf of some dB above ("high") or below ("low") a frequency."""
    if gain == 0:
        return signal
    part = sosfilt(butter(1, frequency, side, fs=RATE, output="sos"), signal, axis=0)
    return np.asarray(signal + (10 ** (gain / 20) - 1) * part)


def colour(signal: Signal, tone: Tone) -> Signal:
    """Clear the rumble, then shape the mix by its tone."""
    signal = sosfilt(butter(2, 30, "high", fs=RATE, output="sos"), signal, axis=0)
    signal = _shelf(_shelf(signal, 220, tone.low, "low"), 4000, tone.high, "high")
    if tone.cutoff:
        signal = sosfilt(butter(2, tone.cutoff, "low", fs=RATE, output="sos"), signal, axis=0)
    if tone.drive:
        push = (1 + 4 * tone.drive) / max(float(np.abs(signal).max()), 1e-6)
        signal = np.tanh(signal * push) / push
    return np.asarray(signal)


def glue(signal: Signal, ratio: float = 1.5, seconds: float = 0.12) -> Signal:
    """Compress gently what is louder than the average, on both channels alike."""
    pole = float(np.exp(-1 / (seconds * RATE)))
    power = lfilter([1 - pole], [1, -pole], (signal**2).mean(axis=1))
    level = np.sqrt(np.maximum(power, 1e-12))
    threshold = float(np.sqrt((signal**2).mean()))
    gain = np.minimum(1.0, (threshold / level)) ** (1 - 1 / ratio)
    return np.asarray(signal * gain[:, None])


def peaks_between(signal: Signal) -> Signal:
    """Return for each sample the largest amplitude of either channel there and up to the next."""
    peaks = np.abs(signal).max(axis=1)
    for start, block in _between(signal.astype(np.float32), 0.35):
        peaks[start : start + len(block)] = block.max(axis=1)
    return np.asarray(peaks)


def limit(signal: Signal, peaks: Signal, ceiling: float) -> Signal:
    """Hold the true peak under a ceiling in dBTP, looking ahead so that it does not click.

    The gain falls before a peak and recovers over some 80 ms; every smoothing averages values
    that already hold the peak down, so none can let it through.
    """
    span = int(RATE * LOOKAHEAD)
    wanted = np.minimum(1.0, 10 ** (ceiling / 20) / np.maximum(maximum_filter1d(peaks, 3), 1e-9))
    size = int(RATE * 0.08)
    held = minimum_filter1d(wanted, 2 * span + 1)
    recovering = uniform_filter1d(held, size, mode="nearest", origin=(size - 1) // 2)
    slow = minimum_filter1d(np.minimum(held, recovering), span)
    smooth = uniform_filter1d(uniform_filter1d(slow, span // 2), span // 2)
    return np.asarray(signal * smooth[:, None])


def fade(signal: Signal) -> Signal:
    """Open in 4 ms and close in a raised cosine, so that neither end clicks."""
    signal = signal.copy()
    for size, end in ((int(0.004 * RATE), False), (int(FADE * RATE), True)):
        ramp = 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, size))
        if end:
            signal[-size:] *= ramp[::-1, None]
        else:
            signal[:size] *= ramp[:, None]
    return signal


def prepare(raw: Samples, tone: Tone) -> Signal:
    """Trim, colour, glue and fade a raw mix."""
    return fade(glue(colour(trim(np.asarray(raw, dtype=np.float64)), tone)))


def master(signal: Signal, peaks: Signal, ceiling: float = CEILING, gain: float = 0.0) -> Samples:
    """Bring a prepared mix to loudness under the ceiling; `peaks` are its `peaks_between`.

    `gain` (dB) corrects what encoding takes from the loudness.
    """
    lift = TARGET + gain - loudness(signal)
    for _ in range(2):  # limiting lowers the loudness a little, so approach it
        scale = 10 ** (lift / 20)
        finished = limit(signal * scale, peaks * scale, ceiling)
        lift += TARGET + gain - loudness(finished)
    return finished.astype(np.float32)
