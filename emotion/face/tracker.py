"""From noisy frames to one settled mood. Time constants, not frame counts; no clock of its own.

Two frames a second and fifteen behave alike, and the same frames at the same times always give
the same answer. One tracker belongs to one listener's camera and to one thread at a time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emotion.face.follower import FORGET_SECONDS, Follower
from emotion.moods import EXPRESSIONS, Mood, expression_to_mood

# After this many seconds a change of face has made up 63 % of the smoothed reading.
SMOOTHING_SECONDS = 0.8
# The leading mood must have led this long, with a face in view, to be settled.
SETTLE_SECONDS = 1.5
# One frame vouches for no more than this many seconds, however late the next one comes.
LONGEST_STEP = 1.0
# A challenger must lead by this share before it takes over: a tie must not flicker.
MARGIN = 0.06
# No single frame may rule a class out: its probability counts as at least this.
FLOOR = 1e-3


@dataclass(frozen=True)
class Steady:
    """What the tracker makes of the frames so far.

    `mood`: smoothed, None before the first face and after a long absence. `leading`: the mood
    shown as the leader, which changes less easily than `mood.top`. `settled`: it has led for
    SETTLE_SECONDS and is the top of `mood`. `progress`: how much of that time is over, 0..1.
    """

    mood: Mood | None = None
    leading: str | None = None
    settled: bool = False
    progress: float = 0.0


class Tracker:
    """What one listener's camera saw so far: where the face was, and, smoothed, what it showed."""

    def __init__(self) -> None:
        self.follower = Follower()
        self._steady = Steady()
        self._time: float | None = None
        self._held = 0.0
        # The smoothed logs before the moment of `_time`, and the frames of that moment.
        self._before = np.zeros(len(EXPRESSIONS))
        self._sum = np.zeros(len(EXPRESSIONS))
        self._count = 0
        self._weight = 1.0

    def update(self, now: float, probabilities: ArrayLike | None) -> Steady:
        """Take in one frame and say where things stand.

        `now`: seconds of a monotonic clock. `probabilities`: seven, summing to 1, or None for a
        frame without a face, which is ignored. A clock that goes back begins anew.
        """
        if self._time is not None and not 0 <= now - self._time <= FORGET_SECONDS:
            self._forget()
        if probabilities is None:
            return self._steady
        logs = np.log(np.clip(np.asarray(probabilities, dtype=np.float64), FLOOR, 1.0))
        if logs.shape != (len(EXPRESSIONS),) or not np.isfinite(logs).all():
            raise ValueError("seven finite expression probabilities are needed")
        self._take(now, logs)
        return self._steady

    def _take(self, now: float, logs: NDArray[np.float64]) -> None:
        if self._time != now:
            step = 0.0 if self._time is None else now - self._time
            self._before, self._sum, self._count = self._smoothed(), np.zeros_like(logs), 0
            # The first face is believed as it is; later ones by how much time has passed.
            fresh = 1 - float(np.exp(-step / SMOOTHING_SECONDS))
            self._weight = 1.0 if self._time is None else fresh
            self._held += min(step, LONGEST_STEP)
            self._time = now
        self._sum, self._count = self._sum + logs, self._count + 1
        self._judge(expression_to_mood(_softmax(self._smoothed())))

    def _smoothed(self) -> NDArray[np.float64]:
        """Frames of the same moment count as their mean, so that their order does not matter."""
        mean = self._sum / max(self._count, 1)
        return self._before + self._weight * (mean - self._before)

    def _judge(self, mood: Mood) -> None:
        leading = self._steady.leading
        if leading is None or mood.confidence - mood.share(leading) > MARGIN:
            leading = mood.top
        if leading != self._steady.leading:
            self._held = 0.0
        settled = self._held >= SETTLE_SECONDS and mood.top == leading
        progress = min(self._held / SETTLE_SECONDS, 1.0)
        self._steady = Steady(mood, leading, settled, progress)

    def _forget(self) -> None:
        self._steady, self._time, self._held = Steady(), None, 0.0


def _softmax(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(logs - logs.max())
    return np.asarray(powers / powers.sum())
