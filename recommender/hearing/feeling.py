"""What a piece's sound says of its mood: valence and arousal from six cues, by published relations.

Pure NumPy. What the sources give, by cue (direction; no source gives a slope that could be copied
into a program that measures recordings):

- Gabrielsson & Lindström, "The role of structure in the musical expression of emotions" (Handbook
  of Music and Emotion, 2010), a review of a century of studies. Tempo: fast goes with activation,
  slow with its lack, either with pleasant or unpleasant. Mode: major with happiness and serenity,
  minor with sadness, tension, anger. Loudness: loud with power, tension, anger and joy, soft with
  peace, tenderness and sadness; large variations with fear, small ones with happiness and activity.
  Timbre: many harmonics with activity, potency, anger and fear, few with pleasantness or sadness.
- Juslin & Laukka (Psychological Bulletin 129, 2003), a review of 41 studies of performances. Fast,
  loud and rich in high frequencies: anger; fast, medium loud, medium bright: happiness; slow, soft
  and dull: sadness and tenderness.
- Husain, Thompson & Schellenberg (Music Perception 20, 2002), one piece in four versions: tempo
  moved arousal and not mood, mode moved mood and not arousal.
- Eerola, Friberg & Bresin (Frontiers in Psychology 4:487, 2013), six cues varied in 200 examples.
  By weight: mode, tempo, register, dynamics, articulation, timbre. The cues add up without
  interactions, nearly linearly: 77 to 89 % of the variance of the ratings. This is why ours add up.
- Eerola & Vuoskoski (Music Perception 30, 2013), a review of 251 studies: valence and arousal are
  the dimensions that most of them describe music by.
- Eerola (Journal of New Music Research 40, 2011), nine sets of recordings, 39 features: models that
  were fitted in one genre explain 16 % of the variance of valence and 43 % of that of arousal in
  another. These two are what our reading counts for (VALENCE_TRUST, AROUSAL_TRUST).

What is ours, by judgement: the middle and the width of each cue (a middle is about that of popular
recordings), and the parts in PARTS, which keep the order that the sources give. Two departures:
note density (onsets a second) shares the place of tempo, since estimated tempi are often off by an
octave; loudness counts for less, since most files are mastered to about the same. SCALE alone is
fitted (benchmarks/mood_from_sound.py): weighted means crowd around 0, and one factor for both
dimensions spreads them as far as the moods of the circumplex lie apart. Register and articulation
are not measured; anger and tension lie beside each other in the plane, and sound does not tell
them apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

import numpy as np

from emotion.moods import MOODS, VALENCE_AROUSAL, Mood

# Counts in the mark of what was read: raise it when a number below changes.
VERSION = 1

# The middle and the width of each cue: octaves for what is heard by ratios, decibels for the rest.
TEMPO_MIDDLE, TEMPO_WIDTH = 110.0, 0.5
ONSETS_MIDDLE, ONSETS_WIDTH = 3.5, 0.8
BRIGHTNESS_MIDDLE, BRIGHTNESS_WIDTH = 1700.0, 0.7
LOUDNESS_MIDDLE, LOUDNESS_WIDTH = -14.0, 6.0
RANGE_MIDDLE, RANGE_WIDTH = 7.0, 6.0

# What each cue has in valence and in arousal, with its direction; the sizes of each sum to 1.
PARTS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "mode": (0.55, 0.0),
        "tempo": (0.15, 0.30),
        "onset_rate": (0.0, 0.30),
        "brightness": (-0.10, 0.20),
        "loudness": (-0.10, 0.12),
        "loudness_range": (-0.10, -0.08),
    }
)
SCALE = 1.35
VALENCE_TRUST, AROUSAL_TRUST = 0.16, 0.43
# How near a mood lies that is well meant, in the plane of valence and arousal.
NEARNESS = 0.4


@dataclass(frozen=True)
class SoundFigures:
    """What an analysis measured; None where it could not tell.

    tempo: beats a minute. mode: "major", "minor" or "". Confidences: 0..1. loudness: LUFS.
    brightness: Hz, the spectral centroid. onset_rate: onsets a second. loudness_range: LU.
    """

    tempo: float | None = None
    tempo_confidence: float = 0.0
    mode: str = ""
    key_confidence: float = 0.0
    loudness: float | None = None
    brightness: float | None = None
    onset_rate: float | None = None
    loudness_range: float | None = None


def heard_in(figures: Mapping[str, Any]) -> SoundFigures:
    """Return what an analysis measured, from its figures by their names; others are passed over."""
    names = {field.name for field in fields(SoundFigures)} & figures.keys()
    found = {name: figures[name] for name in names}
    # Where nothing was measured a database has no confidence.
    for name in ("tempo_confidence", "key_confidence"):
        found[name] = found.get(name) or 0.0
    return SoundFigures(**found)


@dataclass(frozen=True)
class Cue:
    """One cue: value -1..1 about its middle, and how far it can be believed, 0..1."""

    value: float
    sure: float


@dataclass(frozen=True)
class Feeling:
    """What the cues say together.

    valence, arousal: -1..1. valence_sure, arousal_sure: 0..1, how much of what the dimension is
    read from was there. cues: those that were there, by name.
    """

    valence: float
    arousal: float
    valence_sure: float
    arousal_sure: float
    cues: Mapping[str, Cue]

    @property
    def mood(self) -> Mood:
        """Return the moods by their nearness in the plane; even where nothing was heard."""
        return mood_at(self.valence, self.arousal, self.valence_sure, self.arousal_sure)

    @property
    def trust(self) -> float:
        """Return the share of what people hear that such a reading explains, 0 to about 0.3."""
        return (VALENCE_TRUST * self.valence_sure + AROUSAL_TRUST * self.arousal_sure) / 2


def feeling(heard: SoundFigures) -> Feeling:
    """Return what the cues that were measured say of valence and arousal; those missing say 0."""
    cues = cues_of(heard)
    parts = np.array([PARTS[name] for name in cues]).reshape(-1, 2)
    values = np.array([cue.value * cue.sure for cue in cues.values()])
    sure = np.array([cue.sure for cue in cues.values()])
    valence, arousal = np.tanh(SCALE * (values @ parts))
    valence_sure, arousal_sure = np.minimum(sure @ np.abs(parts), 1.0)
    return Feeling(
        float(valence), float(arousal), float(valence_sure), float(arousal_sure),
        MappingProxyType(cues),
    )  # fmt: skip


def cues_of(heard: SoundFigures) -> dict[str, Cue]:
    """Return the cues that were measured, each about its middle."""
    found = {
        "mode": _mode(heard),
        "tempo": _ratio(heard.tempo, TEMPO_MIDDLE, TEMPO_WIDTH, heard.tempo_confidence),
        "onset_rate": _ratio(heard.onset_rate, ONSETS_MIDDLE, ONSETS_WIDTH),
        "brightness": _ratio(heard.brightness, BRIGHTNESS_MIDDLE, BRIGHTNESS_WIDTH),
        "loudness": _difference(heard.loudness, LOUDNESS_MIDDLE, LOUDNESS_WIDTH),
        "loudness_range": _difference(heard.loudness_range, RANGE_MIDDLE, RANGE_WIDTH),
    }
    return {name: cue for name, cue in found.items() if cue is not None and cue.sure > 0}


def mood_at(
    valence: float, arousal: float, valence_sure: float = 1.0, arousal_sure: float = 1.0
) -> Mood:
    """Return the mood of a point of the plane: each of the six by its nearness.

    A dimension that is not sure tells less: its distances shrink by the root of how sure it is.
    """
    at = np.array([VALENCE_AROUSAL[name] for name in MOODS])
    precision = np.array([valence_sure, arousal_sure]) / NEARNESS**2
    distances = (at - (valence, arousal)) ** 2 @ precision
    near = np.exp(-(distances - distances.min()) / 2)
    return Mood(near / near.sum())


def _mode(heard: SoundFigures) -> Cue | None:
    """A mode that is half believed lies half-way to the middle: confidence counts once, as sure."""
    value = {"major": 1.0, "minor": -1.0}.get(heard.mode)
    return None if value is None else Cue(value, _share(heard.key_confidence))


def _ratio(value: float | None, middle: float, width: float, sure: float = 1.0) -> Cue | None:
    if value is None or not np.isfinite(value) or value <= 0:
        return None
    return Cue(float(np.tanh(np.log2(value / middle) / width)), _share(sure))


def _difference(value: float | None, middle: float, width: float) -> Cue | None:
    if value is None or not np.isfinite(value):
        return None
    return Cue(float(np.tanh((value - middle) / width)), 1.0)


def _share(confidence: float) -> float:
    return float(np.clip(confidence, 0.0, 1.0)) if np.isfinite(confidence) else 0.0
