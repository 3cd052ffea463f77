"""The six moods, the seven facial expressions, and the way from one to the other.

Pure NumPy: no Django, no database, no TensorFlow. Everything that speaks of moods speaks in
terms of `Mood`, a probability distribution over `MOODS`, always in that order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOODS = ("anger", "tension", "sadness", "peace", "joy", "neutral")
EXPRESSIONS = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")

# How far from 1 the shares of a Mood may sum before they are called wrong instead of rounded.
SUM_TOLERANCE = 1e-3
# Below this distance from 1 shares are kept to the bit, so that Mood(mood.shares) == mood.
ROUNDING = 1e-6

# (valence, arousal), each -1..1. Source: J. A. Russell, "A circumplex model of affect", Journal
# of Personality and Social Psychology 39 (1980), Fig. 4: the neighbourhood of the named words,
# rounded to 0.05. It is a map for ordering music, not a measurement of anyone.
VALENCE_AROUSAL: Mapping[str, tuple[float, float]] = {
    "anger": (-0.55, 0.60),  # angry, annoyed, frustrated
    "tension": (-0.40, 0.65),  # tense, afraid, alarmed
    "sadness": (-0.65, -0.30),  # sad, gloomy, depressed
    "peace": (0.60, -0.40),  # calm, relaxed, at ease
    "joy": (0.80, 0.50),  # happy, delighted
    "neutral": (0.0, 0.0),
}

# Row: expression, column: mood (in the orders above); each row sums to 1. Set by judgement:
# - anger, fear, happiness, sadness have a mood that is theirs; a tenth or so goes to the moods
#   that the same face often goes with.
# - disgust is rejection: nearer to anger than to anything else in the six, with tension.
# - surprise has no valence of its own, so it is shared between tension and joy.
# - a still face is neutral, and may well be at peace. A camera cannot tell these two apart,
#   which is why peace never leads from a face alone and the page asks "Is that right?".
EXPRESSION_TO_MOOD: NDArray[np.float32] = np.array(
    [
        # anger tension sadness peace joy neutral
        [0.84, 0.10, 0.02, 0.00, 0.00, 0.04],  # anger
        [0.55, 0.27, 0.08, 0.00, 0.00, 0.10],  # disgust
        [0.03, 0.84, 0.08, 0.00, 0.00, 0.05],  # fear
        [0.00, 0.01, 0.00, 0.12, 0.84, 0.03],  # happiness
        [0.01, 0.04, 0.84, 0.04, 0.00, 0.07],  # sadness
        [0.02, 0.44, 0.02, 0.02, 0.32, 0.18],  # surprise
        [0.01, 0.02, 0.04, 0.21, 0.02, 0.70],  # neutral
    ],
    dtype=np.float32,
)
EXPRESSION_TO_MOOD.setflags(write=False)

_VALENCE = np.array([VALENCE_AROUSAL[mood][0] for mood in MOODS])
_AROUSAL = np.array([VALENCE_AROUSAL[mood][1] for mood in MOODS])


@dataclass(frozen=True, eq=False, repr=False)
class Mood:
    """An immutable probability distribution over the six moods.

    `shares`: six finite numbers >= 0 in the order of MOODS that sum to 1 within SUM_TOLERANCE;
    kept as a read-only float32 array of shape (6,). Anything else raises ValueError.
    """

    shares: NDArray[np.float32]

    def __init__(self, shares: ArrayLike) -> None:
        object.__setattr__(self, "shares", _checked(shares))

    @classmethod
    def of(cls, name: str, strength: float = 0.7) -> "Mood":
        """The named mood with that share (over 1/6, at most 1), the rest spread evenly.

        Raises ValueError for an unknown mood or a strength that would not make it lead.
        """
        position = _position(name)
        if not 1 / len(MOODS) < strength <= 1:
            raise ValueError(f"strength must be over 1/6 and at most 1, not {strength!r}")
        shares = np.full(len(MOODS), (1 - strength) / (len(MOODS) - 1))
        shares[position] = strength
        return cls(shares)

    @classmethod
    def from_dict(cls, shares: Mapping[str, float]) -> "Mood":
        """A Mood from {mood: share}; a missing mood has share 0, an unknown one raises."""
        values = np.zeros(len(MOODS))
        for name, share in shares.items():
            values[_position(name)] = share
        return cls(values)

    @classmethod
    def blend(cls, parts: Sequence[tuple["Mood", float]]) -> "Mood":
        """The weighted mean of moods. Weights are >= 0 and not all 0, else ValueError."""
        weights = np.array([weight for _, weight in parts], dtype=np.float64)
        if not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
            raise ValueError("a blend needs weights that are finite, >= 0 and not all 0")
        shares = np.array([mood.shares for mood, _ in parts], dtype=np.float64)
        return cls(weights @ shares / weights.sum())

    @property
    def top(self) -> str:
        """The leading mood. A tie that neutral is part of is neutral: no claim is made."""
        if self.shares[-1] >= self.shares.max():
            return MOODS[-1]
        return MOODS[int(self.shares.argmax())]

    @property
    def confidence(self) -> float:
        """The share of the leading mood, 1/6..1."""
        return float(self.shares.max())

    @property
    def valence(self) -> float:
        """Unpleasant -1 .. pleasant 1, by VALENCE_AROUSAL."""
        return float(_VALENCE @ self.shares)

    @property
    def arousal(self) -> float:
        """Asleep -1 .. excited 1, by VALENCE_AROUSAL."""
        return float(_AROUSAL @ self.shares)

    def share(self, name: str) -> float:
        """The share of one mood; ValueError if there is no such mood."""
        return float(self.shares[_position(name)])

    def as_dict(self) -> dict[str, float]:
        """{mood: share} in the order of MOODS."""
        return {name: float(share) for name, share in zip(MOODS, self.shares, strict=True)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mood) and bool(np.array_equal(self.shares, other.shares))

    def __hash__(self) -> int:
        return hash(tuple(self.shares.tolist()))

    def __repr__(self) -> str:
        return f"Mood({', '.join(f'{name}={share:.3f}' for name, share in self.as_dict().items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        # An unpickled array would be writable again: come back through the constructor.
        return (Mood, (tuple(self.shares.tolist()),))


def expression_to_mood(probabilities: ArrayLike) -> Mood:
    """The Mood behind seven expression probabilities (order of EXPRESSIONS, sum 1)."""
    values = np.asarray(probabilities, dtype=np.float64)
    if values.shape != (len(EXPRESSIONS),):
        raise ValueError(f"seven expression probabilities are needed, not shape {values.shape}")
    return Mood(values @ EXPRESSION_TO_MOOD.astype(np.float64))


def _position(name: str) -> int:
    if name not in MOODS:
        raise ValueError(f"there is no mood {name!r}")
    return MOODS.index(name)


def _checked(shares: ArrayLike) -> NDArray[np.float32]:
    values = np.array(shares, dtype=np.float64)
    if values.shape != (len(MOODS),):
        raise ValueError(f"a Mood has six shares, not shape {values.shape}")
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError("the shares of a Mood are finite and >= 0")
    total = float(values.sum())
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"the shares of a Mood sum to 1, not {total:.4f}")
    if abs(total - 1) > ROUNDING:
        values /= total
    result = values.astype(np.float32)
    result.setflags(write=False)
    return result
