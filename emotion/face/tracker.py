"""From noisy frames to one settled mood. Time constants, not frame counts; no clock of its own.

Two frames a second and fifteen behave alike, and the same frames at the same times always give
the same answer. One tracker belongs to one listener's camera and to one thread at a time.
"""

from dataclasses import dataclass, field
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
QUICK_SECONDS = 0.15
QUICK_MARGIN = 0.06
CHANGE_SECONDS = 1.0
# Who has just changed is talking or laughing: so long after a change the next one needs so long.
CALM_SECONDS = 10.0
NEXT_CHANGE_SECONDS = 2.5
# The leading mood must have led this long, with a face in view, to be settled.
SETTLE_SECONDS = 1.5
# A mood that leads the mean by less than SLOW_MARGIN for so long takes over all the same: a face
# that shows two moods alike must come to an end, too.
OVERDUE_SECONDS = 3.0
# One frame vouches for no more than this many seconds, however late the next one comes; and the
# first, which has none before it, for this many.
LONGEST_STEP = 1.0
FIRST_STEP = 0.25
# No single frame may rule a class out: its probability counts as at least this.
FLOOR = 1e-2


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
    it, `run`: for how many seconds without a break. `behind`: for how many seconds the slow mean
    has had another top than `leading`. `calm`: seconds since a mood that had led for long gave way.
    """

    slow: Average = field(default_factory=_nothing)
    quick: Average = field(default_factory=_nothing)
    leading: str | None = None
    held: float = 0.0
    rival: str | None = None
    run: float = 0.0
    behind: float = 0.0
    calm: float = CALM_SECONDS

    def after(self, step: float, logs: Logs) -> "_State":
        """With a moment that came `step` seconds later; the first counts as FIRST_STEP."""
        weight = min(step, LONGEST_STEP) if self.leading else FIRST_STEP
        slow = self.slow.after(weight, logs, SMOOTHING_SECONDS)
        quick = self.quick.after(weight, logs, QUICK_SECONDS)
        rival = self._rival(quick.mood)
        run = self.run + weight if rival is not None and rival == self.rival else 0.0
        lately = self.calm < CALM_SECONDS
        leading = self.leading if lately and self.leading else self._leader(slow.mood)
        if rival is not None and run >= (NEXT_CHANGE_SECONDS if lately else CHANGE_SECONDS):
            slow, leading, rival, run = quick, rival, None, 0.0
        behind = self.behind + weight if slow.mood.top != leading == self.leading else 0.0
        if behind >= OVERDUE_SECONDS:
            leading, behind = slow.mood.top, 0.0
        held = self.held + weight if leading == self.leading else 0.0
        gave_way = leading != self.leading and self.held >= SETTLE_SECONDS
        calm = 0.0 if gave_way else self.calm + weight
        return _State(slow, quick, leading, held, rival, run, behind, calm)

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
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was shown: it may be another person now."""
        # The moments of the last frame and of the one before it, with a face or without, and of the
        # last face.
        self._moment: float | None = None
        self._previous: float | None = None
        self._seen: float | None = None
        # Before that moment, and the frames of it: their mean counts, so their order does not.
        self._before = _State()
        self._frames: list[Logs] = []
        self._steady = Steady()

    def update(self, now: float, probabilities: ArrayLike | None) -> Steady:
        """Take in one frame and say where things stand.

        `now`: seconds of a monotonic clock. `probabilities`: seven, summing to 1, or None for a
        frame without a face: what passes up to it counts for nothing. A clock that goes back, or a
        face away for longer than FORGET_SECONDS, begins anew.
        """
        logs = None if probabilities is None else _logs(probabilities)
        if self._is_over(now):
            self.begin_anew()
        if now != self._moment:
            self._before, self._frames = self._now(), []
            self._previous, self._moment = self._moment, now
        if logs is None:
            return self._steady
        self._frames.append(logs)
        self._seen = now
        self._steady = self._now().steady
        return self._steady

    def _is_over(self, now: float) -> bool:
        if self._moment is not None and now < self._moment:
            return True
        return self._seen is not None and now - self._seen > FORGET_SECONDS

    def _now(self) -> _State:
        if not self._frames or self._moment is None:
            return self._before
        step = 0.0 if self._previous is None else self._moment - self._previous
        return self._before.after(step, np.asarray(np.mean(self._frames, axis=0)))


def _logs(probabilities: ArrayLike) -> Logs:
    logs = np.log(np.clip(np.asarray(probabilities, dtype=np.float64), FLOOR, 1.0))
    if logs.shape != (len(EXPRESSIONS),) or not np.isfinite(logs).all():
        raise ValueError("seven finite expression probabilities are needed")
    return logs
