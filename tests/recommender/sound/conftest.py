"""A network that was never trained, made without TensorFlow, and songs to hear with it."""

import numpy as np
import pytest

from recommender.hearing.mel import BANDS, quantised
from recommender.models import Song
from recommender.own_spectrograms import write_spectrogram
from recommender.snapshots import catalogue_changed


def spectrogram(seed: int, frames: int = 600) -> np.ndarray:
    """Return cells (48, frames) of a made-up song: bands, beats and noise of its own."""
    rng = np.random.default_rng(seed)
    shape = np.convolve(rng.random(BANDS + 8), np.ones(9) / 9, "valid")[:, None]
    beats = 0.2 * np.sin(2 * np.pi * np.arange(frames) / rng.integers(12, 60))
    mel = 80 * (shape + beats + 0.05 * rng.random((BANDS, frames))) - 100
    return quantised(mel.astype(np.float32))


@pytest.fixture
def models(settings, tmp_path):
    settings.MODEL_DIR = tmp_path
    return tmp_path


@pytest.fixture
def song(db, models):
    """Return a maker of songs that were analysed: their spectrograms are there."""

    def make(seed: int | None = None) -> Song:
        made = Song.objects.create()
        if seed is not None:
            write_spectrogram(made.pk, spectrogram(seed))
        catalogue_changed()
        return made

    return make
