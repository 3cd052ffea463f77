"""The spectrogram: librosa's, whatever pieces the sound comes in."""

import librosa
import numpy as np
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.hearing import mel

NOISE = np.random.default_rng(1).normal(0, 0.1, 40_000).astype(np.float32)


def test_the_filters_are_librosas() -> None:
    theirs = librosa.filters.mel(sr=mel.RATE, n_fft=mel.N_FFT, n_mels=mel.BANDS, fmax=8000)
    np.testing.assert_allclose(mel.mel_filters(), theirs, rtol=1e-5, atol=1e-9)


def test_the_spectrogram_is_that_of_its_definition() -> None:
    """As librosa.feature.melspectrogram does, which takes a minute to compile itself."""
    padded = np.pad(NOISE.astype(float), 512)
    starts = range(0, len(padded) - 1023, 256)
    windows = np.array([padded[start : start + 1024] for start in starts])
    spectra = np.abs(np.fft.rfft(windows * scipy.signal.get_window("hann", 1024), axis=1)) ** 2
    expected = 10 * np.log10(np.maximum(spectra @ mel.mel_filters().T.astype(float), 1e-10)).T
    np.testing.assert_allclose(mel.log_mel(NOISE), expected, atol=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 9000), max_size=8))
def test_pieces_give_what_the_whole_gives(cuts: list[int]) -> None:
    stream = mel.MelStream()
    pieces = np.split(NOISE, sorted(cuts))
    parts = [stream.add(piece) for piece in pieces] + [stream.finish()]
    np.testing.assert_allclose(np.concatenate(parts, axis=1), mel.log_mel(NOISE), atol=1e-3)


@given(st.integers(0, 900))
def test_even_next_to_nothing_has_frames(count: int) -> None:
    assert mel.log_mel(NOISE[:count]).shape == (48, 1 + count // 256)


def test_excerpts_of_a_short_song_are_the_song() -> None:
    whole = np.zeros((48, 1872), np.float32)
    assert mel.excerpts(whole) is whole


@given(st.integers(1873, 40_000))
def test_excerpts_lie_amid_six_parts(frames: int) -> None:
    places = np.broadcast_to(np.arange(frames, dtype=np.float32), (48, frames))
    found = mel.excerpts(places)[0].reshape(6, 312)
    assert (np.diff(found, axis=1) == 1).all()
    assert (np.diff(found[:, 0]) >= 312).all()
    np.testing.assert_allclose(found.mean(axis=1), (np.arange(6) + 0.5) * frames / 6, atol=1.5)


@settings(deadline=None)
@given(st.floats(-30, 30), st.floats(0, 70))
def test_the_level_does_not_matter(gain: float, span: float) -> None:
    shape = np.linspace(-span, 0, 48 * 5, dtype=np.float32).reshape(48, 5)
    np.testing.assert_allclose(mel.level_free(shape + np.float32(gain)), 1 + shape / 80, atol=1e-5)


def test_on_disk_are_255_steps_below_the_loudest() -> None:
    cells = np.array([[0.0, -40.0, -80.0, -95.0]], np.float32) + 7
    assert mel.quantised(cells).tolist() == [[255, 128, 0, 0]]


def test_silence_is_nothing() -> None:
    assert not mel.level_free(mel.log_mel(np.zeros(20_000, np.float32))).any()
