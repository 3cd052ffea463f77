"""Pitches, keys, chords and voice-leading; pitches are MIDI numbers (60 = middle C)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PITCH_CLASSES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
ACCIDENTALS = {"": 0, "#": 1, "b": -1, "##": 2, "bb": -2}

QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7), "m": (0, 3, 7), "5": (0, 7), "dim": (0, 3, 6), "aug": (0, 4, 8),
    "sus2": (0, 2, 7), "sus4": (0, 5, 7), "6": (0, 4, 7, 9), "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "m7": (0, 3, 7, 10), "mmaj7": (0, 3, 7, 11),
    "dim7": (0, 3, 6, 9), "m7b5": (0, 3, 6, 10), "7sus4": (0, 5, 7, 10), "aug7": (0, 4, 8, 10),
    "add9": (0, 4, 7, 14), "madd9": (0, 3, 7, 14), "9": (0, 4, 10, 14), "maj9": (0, 4, 11, 14),
    "m9": (0, 3, 10, 14), "7b9": (0, 4, 10, 13), "7#9": (0, 4, 10, 15), "13": (0, 4, 10, 21),
    "69": (0, 4, 9, 14), "m11": (0, 3, 10, 17), "maj7#11": (0, 4, 11, 18),
}  # fmt: skip

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
}

_PITCH = re.compile(r"^([a-g])(##|bb|#|b)?(-?\d)$")
_CHORD = re.compile(r"^([A-G])(##|bb|#|b)?([^/]*)(?:/([A-G])(#|b)?)?$")


def pitch(name: str) -> int:
    """Return the MIDI number of a pitch such as "f#4"; ValueError when it is not one."""
    match = _PITCH.match(name)
    if match is None:
        raise ValueError(f"not a pitch: {name!r}")
    letter, accidental, octave = match.groups()
    return 12 * (int(octave) + 1) + PITCH_CLASSES[letter] + ACCIDENTALS[accidental or ""]


@dataclass(frozen=True)
class Chord:
    """A chord: root and bass as pitch classes, tones as semitones above the root."""

    symbol: str
    root: int
    intervals: tuple[int, ...]
    bass: int

    @property
    def classes(self) -> tuple[int, ...]:
        return tuple((self.root + step) % 12 for step in self.intervals)

    def degree(self, name: str) -> int:
        """Return the semitones above the root of the chord's own 3, 5 or 7."""
        wanted = {"3": (3, 4, 2, 5), "5": (7, 6, 8), "7": (10, 11, 9), "6": (9, 8)}[name]
        for step in wanted:
            if step in self.intervals:
                return step
        return {"3": 12, "5": 7, "7": 12, "6": 9}[name]


def parse_chord(symbol: str) -> Chord:
    """Read a chord symbol such as "F#m7b5" or "C/G"; ValueError when it is unknown."""
    match = _CHORD.match(symbol)
    if match is None or match.group(3) not in QUALITIES:
        raise ValueError(f"not a chord: {symbol!r}")
    letter, accidental, quality, bass, bass_accidental = match.groups()
    root = (PITCH_CLASSES[letter.lower()] + ACCIDENTALS[accidental or ""]) % 12
    low = root
    if bass:
        low = (PITCH_CLASSES[bass.lower()] + ACCIDENTALS[bass_accidental or ""]) % 12
    return Chord(symbol, root, QUALITIES[quality], low)


@dataclass(frozen=True)
class Key:
    """A tonic (pitch class) and a mode, "major" or "minor"."""

    name: str

    @property
    def tonic(self) -> int:
        letter = self.name.split()[0]
        return (PITCH_CLASSES[letter[0].lower()] + ACCIDENTALS[letter[1:]]) % 12

    @property
    def mode(self) -> str:
        return self.name.split()[1]

    @property
    def scale(self) -> tuple[int, ...]:
        return tuple((self.tonic + step) % 12 for step in MODES[self.mode])

    def step(self, note: int, steps: int) -> int:
        """Move a pitch by scale steps; a chromatic pitch first falls to the scale below it."""
        while note % 12 not in self.scale:
            note -= 1
        direction = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            note += direction
            while note % 12 not in self.scale:
                note += direction
        return note


def _stacks(classes: Sequence[int], voices: int, low: int, high: int) -> list[tuple[int, ...]]:
    """List the close and drop-2 voicings of the pitch classes that fit between low and high."""
    found: list[tuple[int, ...]] = []
    for turn in range(len(classes)):
        order = [classes[(turn + i) % len(classes)] for i in range(voices)]
        first = low + (order[0] - low) % 12
        for start in range(first, high + 1, 12):
            stack = [start]
            for wanted in order[1:]:
                stack.append(stack[-1] + ((wanted - stack[-1]) % 12 or 12))
            dropped = sorted([*stack[:-2], stack[-2] - 12, stack[-1]])
            found += [tuple(s) for s in (stack, dropped) if s[0] >= low and s[-1] <= high]
    return found


def _roughness(voicing: Sequence[int]) -> float:
    """Penalise semitone rubs, doubled notes and thirds low down, where they sound muddy."""
    rough = 0.0
    for below, above in pairwise(voicing):
        gap = above - below
        rough += 2.0 if gap == 1 else 9.0 if gap == 0 else 0.0
        rough += 3.0 if below < 48 and gap < 5 else 0.0
    return rough


def voice(
    chord: Chord, previous: Sequence[int] | None, low: int, high: int, voices: int
) -> tuple[int, ...]:
    """Choose the voicing that moves least from the previous one (voice-leading by exhaustion).

    Ties and first chords lie near the middle of the range. ValueError when nothing fits.
    """
    classes = [c % 12 for c in chord.intervals]
    if len(classes) > voices:  # the fifth says least about a chord; then the root, the bass has it
        classes = [c for c in classes if c != 7] or classes
    if len(classes) > voices:
        classes = [c for c in classes if c != 0] or classes
    candidates = _stacks([(chord.root + c) % 12 for c in sorted(classes)], voices, low, high)
    if not candidates:
        raise ValueError(f"no voicing of {chord.symbol} with {voices} voices in {low}..{high}")
    middle = (low + high) / 2

    def cost(option: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
        centre = abs(sum(option) / len(option) - middle)
        if previous is None or len(previous) != len(option):
            return centre + _roughness(option), option
        moves = [abs(a - b) for a, b in zip(option, previous, strict=True)]
        return sum(moves) + 0.5 * max(moves) + 0.35 * centre + _roughness(option), option

    return min(candidates, key=cost)
