"""One pass over a file's frames: what it says of known sounds, whatever form they come in."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from django.conf import settings

from recommender.audio import decoded, opened
from recommender.hearing import mel
from recommender.hearing.analyser import HeardSong, listen
from tests.recommender.audio.sound import sine, wav
from tests.recommender.hearing.test_tempo import clicks

STARTER = Path(settings.BASE_DIR) / "starter" / "audio"


def heard(data: bytes) -> HeardSong:
    with opened(io.BytesIO(data)) as container:
        return listen(decoded(container))


def frames(samples: np.ndarray, rate: int, layout: str) -> Iterator[Any]:
    """Yield samples (channels, n) as frames of 1000, and None."""
    for start in range(0, samples.shape[1], 1000):
        part = samples[:, start : start + 1000].T.reshape(1, -1).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(part, "flt", layout)
        frame.rate = rate
        yield frame
    yield None


def test_a_tone_is_what_it_is() -> None:
    found = heard(wav(sine(8, -20)))
    assert found.seconds == pytest.approx(8, abs=0.02)
    assert found.loudness == pytest.approx(-20, abs=0.1)
    assert found.true_peak == pytest.approx(-20, abs=0.2)
    assert found.dynamic_range == pytest.approx(0, abs=0.2)
    assert found.brightness == pytest.approx(997, rel=0.02)
    assert found.tempo is None
    assert found.key == 11
    assert found.cells.shape == (48, 1 + 8 * mel.RATE // 256)
    assert found.cells.max() == 255


@pytest.mark.parametrize(
    ("slug", "key", "mode", "tempo"),
    [("a-long-way-west", 2, "major", 60), ("blue-birds", 9, "minor", 92)],
)
def test_pieces_of_the_library(slug: str, key: int, mode: str, tempo: float) -> None:
    found = heard((STARTER / f"{slug}.m4a").read_bytes())
    assert (found.key, found.mode) == (key, mode)
    assert found.tempo == pytest.approx(tempo, rel=0.04)
    assert found.loudness == pytest.approx(-16, abs=0.3)
    assert found.cells.shape == (48, 1872)
    assert found.cells.dtype == np.uint8


@pytest.mark.parametrize(("rate", "layout"), [(8000, "mono"), (192_000, "stereo"),
                                              (44_100, "7.1"), (48_000, "5.1")])  # fmt: skip
def test_any_rate_and_number_of_channels(rate: int, layout: str) -> None:
    time = np.arange(6 * rate) / rate
    tone = 0.1 * np.sin(2 * np.pi * 440 * time) * (np.sin(2 * np.pi * time) > 0)
    channels = av.AudioLayout(layout).nb_channels
    found = listen(frames(np.tile(tone, (channels, 1)), rate, layout))
    assert found.seconds == pytest.approx(6, abs=0.02)
    assert found.loudness is not None
    assert found.key == 9
    assert found.true_peak is not None
    if channels <= 2:
        assert found.true_peak == pytest.approx(-20, abs=0.6)


@pytest.mark.parametrize("seconds", [0.3, 10.0])
def test_silence_says_nothing(seconds: float) -> None:
    found = listen(frames(np.zeros((2, int(48_000 * seconds))), 48_000, "stereo"))
    assert found.loudness is None
    assert found.true_peak is None
    assert (found.tempo, found.key, found.mode, found.brightness) == (None, -1, "", None)
    assert found.onset_rate == 0
    assert not found.cells.any()


def test_a_third_of_a_second_is_heard() -> None:
    found = listen(frames(sine(0.3).T, 48_000, "stereo"))
    assert found.seconds == pytest.approx(0.3, abs=0.01)
    assert found.tempo is None
    assert found.cells.shape[1] == pytest.approx(19, abs=1)


def test_clipping_is_heard_as_it_is() -> None:
    found = listen(frames(np.clip(20 * sine(6), -1, 1).T, 48_000, "stereo"))
    assert found.true_peak == pytest.approx(0, abs=1.5)
    assert found.loudness == pytest.approx(2, abs=1)


def test_what_is_no_number_does_no_harm() -> None:
    samples = sine(6).T.copy()
    samples[:, 48_000:48_100] = np.nan
    samples[:, 50_000] = np.inf
    found = listen(frames(samples, 48_000, "stereo"))
    assert found.loudness == pytest.approx(-20, abs=0.5)


def test_nothing_at_all() -> None:
    found = listen(iter([None]))
    assert (found.seconds, found.loudness, found.cells.shape[0]) == (0, None, 48)


def test_it_says_that_it_is_alive_and_stops_when_told() -> None:
    samples = clicks(100)[None].repeat(2, axis=0)
    said: list[float] = []
    listen(frames(samples, mel.RATE, "stereo"), said.append)
    assert len(said) >= 5
    assert said == sorted(said)

    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        listen(frames(samples, mel.RATE, "stereo"), stop)
