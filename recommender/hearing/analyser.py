"""Hear a song once, from its first frame to its last, in pieces: all that we know of its sound.

Memory does not grow with the length but for a few numbers a second (loudness, onsets): 3 MB an
hour.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from recommender.hearing import mel
from recommender.hearing.harmony import NO_KEY, Harmony, key_of, pitch_classes
from recommender.hearing.level import A_PIECE, Gatherer, Level
from recommender.hearing.mel import Floats, MelStream, mel_of, quantised
from recommender.hearing.onsets import OnsetEnvelope, onset_rate
from recommender.hearing.stretches import Stretches
from recommender.hearing.tempo import NO_TEMPO, tempo_of

# Raise it when what is measured changes: every song is then heard anew.
VERSION = 1
# Brightness is of what sounds: frames this far below the loudest so far do not count.
AUDIBLE = 1e-6


@dataclass(frozen=True)
class HeardSong:
    """What was heard. None, -1 and "" where it could not be told, as of silence.

    seconds. loudness: LUFS; loudness_range: LU; true_peak: dBTP; dynamic_range: dB from loudness
    to true peak (PLR, AES TD1004). tempo: beats a minute. key: 0 (C) to 11. Confidences: 0..1.
    brightness: Hz, the centre of gravity of the spectrum up to 8 kHz. onset_rate: a second.
    cells: the spectrogram's excerpts, (48, T <= 1872) uint8, as ``mel.quantised``.
    """

    seconds: float
    loudness: float | None
    loudness_range: float | None
    true_peak: float | None
    dynamic_range: float | None
    tempo: float | None
    tempo_confidence: float
    key: int
    mode: str
    key_confidence: float
    brightness: float | None
    onset_rate: float
    cells: NDArray[np.uint8]


def listen(
    frames: Iterable[Any], alive: Callable[[float], None] = lambda seconds: None
) -> HeardSong:
    """Hear decoded frames (av.AudioFrame), of which the last is None.

    alive: called every few seconds of sound with the seconds so far; what it raises passes through.
    """
    ear: Ear | None = None
    for frame in frames:
        if ear is None and frame is not None:
            ear = Ear(frame.layout.nb_channels)
        if ear is not None and ear.add(frame):
            alive(ear.seconds)
    return (ear or Ear(channels=1)).finish()


class Ear:
    """Takes the frames of one song. channels: as the first frame has."""

    def __init__(self, channels: int) -> None:
        self._level, self._tone = Level(channels), Tone()
        self._mono = Gatherer(av.AudioResampler("fltp", "mono", mel.RATE), A_PIECE * mel.RATE)

    @property
    def seconds(self) -> float:
        """Return how much was heard."""
        return self._level.seconds

    def add(self, frame: Any) -> bool:
        """Take the next frame, None for the end; return whether a piece was looked at."""
        mono = self._mono.add(frame)
        if mono is not None:
            self._tone.add(mono[0])
        return self._level.add(frame)

    def finish(self) -> HeardSong:
        """Return all that was heard."""
        level, tone = self._level.finish(), self._tone.finish()
        tonal = tone.figures(silent=level.loudness is None)
        peak = 20 * float(np.log10(level.peak)) if level.peak > 0 else None
        return HeardSong(
            seconds=round(level.seconds, 2),
            loudness=rounded(level.loudness),
            loudness_range=rounded(level.loudness_range),
            true_peak=rounded(peak),
            dynamic_range=rounded(difference(peak, level.loudness)),
            **tonal,
            cells=quantised(tone.excerpts),
        )


@dataclass(frozen=True)
class Toned:
    """What the mono sound gave. places: Harmony's; excerpts: (48, T) dB."""

    envelope: Floats
    onset_rate: float
    places: NDArray[np.float64]
    brightness: float | None
    excerpts: Floats

    def figures(self, silent: bool = False) -> dict[str, Any]:
        """Return what of `HeardSong` is told without the level."""
        tempo = NO_TEMPO if silent else tempo_of(self.envelope, self.onset_rate)
        key = NO_KEY if silent else key_of(pitch_classes(self.places))
        return {
            "tempo": rounded(tempo.bpm),
            "tempo_confidence": round(tempo.confidence, 3),
            "key": key.tonic,
            "mode": key.mode,
            "key_confidence": round(key.confidence, 3),
            "brightness": None if silent else rounded(self.brightness),
            "onset_rate": 0.0 if silent else round(self.onset_rate, 3),
        }


class Tone:
    """Takes mono samples at 16 kHz: spectrogram, onsets, pitch classes, brightness."""

    def __init__(self) -> None:
        self._stream, self._stretches = MelStream(), Stretches()
        self._onsets, self._harmony, self._light = OnsetEnvelope(), Harmony(), Brightness()

    def add(self, samples: Floats) -> None:
        """Take the next samples, (n,)."""
        self._harmony.add(samples)
        self._look(samples)

    def finish(self) -> Toned:
        """Return what was found."""
        self._look(np.zeros(mel.N_FFT // 2, np.float32))
        envelope = self._onsets.envelope()
        return Toned(
            envelope=envelope,
            onset_rate=onset_rate(envelope),
            places=self._harmony.places,
            brightness=self._light.mean(),
            excerpts=self._stretches.excerpts(),
        )

    def _look(self, samples: Floats) -> None:
        for spectra in self._stream.spectra(samples):
            self._light.add(spectra)
            frames = mel_of(spectra)
            self._onsets.add(frames)
            self._stretches.add(frames)


class Brightness:
    """The centre of gravity of magnitude spectra, the mean over the frames that sound."""

    def __init__(self) -> None:
        self._hertz = np.linspace(0, mel.RATE / 2, mel.N_FFT // 2 + 1, dtype=np.float32)
        self._top = 0.0
        self._sum, self._count = 0.0, 0

    def add(self, spectra: Floats) -> None:
        """Take power spectra, (k, 513)."""
        power = spectra.sum(axis=1)
        self._top = max(self._top, float(power.max(initial=0)))
        magnitudes = np.sqrt(spectra[(power > AUDIBLE * self._top) & (power > mel.FLOOR)])
        if len(magnitudes):
            centres = (magnitudes @ self._hertz) / magnitudes.sum(axis=1)
            self._sum += float(centres.sum())
            self._count += len(centres)

    def mean(self) -> float | None:
        """Return it in Hz; None of silence."""
        return self._sum / self._count if self._count else None


def difference(one: float | None, other: float | None) -> float | None:
    """Return by how much one is above the other, None where one is not known."""
    return None if one is None or other is None else one - other


def rounded(value: float | None) -> float | None:
    """Return a figure with two digits."""
    return None if value is None else round(value, 2)
