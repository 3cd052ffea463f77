"""Change how a recording sounds, not what it is: on the spectrogram, without its audio.

What the network is trained to hear through: another key, tempo or level, equalisers, codecs that
drop the high bands, and the noise of bad copies.
"""

from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from recommender.hearing.mel import BANDS, HIGHEST_HZ, RANGE_DB, hz_to_mel, mel_to_hz

Floats = NDArray[np.float32]

MOST_SEMITONES = 1.25
PITCH_STEPS = 10  # on each side
MOST_STRETCH = 0.03
MOST_TILT_DB = 4.0
LOWEST_CUT = 34
CUT_SHARE = FLOOR_SHARE = 0.2
HIGHEST_FLOOR = 0.15
NOISE = 0.01


def altered(crop: Floats, rng: Generator) -> Floats:
    """Return a level-free crop (frames, 48) as another recording of the same might look."""
    crop = stretched(crop, 1 + rng.uniform(-MOST_STRETCH, MOST_STRETCH))
    crop = crop @ warps()[rng.integers(len(warps()))]
    crop = crop + equaliser(rng)
    if rng.random() < CUT_SHARE:
        crop[:, rng.integers(LOWEST_CUT, BANDS) :] = 0
    if rng.random() < FLOOR_SHARE:
        crop = np.maximum(crop, rng.uniform(0, HIGHEST_FLOOR))
    noise = rng.standard_normal(crop.shape, dtype=np.float32)
    return np.asarray(np.clip(crop + NOISE * noise, 0, 1), dtype=np.float32)


def stretched(crop: Floats, factor: float) -> Floats:
    """Return the crop faster or slower, of the same number of frames; it is held at its end."""
    places = np.minimum(np.rint(np.arange(len(crop)) * factor).astype(int), len(crop) - 1)
    held: Floats = crop[places]
    return held


def equaliser(rng: Generator) -> Floats:
    """Return a smooth curve over the bands (48,): a tilt, two waves, and a level below the top."""
    across = np.linspace(-1, 1, BANDS)
    tilt, bend, wave = rng.uniform(-1, 1, 3)
    curve = tilt * across + bend * np.cos(np.pi * across) + wave * np.sin(np.pi * across)
    curve = curve / max(1.0, np.abs(curve).max()) * MOST_TILT_DB
    lower = rng.uniform(0, MOST_TILT_DB)
    return np.asarray((curve - lower) / RANGE_DB, dtype=np.float32)


@cache
def warps() -> Floats:
    """Return matrices (k, 48, 48) that move the bands of a frame by parts of a semitone."""
    steps = np.linspace(-MOST_SEMITONES, MOST_SEMITONES, 2 * PITCH_STEPS + 1)
    return np.stack([warp(float(step)) for step in steps])


def warp(semitones: float) -> Floats:
    """Return the matrix (48, 48) by which `frames @ matrix` sounds so much higher.

    A band takes what is at its frequency divided by the ratio, between the two bands beside it.
    """
    top = hz_to_mel(HIGHEST_HZ)
    mels = np.linspace(0.0, top, BANDS + 2)[1:-1]
    asked = mel_to_hz(mels) / 2 ** (semitones / 12)
    spacing = top / (BANDS + 1)
    places = np.clip([hz_to_mel(float(hertz)) / spacing - 1 for hertz in asked], 0, BANDS - 1)
    below = np.minimum(np.floor(places).astype(int), BANDS - 2)
    share = places - below
    matrix = np.zeros((BANDS, BANDS), np.float32)
    matrix[below, np.arange(BANDS)] = 1 - share
    matrix[below + 1, np.arange(BANDS)] = share
    return matrix
