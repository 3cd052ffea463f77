"""Loudness range and true peak by the test signals of the standards."""

import numpy as np
import pytest

from recommender.loudness import RATE, LoudnessMeter, TruePeak


def tones(*levels: float, seconds: float = 20.0) -> np.ndarray:
    """Return a stereo sine of 1 kHz with these levels in turn, dBFS: (2, n)."""
    time = np.arange(int(seconds * RATE)) / RATE
    wave = np.concatenate([10 ** (level / 20) * np.sin(2000 * np.pi * time) for level in levels])
    return np.stack([wave, wave]).astype(np.float32)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)],
)
def test_the_signals_of_tech_3342(levels: tuple[float, ...], expected: float) -> None:
    meter = LoudnessMeter(2)
    samples = tones(*levels)
    for start in range(0, samples.shape[1], 100_000):
        meter.add(samples[:, start : start + 100_000])
    assert meter.range() == pytest.approx(expected, abs=1)


def test_silence_has_no_range() -> None:
    meter = LoudnessMeter(1)
    meter.add(np.zeros((1, 10 * RATE), np.float32))
    assert meter.range() is None
    assert LoudnessMeter(1).range() is None


@pytest.mark.parametrize(
    ("divisor", "phase", "level"),
    [(4, 0, -6), (4, 45, -6), (6, 60, -6), (8, 67.5, -6), (4, 45, 3)],
)
def test_the_signals_of_tech_3341(divisor: int, phase: float, level: float) -> None:
    """True peak within +0.2 and -0.4 dB."""
    time = np.arange(RATE)
    wave = 10 ** (level / 20) * np.sin(2 * np.pi * time / divisor + np.radians(phase))
    peak = TruePeak(1)
    fade = np.minimum(1, np.minimum(time, time[::-1]) / 4800)
    samples = (wave * fade)[None].astype(np.float32)
    for start in range(0, RATE, 7001):
        peak.add(samples[:, start : start + 7001])
    assert -0.4 < 20 * np.log10(peak.finish()) - level < 0.2


def test_leaving_quiet_pieces_out_changes_nothing() -> None:
    random = np.random.default_rng(8)
    noise = random.normal(0, 0.2, (2, 60_000)) * np.linspace(0.1, 1, 60_000)
    samples = noise.astype(np.float32)
    every = TruePeak(2)
    every._filter(np.pad(samples, ((0, 0), (11, 11))))
    some = TruePeak(2)
    some.add(samples)
    assert some.finish() == pytest.approx(every.peak)
