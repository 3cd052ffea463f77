"""A score in memory: tracks of notes and controls on a tempo map, before it becomes MIDI."""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from starter.instruments import ORCHESTRA, Instrument
from starter.theory import Key

DRUMS = "drums"


@dataclass(frozen=True)
class Note:
    """A sounding note: start and length in quarters, MIDI pitch, velocity 1..127."""

    start: float
    length: float
    pitch: int
    velocity: int


@dataclass(frozen=True)
class Control:
    """A controller change at a beat; value 0..127."""

    start: float
    number: int
    value: int


@dataclass
class Track:
    """One player: an instrument, its notes and its controller moves."""

    name: str
    instrument: Instrument
    notes: list[Note] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    voicing: tuple[int, ...] | None = None  # the last chord, from which the next one moves
    last: int | None = None  # the last bass note, likewise


@dataclass(frozen=True)
class Lead:
    """What was asked of a melody, kept so that it can be checked and fingerprinted."""

    events: tuple[tuple[float, float, int], ...]  # start, length, top pitch


@dataclass(frozen=True)
class Tone:
    """How the mix is finished: low and high shelf in dB, drive 0..1, room 0..1, wetness 0..1."""

    low: float = 0.0
    high: float = 0.0
    drive: float = 0.0
    room: float = 0.55
    wet: float = 0.5
    cutoff: float = 0.0  # a gentle low-pass in Hz for worn-tape sounds; 0 is none


class Score:
    """A piece being written; sections are appended in order and add notes to its tracks."""

    def __init__(
        self, bpm: float, key: str, *, meter: float = 4, seed: int = 1, swing: float = 0.5,
        swing_unit: float = 1.0, rubato: float = 0.0, loose: float = 1.0, kit: int = 0,
        tone: Tone | None = None,
    ) -> None:  # fmt: skip
        self.bpm, self.key, self.meter = bpm, Key(key), meter
        self.swing, self.swing_unit, self.rubato = swing, swing_unit, rubato
        self.random = random.Random(seed)
        self.loose, self.kit, self.tone = loose, kit, tone or Tone()
        self.tracks: dict[str, Track] = {}
        self.tempos: list[tuple[float, float]] = []
        self.leads: list[Lead] = []
        self.chords: list[tuple[float, float, str]] = []
        self.form: list[str] = []
        self.end = 0.0

    def track(self, name: str) -> Track:
        """Return the player of that name; digits after an instrument make a second player."""
        if name not in self.tracks:
            base = Instrument(self.kit, 27, 87, 108, 0.0, 28)
            if name != DRUMS:
                base = ORCHESTRA[name.rstrip("0123456789")]
            self.tracks[name] = Track(name, base)
        return self.tracks[name]

    def mix(self, name: str, **changes: float) -> None:
        """Change a player's volume, pan, reverb or chorus."""
        track = self.track(name)
        track.instrument = track.instrument.mixed(**changes)

    def add(self, name: str, start: float, length: float, pitch: int, velocity: float) -> None:
        """Add a note, played by a human: slightly off in time and force. ValueError if unplayable.

        The scatter is drawn in a fixed order from the score's own seed.
        """
        track = self.track(name)
        if not track.instrument.low <= pitch <= track.instrument.high:
            raise ValueError(f"{name} cannot play {pitch} at beat {start}")
        scatter = 0.006 * self.loose * self.bpm / 60  # about 6 ms in quarters
        begin = max(0.0, self.warp(start) + self.random.gauss(0, scatter))
        stop = max(begin + 0.03, self.warp(start + length))
        force = min(124, max(12, round(velocity + self.random.gauss(0, 3.0))))
        track.notes.append(Note(begin, stop - begin, pitch, force))

    def control(self, name: str, start: float, number: int, value: float) -> None:
        """Add a controller move, clipped to 0..127."""
        at = max(0.0, self.warp(start))
        clipped = min(127, max(0, round(value)))
        self.track(name).controls.append(Control(at, number, clipped))

    def warp(self, beat: float) -> float:
        """Move the off-beats later by the swing ratio (0.5 is straight, 2/3 is triplets)."""
        if self.swing == 0.5:
            return beat
        unit = self.swing_unit
        whole = math.floor(beat / unit + 1e-9)
        part = max(0.0, beat / unit - whole)
        bent = part * self.swing * 2
        if part > 0.5:
            bent = self.swing + (part - 0.5) * (1 - self.swing) * 2
        return (whole + bent) * unit

    def set_tempos(self, tempos: Iterable[tuple[float, float]]) -> None:
        """Append (beat, bpm) points to the tempo map."""
        self.tempos.extend(tempos)

    def seconds(self) -> float:
        """Return the written length in seconds, without the ring after it."""
        total, marks = 0.0, [*sorted(self.tempos), (self.end, 0.0)]
        for (at, bpm), (until, _) in zip(marks[:-1], marks[1:], strict=True):
            total += (until - at) * 60 / bpm
        return total
