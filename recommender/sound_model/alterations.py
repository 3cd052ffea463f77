"""The same piece as it comes otherwise: re-encoded, in another key, quieter, or in parts of it.

librosa is imported inside: only an evaluation needs it.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

from recommender.hearing.analyser import Tone
from recommender.hearing.feeling import SoundFigures, heard_in
from recommender.hearing.level import A_PIECE
from recommender.hearing.mel import (
    HOP,
    RATE,
    STRETCH_FRAMES,
    STRETCHES,
    excerpts,
    log_mel,
    quantised,
    stretch_starts,
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


class Sounding(NamedTuple):
    """What the analysis would keep of some sound: spectrogram (48, T), level-free, and figures.

    The figures are without those of level, which no cue is made of.
    """

    mel: Floats
    figures: SoundFigures


@dataclass(frozen=True)
class Versions:
    """A piece as it is, and as it comes otherwise.

    halves, turns: two excerpts that share no moment, its halves, and its stretches in turns. Each
    is analysed by itself: it knows nothing of the piece that it does not hold.
    """

    name: str
    whole: Sounding
    halves: tuple[Sounding, Sounding]
    turns: tuple[Sounding, Sounding]
    altered: Mapping[str, Sounding]


def versions_of(path: Path) -> Versions:
    """Return a file's piece in all its versions; NoSound if it cannot be heard."""
    samples = decoded(path)[0]
    stereo = decoded(path, CD_RATE, "stereo")
    middle = len(samples) // 2
    quiet = np.round(samples * QUIETER * STEPS_16_BIT) / STEPS_16_BIT
    altered = {
        "at 64 kbps": analysed(decoded(io.BytesIO(coded(stereo)))[0]),
        "6 dB quieter": analysed(quiet.astype(np.float32)),
    }
    altered |= {name: analysed(pitched(samples, by)) for name, by in SEMITONES.items()}
    halves = analysed(samples[:middle]), analysed(samples[middle:])
    mels = in_turns(log_mel(samples))
    first, second = (
        Sounding(heard(mel), analysed(part).figures)
        for mel, part in zip(mels, samples_in_turns(samples), strict=True)
    )
    return Versions(path.stem, analysed(samples), halves, (first, second), altered)


def analysed(samples: Floats) -> Sounding:
    """Return what the analysis keeps of mono samples (n,) at RATE, but for their level."""
    tone = Tone()
    for start in range(0, len(samples), A_PIECE * RATE):
        tone.add(samples[start : start + A_PIECE * RATE])
    found = tone.finish()
    return Sounding(heard(found.excerpts), heard_in(found.figures()))


def samples_in_turns(samples: Floats) -> tuple[Floats, Floats]:
    """Return the samples (n,) of the stretches that `in_turns` gives the spectrogram of."""
    frames = 1 + len(samples) // HOP
    if frames > STRETCHES * STRETCH_FRAMES:
        width, starts = STRETCH_FRAMES, stretch_starts(frames)
    else:
        width = frames // STRETCHES
        starts = [part * width for part in range(STRETCHES)]
    parts = [samples[start * HOP : (start + width) * HOP] for start in starts]
    return np.concatenate(parts[0::2]), np.concatenate(parts[1::2])


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
