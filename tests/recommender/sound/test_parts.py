"""Patches, changes of a recording, measures and the map: the parts around the network."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.hearing.mel import BANDS, level_free, log_mel
from recommender.sound_model.augment import altered, equaliser, stretched, warp
from recommender.sound_model.descriptors import PULSE_LAGS, describe, pulse, rates
from recommender.sound_model.linear import Fitting, fit
from recommender.sound_model.patches import FRAMES, patches_of


def tone(hertz: float, seconds: float = 2.0) -> np.ndarray:
    """Return samples of a tone with a few overtones."""
    at = np.arange(int(16_000 * seconds)) / 16_000
    return sum(np.sin(2 * np.pi * hertz * k * at) / k for k in (1, 2, 3)).astype(np.float32)


def seen(hertz: float) -> np.ndarray:
    return level_free(log_mel(tone(hertz)))


@settings(max_examples=40, deadline=None)
@given(frames=st.integers(1, 700), seed=st.integers(0, 9))
def test_patches_cover_a_song_of_any_length(frames, seed):
    mel = np.random.default_rng(seed).random((BANDS, frames)).astype(np.float32)
    patches = patches_of(mel)
    assert patches.shape == (-(-max(frames, FRAMES) // FRAMES), FRAMES, BANDS)
    assert patches.dtype == np.float32
    frames_seen = {frame.tobytes() for patch in patches for frame in patch}
    assert frames_seen == {frame.tobytes() for frame in np.ascontiguousarray(mel.T)}


def test_a_song_begins_and_ends_with_a_patch():
    mel = np.random.default_rng(0).random((BANDS, 300)).astype(np.float32)
    patches = patches_of(mel)
    assert np.array_equal(patches[0], mel[:, :FRAMES].T)
    assert np.array_equal(patches[-1], mel[:, -FRAMES:].T)


@pytest.mark.parametrize("semitones", [-1.0, 1.0, 1.5])
def test_a_warped_spectrogram_is_that_of_the_higher_tone(semitones):
    low, high = seen(330.0), seen(330.0 * 2 ** (semitones / 12))
    moved = (low.T @ warp(semitones)).T
    inside = slice(10, -10)
    before = np.abs(low - high)[:, inside].mean()
    assert np.abs(moved - high)[:, inside].mean() < 0.8 * before


def test_a_warp_by_nothing_changes_nothing():
    assert np.allclose(warp(0.0), np.eye(BANDS), atol=1e-5)


def test_an_altered_crop_is_a_spectrogram_too():
    crop = seen(440.0)[:, :FRAMES].T
    for seed in range(20):
        other = altered(crop, np.random.default_rng(seed))
        assert other.shape == crop.shape
        assert other.dtype == np.float32
        assert other.min() >= 0 and other.max() <= 1
        assert not np.array_equal(other, crop)
    again = altered(crop, np.random.default_rng(3))
    assert np.array_equal(again, altered(crop, np.random.default_rng(3)))


def test_a_faster_crop_gets_further_and_is_held_at_its_end():
    crop = np.arange(100, dtype=np.float32)[:, None] * np.ones((1, BANDS), np.float32)
    assert stretched(crop, 1.05)[50, 0] == 52
    assert stretched(crop, 0.95)[99, 0] == 94
    assert stretched(crop, 1.05)[-1, 0] == 99


@given(seed=st.integers(0, 1000))
def test_an_equaliser_stays_within_its_range(seed):
    curve = equaliser(np.random.default_rng(seed))
    assert curve.shape == (BANDS,)
    assert curve.max() * 80 <= 6.01
    assert curve.min() * 80 >= -12.01


@settings(max_examples=25, deadline=None)
@given(frames=st.integers(1, 600), level=st.floats(0, 1))
def test_measures_are_numbers_for_songs_of_any_length(frames, level):
    mel = np.full((BANDS, frames), level, np.float32)
    mel[:, ::7] *= 0.5
    found = describe(mel)
    assert found.shape == describe(np.ones((BANDS, 1872), np.float32)).shape
    assert np.isfinite(found).all()


def test_a_rhythm_is_strongest_at_its_rate():
    at = np.arange(1024) / 62.5
    mel = np.tile(0.5 + 0.4 * np.sin(2 * np.pi * 2.0 * at), (BANDS, 1)).astype(np.float32)
    levels = describe(mel)[-160:-80].reshape(8, 10)
    lines = np.fft.rfftfreq(256, 1 / 62.5)
    expected = rates()[np.abs(lines - 2.0).argmin()].argmax()
    assert (levels.argmax(axis=1) == expected).all()


def test_a_pulse_is_strongest_after_a_beat():
    mel = np.zeros((BANDS, 1500), np.float32)
    mel[:, ::30] = 1.0
    found = pulse(mel)
    assert found.shape == PULSE_LAGS.shape
    assert found.max() <= 1.3
    assert abs(PULSE_LAGS[found.argmax()] / 30 % 1 - 0.5) > 0.45
    off = np.abs(PULSE_LAGS - 45).argmin()
    assert found[off] < 0.1


def test_every_rate_is_a_mean_of_lines():
    assert np.allclose(rates().sum(axis=0), 1)


def songs(rng: np.random.Generator, count: int = 60, each: int = 6) -> np.ndarray:
    """Return features in which two of twenty dimensions tell songs apart and ten vary within."""
    centres = np.zeros((count, 1, 20))
    centres[:, :, :2] = rng.normal(size=(count, 1, 2))
    inside = rng.normal(size=(count, each, 20)) * np.r_[[0.2] * 10, [5.0] * 10]
    return (centres + inside).astype(np.float32)


def test_the_map_keeps_what_tells_songs_apart():
    rng = np.random.default_rng(0)
    fitting = Fitting(measures=2, codes=2, codes_weight=1.0, style_weight=0.0, ridge=0.01)
    projection = fit(songs(rng), 2, fitting)
    others = songs(rng)
    vectors = projection.apply(others.reshape(-1, 20)).reshape(60, 6, -1)[:, :, :2]
    within = (vectors - vectors.mean(axis=1, keepdims=True)).std()
    assert vectors.mean(axis=1).std() > 2 * within
    plain = others - others.mean(axis=1, keepdims=True)
    assert others.mean(axis=1).std() < plain.std()


def test_the_parts_weigh_their_shares():
    rng = np.random.default_rng(2)
    projection = fit(songs(rng), 10, Fitting(measures=4, codes=2, style=3))
    assert projection.size == 9
    vectors = projection.apply(songs(rng).reshape(-1, 20))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    codes, measures, style = np.split(vectors, (2, 6), axis=1)
    lengths = [np.linalg.norm(part, axis=1) for part in (codes, measures, style)]
    assert np.allclose(lengths[0], 0.7 * lengths[1], atol=1e-5)
    assert np.allclose(lengths[2], 0.3 * lengths[1], atol=1e-5)


def test_the_map_has_no_more_dimensions_than_there_are():
    found = fit(songs(np.random.default_rng(1), count=5, each=3), 10, Fitting())
    assert [part.shape for part in (found.codes, found.measures, found.style)] == [(10, 4)] * 3
    assert all(array.dtype == np.float32 for array in found.arrays().values())
