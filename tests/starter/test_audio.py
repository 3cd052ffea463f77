"""The files themselves: decoded, they last, sound and end as the library says."""

import json
from pathlib import Path

import numpy as np
import pytest

from starter import audio
from starter.check import SILENT_END, silence
from starter.master import decibels, loudness, true_peak

FOLDER = Path(__file__).parents[2] / "starter"
SONGS = json.loads((FOLDER / "library.json").read_text())["songs"]


@pytest.mark.parametrize("song", SONGS, ids=lambda song: song["slug"])
def test_decoded_file_keeps_the_bounds(song):
    samples = audio.decode(FOLDER / "audio" / f"{song['slug']}.m4a")
    assert len(samples) / audio.RATE == pytest.approx(song["duration"], abs=0.02)
    assert loudness(samples) == pytest.approx(song["loudness"], abs=0.05)
    assert true_peak(samples) < -1
    before, after = silence(samples)
    assert before < 0.15
    assert after < SILENT_END
    last = decibels(float(np.abs(samples[-audio.RATE // 20 :]).max()))
    assert last < -40


def test_both_channels_sound():
    for song in SONGS[::6]:
        samples = audio.decode(FOLDER / "audio" / f"{song['slug']}.m4a")
        left, right = np.sqrt((samples.astype(np.float64) ** 2).mean(axis=0))
        assert 0.5 < left / right < 2


def test_encoding_is_repeatable(tmp_path):
    tone = 0.2 * np.sin(2 * np.pi * 440 * np.arange(audio.RATE) / audio.RATE)
    tone *= np.hanning(len(tone))  # a hard edge would ring
    samples = np.stack([tone, tone], axis=1).astype(np.float32)
    for name in ("one.m4a", "two.m4a"):
        audio.encode(samples, tmp_path / name)
    assert (tmp_path / "one.m4a").read_bytes() == (tmp_path / "two.m4a").read_bytes()
    assert true_peak(audio.decode(tmp_path / "one.m4a")) == pytest.approx(decibels(0.2), abs=0.6)
