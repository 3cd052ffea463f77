"""The same piece as it comes otherwise: re-encoded, in another key, quieter, or in parts of it.

librosa is imported inside: only an evaluation needs it.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from recommender.hearing.mel import (
    RATE,
    STRETCH_FRAMES,
    STRETCHES,
    excerpts,
    log_mel,
    quantised,
)

Floats = NDArray[np.float32]

# So much of a piece takes part.
MOST_SECONDS = 240
CD_RATE = 44_100
LAME_FRAME = 1152
BITS_A_SECOND = 64_000
QUIETER = 10 ** (-6 / 20)
STEPS_16_BIT = 32767
SEMITONES = {"a semitone up": 1.0, "a semitone down": -1.0}


class NoSound(Exception):
    """The file holds nothing that can be heard; the message says why."""


@dataclass(frozen=True)
class Versions:
    """A piece's spectrograms (48, T), level-free.

    halves, turns: two excerpts that share no frame, its halves, and its stretches in turns.
    """

    name: str
    whole: Floats
    halves: tuple[Floats, Floats]
    turns: tuple[Floats, Floats]
    altered: Mapping[str, Floats]


def versions_of(path: Path) -> Versions:
    """Return a file's piece in all its versions; NoSound if it cannot be heard."""
    samples = decoded(path)[0]
    stereo = decoded(path, CD_RATE, "stereo")
    mel = log_mel(samples)
    middle = mel.shape[1] // 2
    quiet = np.round(samples * QUIETER * STEPS_16_BIT) / STEPS_16_BIT
    altered = {
        "at 64 kbps": heard(log_mel(decoded(io.BytesIO(coded(stereo)))[0])),
        "6 dB quieter": heard(log_mel(quiet.astype(np.float32))),
    }
    altered |= {name: heard(log_mel(pitched(samples, by))) for name, by in SEMITONES.items()}
    halves = heard(mel[:, :middle]), heard(mel[:, middle:])
    first, second = in_turns(mel)
    return Versions(path.stem, heard(mel), halves, (heard(first), heard(second)), altered)


def heard(mel: Floats) -> Floats:
    """Return what a song's file on disk would hold of a spectrogram in dB."""
    return quantised(excerpts(mel)).astype(np.float32) / np.float32(255)


def in_turns(mel: Floats) -> tuple[Floats, Floats]:
    """Return every other of the six stretches that a song is known by, and those between."""
    kept = excerpts(mel)
    width = min(STRETCH_FRAMES, kept.shape[1] // STRETCHES)
    parts = kept[:, : STRETCHES * width].reshape(len(kept), STRETCHES, width)
    return parts[:, 0::2].reshape(len(kept), -1), parts[:, 1::2].reshape(len(kept), -1)


def decoded(source: Path | io.BytesIO, rate: int = RATE, layout: str = "mono") -> Floats:
    """Return samples (channels, n) of the first MOST_SECONDS; NoSound if there are none."""
    resampler = av.AudioResampler(format="fltp", layout=layout, rate=rate)
    parts: list[NDArray[Any]] = []
    try:
        with av.open(source, "r", metadata_errors="replace") as container:
            for frame in container.decode(container.streams.audio[0]):
                parts += [piece.to_ndarray() for piece in resampler.resample(frame)]
                if frame.time and frame.time > MOST_SECONDS:
                    break
        parts += [piece.to_ndarray() for piece in resampler.resample(None)]
    except (av.error.FFmpegError, IndexError, OSError) as error:
        if not parts:
            raise NoSound(f"it cannot be decoded: {error}") from error
    samples = np.concatenate(parts, axis=1)[:, : MOST_SECONDS * rate] if parts else np.zeros((1, 0))
    if samples.shape[1] < rate or not np.isfinite(samples).all() or not samples.any():
        raise NoSound("it is silent, or shorter than a second")
    return np.asarray(samples, dtype=np.float32)


def coded(samples: Floats) -> bytes:
    """Return stereo samples (2, n) at CD_RATE as MP3 of BITS_A_SECOND."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=CD_RATE, layout="stereo")
        stream.bit_rate = BITS_A_SECOND
        for start in range(0, samples.shape[1], LAME_FRAME):
            piece = np.ascontiguousarray(samples[:, start : start + LAME_FRAME])
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
            frame.rate = CD_RATE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def pitched(samples: Floats, semitones: float) -> Floats:
    """Return samples (n,) at RATE so much higher, of the same length."""
    import librosa

    shifted = librosa.effects.pitch_shift(samples, sr=RATE, n_steps=semitones)
    return np.asarray(shifted, dtype=np.float32)
