"""What a song's figures say of its mood, as dimensions of its vector beside how it sounds.

A spectrogram of 48 bands hardly shows harmony or tempo, by which moods are told apart. The
analysis measured them; `recommender.hearing.feeling` has the cues, the sources, and what each of
them counts for. They are kept apart here and not added up to valence and arousal: fast and minor is
no slow and major, though both may come to the same. Loudness has no part, since a recording sounds
the same at any level; nor has its range, which the measures of a spectrogram show (the spread of
each band).
"""

import numpy as np
from numpy.typing import NDArray

from recommender.hearing import feeling
from recommender.hearing.feeling import PARTS, Cue, SoundFigures
from recommender.sound_model.weights import CUES

Floats = NDArray[np.float32]

# Raise it when what is made of the figures changes: every song is then heard anew.
VERSION = 1
MODE, LEFT_OUT = "mode", ("loudness", "loudness_range")
SCALES = tuple(name for name in PARTS if name not in (MODE, *LEFT_OUT))
SIZE = 1 + 2 * len(SCALES)
# From where the half circle is seen: about the middle of where values lie.
SEEN_FROM = 0.5


def cues_of(heard: SoundFigures | None) -> Floats:
    """Return the cues, (SIZE,), of length 1 at most; zeros for those that nobody measured.

    Mode is one dimension, minor to major. A value on a scale, -1 to 1, is a point of a half
    circle, in two: so a middling tempo is nearest to a middling one, as the fastest is to the
    fastest, and the ends are far apart. What can hardly be believed lies near the middle.
    """
    found = feeling.cues_of(heard) if heard else {}
    parts = [np.array([_shown(found.get(MODE))[0]])]
    parts += [_shown(found.get(name)) * np.sqrt(1 / (1 + SEEN_FROM**2)) for name in SCALES]
    sizes = np.array([np.abs(PARTS[name]).sum() for name in (MODE, *SCALES)])
    weighed = [size * part for size, part in zip(sizes, parts, strict=True)]
    return np.asarray(np.concatenate(weighed) / np.linalg.norm(sizes), dtype=np.float32)


def beside(sound: Floats, heard: SoundFigures | None) -> Floats:
    """Return how a song sounds, (d,) of length 1, with its cues beside it: (d + SIZE,).

    All are scaled by the same number, by which no vector is longer than 1. One without cues is
    shorter and not made longer: it is as near to a song as one whose cues are neither like its
    own nor unlike.
    """
    joined = np.concatenate([sound, np.float32(CUES) * cues_of(heard)])
    return np.asarray(joined / np.sqrt(1 + CUES**2), dtype=np.float32)


def hearer(network: str) -> str:
    """Return by what vectors are known to be comparable: the network's version, and the cues'."""
    return f"{network}+{VERSION}.{feeling.VERSION}"


def _shown(cue: Cue | None) -> NDArray[np.float64]:
    """Return a cue's point of the half circle, (2,), as near to zero as it is in doubt."""
    if cue is None:
        return np.zeros(2)
    angle = cue.value * np.pi / 2
    return cue.sure * np.array([np.sin(angle), np.cos(angle) - SEEN_FROM])
