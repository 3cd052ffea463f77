"""Mastering: loudness, peaks, ends."""

import numpy as np
import pytest

from starter.audio import RATE
from starter.master import (
    TARGET,
    decibels,
    fade,
    limit,
    loudness,
    master,
    peaks_between,
    prepare,
    trim,
    true_peak,
)  # fmt: skip
from starter.score import Tone


def noise(seconds=6.0, level=0.05):
    draw = np.random.default_rng(7)
    signal = draw.normal(0, level, (int(RATE * seconds), 2))
    signal[:: RATE // 2] *= 12  # a click twice a second, so that there is something to limit
    return signal


def test_master_meets_loudness_and_ceiling():
    signal = prepare(noise().astype(np.float32), Tone())
    finished = master(signal, peaks_between(signal), -2.0)
    assert loudness(finished) == pytest.approx(TARGET, abs=0.4)
    assert true_peak(finished) < -1.8


def test_true_peak_lies_between_samples():
    time = np.arange(RATE) / RATE
    wave = np.sin(2 * np.pi * (RATE / 4) * time + np.pi / 4)  # sampled at 0.707 at most
    samples = np.stack([wave, wave], axis=1)
    assert decibels(float(np.abs(samples).max())) == pytest.approx(-3.01, abs=0.05)
    assert true_peak(samples) == pytest.approx(0, abs=0.4)


def test_limiter_leaves_quiet_signals_alone():
    signal = 0.01 * np.ones((RATE, 2))
    assert np.allclose(limit(signal, peaks_between(signal), -1), signal)


def test_trim_cuts_both_ends():
    signal = np.concatenate([np.zeros((RATE, 2)), noise(2.0), np.zeros((RATE, 2))])
    assert len(trim(signal)) / RATE == pytest.approx(2.0, abs=0.05)


def test_fade_ends_in_silence():
    faded = fade(np.ones((3 * RATE, 2)))
    assert faded[0, 0] == pytest.approx(0, abs=1e-6)
    assert faded[-1, 0] == pytest.approx(0, abs=1e-6)
    assert faded[RATE, 0] == 1
