"""Loudness from ReplayGain and R128 tags, which saves decoding the file.

ReplayGain 2.0 sets the gain so that the file comes to -18 LUFS, and its 89 dB of old mean the
same; R128 tags (RFC 7845, for Opus) aim at -23 LUFS in steps of 1/256 dB.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REFERENCE = -18.0
# 89 dB of sound pressure in ReplayGain 1.0 correspond to the reference.
PRESSURE = 107.0
R128_REFERENCE = -23.0
R128_STEPS = 256.0
# Nothing that is music lies outside; a tag that says so is wrong.
QUIETEST, LOUDEST = -70.0, 5.0
HIGHEST_PEAK = 16.0
NUMBER = re.compile(r"\s*([+-]?\d{1,6}(?:[.,]\d{1,12})?)\s*([a-z]*)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Level:
    """Integrated loudness in LUFS and true peak in dBTP; None where it is not known."""

    loudness: float | None = None
    true_peak: float | None = None


def tagged_level(values: Mapping[str, Sequence[str]]) -> Level:
    """Return what the tags (by their names in small letters) say of the level."""
    loudness = r128_loudness(values)
    if loudness is None:
        loudness = gain_loudness(values)
    peak = number(values, "replaygain_track_peak", "")
    level = 20 * math.log10(peak) if peak and 0 < peak <= HIGHEST_PEAK else None
    return Level(loudness, None if level is None else round(level, 2))


def r128_loudness(values: Mapping[str, Sequence[str]]) -> float | None:
    """Return the loudness that an R128 tag means."""
    steps = number(values, "r128_track_gain", "")
    return None if steps is None else sensible(R128_REFERENCE - steps / R128_STEPS)


def gain_loudness(values: Mapping[str, Sequence[str]]) -> float | None:
    """Return the loudness that a ReplayGain tag means."""
    gain = number(values, "replaygain_track_gain", "db")
    if gain is None:
        return None
    reference = number(values, "replaygain_reference_loudness", "lufs")
    if reference is None:
        pressure = number(values, "replaygain_reference_loudness", "db")
        reference = REFERENCE if pressure is None else pressure - PRESSURE
    return sensible(reference - gain)


def number(values: Mapping[str, Sequence[str]], name: str, unit: str) -> float | None:
    """Return the number in a tag, whose unit may be left out; None where it is none."""
    for text in values.get(name, ())[:1]:
        found = NUMBER.fullmatch(text)
        if found and found.group(2).lower() in {unit, ""}:
            return float(found.group(1).replace(",", "."))
    return None


def sensible(loudness: float) -> float | None:
    """Return the loudness if music can have it."""
    return round(loudness, 2) if QUIETEST <= loudness <= LOUDEST else None
