"""Read the two terse notations in which scores are written: melodies and chord charts.

A melody is words separated by spaces: `e5:1 d c:.5 r g4+b4:2> | ...`. A note is a letter, an
accidental (# b), an octave and `:` a length in quarter notes (`:1/3` for a triplet); octave and
length stay until changed (an octave stays as written, it does not follow the melody). `+` joins
a chord, `r` rests, a final `!` is staccato, `>` an accent, `~` a trill, `|` a bar line, which is
checked against the metre. A chart is chord symbols with bars between `|`; `Am*2` lasts two
shares of its bar; `%` repeats the bar before.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from starter.theory import Chord, parse_chord, pitch

_WORD = re.compile(r"^([a-g#b0-9+r-]+?)(?::([0-9./]+))?([!>~]*)$")


@dataclass(frozen=True)
class Event:
    """One melodic event: start and length in quarters, pitches (empty for a rest), marks."""

    start: float
    length: float
    pitches: tuple[int, ...]
    marks: str


@dataclass(frozen=True)
class Span:
    """A chord and where it sounds, in quarters from the start of its section."""

    start: float
    length: float
    chord: Chord


def _pitches(text: str, octave: str) -> tuple[tuple[int, ...], str]:
    found = []
    for name in text.split("+"):
        if name[-1].isdigit():
            octave = name[-1]
            name = name[:-1]
        found.append(pitch(name + octave))
    return tuple(found), octave


def melody(text: str, meter: float, pickup: float = 0) -> list[Event]:
    """Parse a melody; ValueError for an unknown word or a bar of the wrong length."""
    events: list[Event] = []
    at, bar = Fraction(0), Fraction(0)
    octave, length = "4", Fraction(1)
    expected = Fraction(pickup or meter).limit_denominator(48)
    for word in text.strip("| ").replace("|", " | ").split():
        if word == "|":
            if at - bar != expected:
                raise ValueError(f"bar of {at - bar} instead of {expected} before {at}: {text}")
            bar, expected = at, Fraction(meter).limit_denominator(48)
            continue
        match = _WORD.match(word)
        if match is None:
            raise ValueError(f"not a note: {word!r}")
        if match.group(2):
            length = Fraction(match.group(2))
        pitches: tuple[int, ...] = ()
        if match.group(1) != "r":
            pitches, octave = _pitches(match.group(1), octave)
        events.append(Event(float(at), float(length), pitches, match.group(3)))
        at += length
    return events


def chart(text: str, meter: float) -> list[Span]:
    """Parse a chord chart into spans; the chords of a bar share it by their weights."""
    spans: list[Span] = []
    previous = ""
    for number, bar in enumerate(part.strip() for part in text.split("|")):
        words = (previous if bar == "%" else bar).split()
        if not words:
            raise ValueError(f"empty bar in chart: {text!r}")
        previous = " ".join(words)
        weights = [float(w.partition("*")[2] or 1) for w in words]
        at = number * meter
        for word, weight in zip(words, weights, strict=True):
            length = meter * weight / sum(weights)
            spans.append(Span(at, length, parse_chord(word.partition("*")[0])))
            at += length
    return spans
