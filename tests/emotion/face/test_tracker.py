from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.face.follower import FORGET_SECONDS
from emotion.face.tracker import SETTLE_SECONDS, Steady, Tracker
from emotion.moods import EXPRESSIONS

probabilities = st.lists(st.floats(0, 1), min_size=7, max_size=7).filter(lambda p: sum(p) > 0.01)


def face(name: str, share: float = 0.9) -> np.ndarray:
    values = np.full(7, (1 - share) / 6)
    values[EXPRESSIONS.index(name)] = share
    return values


def play(tracker: Tracker, name: str | None, start: float, end: float, rate: float) -> list[Steady]:
    times = np.arange(start, end, 1 / rate)
    shown = None if name is None else face(name)
    return [tracker.update(float(now), shown) for now in times]


def settle_time(answers: list[Steady], rate: float) -> float:
    return next(number for number, steady in enumerate(answers) if steady.settled) / rate


@pytest.mark.parametrize("rate", [1.5, 2, 5, 15])
def test_it_settles_after_the_same_time_at_any_rate(rate: float) -> None:
    answers = play(Tracker(), "happiness", 0, 4, rate)
    assert answers[-1].leading == answers[-1].mood.top == "joy"
    assert SETTLE_SECONDS - 0.01 <= settle_time(answers, rate) <= SETTLE_SECONDS + 1 / rate


@pytest.mark.parametrize("rate", [2, 15])
def test_it_follows_a_change_within_a_second_and_a_half(rate: float) -> None:
    tracker = Tracker()
    play(tracker, "happiness", 0, 3, rate)
    later = play(tracker, "sadness", 3, 6, rate)
    changed = next(i for i, steady in enumerate(later) if steady.leading == "sadness") / rate
    assert changed <= 1.5
    assert not later[0].settled or later[0].leading == "joy"
    assert later[-1].settled


def test_one_odd_frame_changes_nothing() -> None:
    tracker = Tracker()
    play(tracker, "happiness", 0, 3, 10)
    steady = tracker.update(3.0, face("anger", 0.999))
    assert steady.leading == "joy"
    assert steady.settled


def test_a_near_tie_does_not_flicker() -> None:
    tracker, leaders = Tracker(), []
    play(tracker, "neutral", 0, 2, 10)
    for number in range(100):
        mixed = 0.5 * face("neutral") + 0.5 * face("sadness")
        sway = 0.02 * (-1) ** number
        mixed[EXPRESSIONS.index("sadness")] += sway
        leaders.append(tracker.update(2 + number / 10, mixed / mixed.sum()).leading)
    assert sum(a != b for a, b in pairwise(leaders)) <= 1


def test_a_face_that_talks_keeps_its_mood() -> None:
    """A second of other mouths again and again is no change while the mood comes back."""
    tracker, now = Tracker(), 0.0
    leaders = []
    for name, seconds in [("happiness", 3), *[("neutral", 0.8), ("happiness", 1.0)] * 6]:
        leaders += [steady.leading for steady in play(tracker, name, now, now + seconds, 10)]
        now += seconds
    assert set(leaders) == {"joy"}


@pytest.mark.parametrize("rate", [2, 15])
def test_after_a_change_what_was_before_is_forgotten(rate: float) -> None:
    tracker = Tracker()
    play(tracker, "happiness", 0, 8, rate)
    steady = play(tracker, "sadness", 8, 11.5, rate)[-1]
    assert steady.settled
    assert steady.mood.share("joy") < 0.05


def test_frames_without_a_face_are_ignored() -> None:
    tracker = Tracker()
    before = play(tracker, "happiness", 0, 1, 10)[-1]
    assert play(tracker, None, 1, 2, 10)[-1] == before


def test_time_without_a_face_does_not_settle() -> None:
    tracker = Tracker()
    tracker.update(0, face("joy" if "joy" in EXPRESSIONS else "happiness"))
    play(tracker, None, 0.1, 2.5, 10)
    assert not tracker.update(2.5, face("happiness")).settled


def test_seconds_without_a_face_are_no_evidence() -> None:
    tracker = Tracker()
    before = play(tracker, "happiness", 0, 0.5, 10)[-1]
    play(tracker, None, 0.5, 2.9, 10)
    after = tracker.update(2.9, face("happiness"))
    assert not after.settled
    assert after.progress == pytest.approx(before.progress, abs=0.1)


@given(probabilities, probabilities, st.sampled_from([2, 8, 15]))
def test_a_face_that_stays_the_same_settles(first: list, then: list, rate: int) -> None:
    """Whatever the first frame was, and however near a tie the rest is."""
    tracker = Tracker()
    tracker.update(0, np.array(first) / sum(first))
    steady = Steady()
    for number in range(1, 12 * rate):
        steady = tracker.update(number / rate, np.array(then) / sum(then))
        if steady.settled:
            break
    assert steady.settled


def test_after_a_long_absence_it_begins_anew() -> None:
    tracker = Tracker()
    play(tracker, "happiness", 0, 3, 10)
    gone = tracker.update(3 + FORGET_SECONDS + 0.1, None)
    assert gone == Steady()
    back = tracker.update(3 + FORGET_SECONDS + 0.2, face("sadness"))
    assert back.leading == "sadness"
    assert not back.settled


def test_a_clock_that_goes_back_begins_anew() -> None:
    tracker = Tracker()
    play(tracker, "happiness", 100, 103, 10)
    steady = tracker.update(5, face("sadness"))
    assert steady.leading == "sadness"
    assert not steady.settled


@given(st.lists(probabilities, min_size=2, max_size=5), st.randoms())
def test_the_order_of_simultaneous_frames_does_not_matter(frames: list, shuffle: object) -> None:
    answers = []
    for _ in range(2):
        tracker = Tracker()
        tracker.update(0, face("fear"))
        for values in frames:
            tracker.update(1, np.array(values) / sum(values))
        answers.append([tracker.update(now, face("neutral")) for now in (1.5, 2.0, 2.5)])
        shuffle.shuffle(frames)
    for first, second in zip(*answers, strict=True):
        assert first.mood.shares == pytest.approx(second.mood.shares, abs=1e-5)
        assert (first.leading, first.settled) == (second.leading, second.settled)


@given(st.floats(0.05, 2.9), st.integers(1, 20))
def test_a_gap_is_no_more_than_a_second_of_evidence(gap: float, frames: int) -> None:
    tracker, answers = Tracker(), []
    for number in range(frames):
        answers.append(tracker.update(number * gap, face("happiness")))
    held = (frames - 1) * min(gap, 1.0)
    assert answers[-1].progress == pytest.approx(min(held / SETTLE_SECONDS, 1), abs=1e-6)


@given(
    st.lists(
        st.tuples(st.floats(-1e6, 1e6), st.one_of(st.none(), probabilities)),
        max_size=30,
    )
)
def test_whatever_comes_the_mood_is_a_distribution(frames: list) -> None:
    tracker = Tracker()
    for now, values in frames:
        shown = None if values is None else np.array(values) / sum(values)
        steady = tracker.update(now, shown)
        assert 0 <= steady.progress <= 1
        if steady.mood is not None:
            assert float(steady.mood.shares.sum()) == pytest.approx(1, abs=1e-4)
        assert (steady.mood is None) == (steady.leading is None)
        assert not steady.settled or steady.mood.top == steady.leading


@pytest.mark.parametrize("values", [[0.5, 0.5], [float("nan")] * 7])
def test_nonsense_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError):
        Tracker().update(0, values)
