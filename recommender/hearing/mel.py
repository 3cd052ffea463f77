"""The mel-spectrogram that all that listens here takes.

Mono at 16 kHz, a Hann window of 1024 samples every 256 (62.5 frames a second), centred, 48 bands
on Slaney's mel scale from 0 to 8000 Hz, power in dB. It is that of Kakao Arena's published
(48, T) files in rate and bands, so that one network takes both.

The filter bank is what ``librosa.filters.mel`` gives (a test compares them): librosa takes two
seconds to import, and this is all that would be needed of it.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
N_FFT = 1024
HOP = 256
BANDS = 48
HIGHEST_HZ = 8000.0
FRAMES_A_SECOND = RATE / HOP
FLOOR = 1e-10
FLOOR_DB = -100.0
# What lies further below a song's own loudest cell is not heard beside it.
RANGE_DB = 80.0
STRETCHES = 6
STRETCH_FRAMES = 312
# Frames that are transformed at once: 4 MB of spectrum.
AT_ONCE = 1024

Floats = NDArray[np.float32]

# Slaney's scale (Auditory Toolbox, 1998): even below 1 kHz, logarithmic above.
HZ_A_MEL = 200.0 / 3
KNEE_HZ = 1000.0
KNEE_MEL = KNEE_HZ / HZ_A_MEL
LOG_STEP = np.log(6.4) / 27.0


def log_mel(samples: Floats) -> Floats:
    """Return the spectrogram of mono samples (n,) at 16 kHz: (48, 1 + n // 256), dB."""
    stream = MelStream()
    return np.concatenate([stream.add(samples), stream.finish()], axis=1)


class MelStream:
    """The spectrogram of samples that come piece by piece; pieces give what the whole would."""

    def __init__(self) -> None:
        # Centred: half a window of nothing before the first sample, and after the last.
        self._rest: Floats = np.zeros(N_FFT // 2, np.float32)

    def add(self, samples: Floats) -> Floats:
        """Take the next samples (n,); return the frames (48, k) that are complete now."""
        parts = [mel_of(spectra) for spectra in self.spectra(samples)]
        return np.concatenate([np.zeros((BANDS, 0), np.float32), *parts], axis=1)

    def spectra(self, samples: Floats) -> Iterator[Floats]:
        """Take the next samples (n,); yield the power spectra (k, 513) that are complete now."""
        waiting = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        count = max(0, 1 + (len(waiting) - N_FFT) // HOP)
        self._rest = waiting[count * HOP :]
        if count:
            windows = np.lib.stride_tricks.sliding_window_view(waiting, N_FFT)[::HOP]
            for start in range(0, count, AT_ONCE):
                yield power(windows[start : start + AT_ONCE])

    def finish(self) -> Floats:
        """Return the last frames."""
        return self.add(np.zeros(N_FFT // 2, np.float32))


def mel_of(spectra: Floats) -> Floats:
    """Return the bands (48, k) of power spectra (k, 513), in dB."""
    return decibels(mel_filters() @ spectra.T)


def power(windows: Floats) -> Floats:
    """Return the power spectra (k, 513) of windows of samples (k, 1024)."""
    from scipy.fft import rfft  # a fifth of NumPy's time; slow to import

    spectrum = rfft(windows * hann(), axis=1)
    found: Floats = np.square(spectrum.real) + np.square(spectrum.imag)
    return found.astype(np.float32, copy=False)


def decibels(values: Floats) -> Floats:
    """Return power in dB, not below the floor."""
    return np.float32(10) * np.log10(np.maximum(values, np.float32(FLOOR)))


@cache
def hann() -> Floats:
    """Return the periodic Hann window, (1024,)."""
    turns = np.arange(N_FFT) / N_FFT
    return (0.5 - 0.5 * np.cos(2 * np.pi * turns)).astype(np.float32)


@cache
def mel_filters() -> Floats:
    """Return the weights of the bands, (48, 513): triangles of equal area."""
    edges = mel_to_hz(np.linspace(0.0, hz_to_mel(HIGHEST_HZ), BANDS + 2))
    bins = np.linspace(0.0, RATE / 2, N_FFT // 2 + 1)
    ramps = (bins - edges[:, None]) / np.diff(edges, append=np.inf)[:, None]
    rising, falling = ramps[:-2], 1 - ramps[1:-1]
    area = 2 / (edges[2:] - edges[:-2])
    return (np.maximum(0, np.minimum(rising, falling)) * area[:, None]).astype(np.float32)


def hz_to_mel(hertz: float) -> float:
    """Return a frequency on Slaney's scale."""
    if hertz < KNEE_HZ:
        return hertz / HZ_A_MEL
    return KNEE_MEL + float(np.log(hertz / KNEE_HZ) / LOG_STEP)


def mel_to_hz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return frequencies in Hz of places on Slaney's scale."""
    above = KNEE_HZ * np.exp(LOG_STEP * (mels - KNEE_MEL))
    return np.where(mels < KNEE_MEL, mels * HZ_A_MEL, above)


def stretch_starts(frames: int) -> list[int]:
    """Return where the stretches begin in a song of so many frames: amid its six equal parts."""
    middles = [(2 * part + 1) * frames // (2 * STRETCHES) for part in range(STRETCHES)]
    return [middle - STRETCH_FRAMES // 2 for middle in middles]


def excerpts(mel: Floats) -> Floats:
    """Return up to 30 s of a spectrogram, (48, T <= 1872): six stretches, or a short song whole."""
    frames = mel.shape[1]
    if frames <= STRETCHES * STRETCH_FRAMES:
        return mel
    parts = [mel[:, start : start + STRETCH_FRAMES] for start in stretch_starts(frames)]
    return np.concatenate(parts, axis=1)


def level_free(mel: Floats) -> Floats:
    """Return dB as 0..1 whatever the song's level: 1 its loudest cell, 0 what is 80 dB below.

    Of silence, 0 throughout.
    """
    top = mel.max(initial=FLOOR_DB)
    if top <= FLOOR_DB:
        return np.zeros_like(mel, dtype=np.float32)
    scaled: Floats = np.clip(1 + (mel - top) / np.float32(RANGE_DB), 0, 1).astype(np.float32)
    return scaled


def quantised(mel: Floats) -> NDArray[np.uint8]:
    """Return ``level_free`` in 255 steps (a third of a dB), as it is kept on disk."""
    return np.rint(level_free(mel) * 255).astype(np.uint8)
