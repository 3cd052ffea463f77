"""From noisy frames to one settled mood. Time constants, not frame counts; no clock of its own.

Two frames a second and fifteen behave alike, and the same frames at the same times always give
the same answer. One tracker belongs to one listener's camera and to one thread at a time.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emotion.face.follower import FORGET_SECONDS, Follower
from emotion.moods import EXPRESSIONS, Mood, expression_to_mood

Logs = NDArray[np.float64]

# What is shown is the mean over about so many seconds: people talk and blink, moods last.
# Another mood must lead in it by this share before it takes over: a near tie must not flicker.
SMOOTHING_SECONDS = 2.5
SLOW_MARGIN = 0.25
# A change of face is one at once if the mean over about so many seconds says another mood than the
# one shown, by this share, for so long without a break.
QUICK_SECONDS = 0.3
QUICK_MARGIN = 0.06
CHANGE_SECONDS = 1.0
# The leading mood must have led this long, with a face in view, to be settled.
SETTLE_SECONDS = 1.5
# One frame vouches for no more than this many seconds, however late the next one comes; and the
# first, which has none before it, for this many.
LONGEST_STEP = 1.0
FIRST_STEP = 0.25
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


class Average(NamedTuple):
    """A mean of log probabilities over time, and the seconds of frames that it stands for."""

    logs: Logs
    weight: float = 0.0

    def after(self, step: float, logs: Logs, seconds: float) -> "Average":
        """With a frame that stands for `step` seconds; what is `seconds` old weighs 37 %."""
        kept = self.weight * float(np.exp(-step / seconds))
        share = step / (kept + step)
        return Average(self.logs + share * (logs - self.logs), kept + step)

    @property
    def mood(self) -> Mood:
        powers = np.exp(self.logs - self.logs.max())
        return expression_to_mood(powers / powers.sum())


def _nothing() -> Average:
    return Average(np.zeros(len(EXPRESSIONS)))


@dataclass(frozen=True)
class _State:
    """All that is remembered of the frames up to some moment.

    `held`: seconds for which `leading` has led. `rival`: the mood that the quick mean puts before
    it, `run`: for how many seconds without a break.
    """

    slow: Average = field(default_factory=_nothing)
    quick: Average = field(default_factory=_nothing)
    leading: str | None = None
    held: float = 0.0
    rival: str | None = None
    run: float = 0.0

    def after(self, step: float, logs: Logs) -> "_State":
        """With a moment that came `step` seconds later; the first counts as FIRST_STEP."""
        weight = min(step, LONGEST_STEP) if self.leading else FIRST_STEP
        slow = self.slow.after(weight, logs, SMOOTHING_SECONDS)
        quick = self.quick.after(weight, logs, QUICK_SECONDS)
        rival = self._rival(quick.mood)
        run = self.run + weight if rival is not None and rival == self.rival else 0.0
        if run >= CHANGE_SECONDS:
            slow, rival, run = quick, None, 0.0
        leading = self._leader(slow.mood)
        held = self.held + weight if leading == self.leading else 0.0
        return replace(
            self, slow=slow, quick=quick, leading=leading, held=held, rival=rival, run=run
        )

    def _leader(self, mood: Mood) -> str:
        if self.leading is None or mood.confidence - mood.share(self.leading) > SLOW_MARGIN:
            return mood.top
        return self.leading

    def _rival(self, mood: Mood) -> str | None:
        if self.leading is None or mood.confidence - mood.share(self.leading) <= QUICK_MARGIN:
            return None
        return mood.top

    @property
    def steady(self) -> Steady:
        mood = self.slow.mood
        settled = self.held >= SETTLE_SECONDS and mood.top == self.leading
        return Steady(mood, self.leading, settled, min(self.held / SETTLE_SECONDS, 1.0))


class Tracker:
    """What one listener's camera saw so far: where the face was, and, smoothed, what it showed."""

    def __init__(self) -> None:
        self.follower = Follower()
        self._time: float | None = None
        # Before the moment of `_time`, how long before, and the frames of that moment: their mean
        # counts, so that their order does not matter.
        self._before = _State()
        self._step = 0.0
        self._frames: list[Logs] = []
        self._steady = Steady()

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
        if self._time != now:
            self._before = self._now()
            self._step = 0.0 if self._time is None else now - self._time
            self._time, self._frames = now, []
        self._frames.append(logs)
        self._steady = self._now().steady
        return self._steady

    def _now(self) -> _State:
        if not self._frames:
            return self._before
        return self._before.after(self._step, np.asarray(np.mean(self._frames, axis=0)))

    def _forget(self) -> None:
        self._before, self._frames = _State(), []
        self._steady, self._time = Steady(), None
