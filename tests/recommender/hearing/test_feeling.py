"""What sound says of a mood: bounded, monotone in each cue, honest about cues that are missing."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.moods import MOODS, VALENCE_AROUSAL
from recommender.hearing.feeling import (
    AROUSAL_TRUST,
    PARTS,
    VALENCE_TRUST,
    SoundFigures,
    feeling,
    mood_at,
)

unit = st.floats(0, 1)
some = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))
heard_at_all = st.builds(
    SoundFigures,
    tempo=some,
    tempo_confidence=st.floats(allow_nan=True),
    mode=st.sampled_from(["major", "minor", "", "dorian"]),
    key_confidence=st.floats(allow_nan=True),
    loudness=some,
    brightness=some,
    onset_rate=some,
    loudness_range=some,
)
plausible = st.builds(
    SoundFigures,
    tempo=st.floats(30, 250),
    tempo_confidence=unit,
    mode=st.sampled_from(["major", "minor", ""]),
    key_confidence=unit,
    loudness=st.floats(-60, 0),
    brightness=st.floats(100, 8000),
    onset_rate=st.floats(0.1, 20),
    loudness_range=st.floats(0, 60),
)
# Lively, bright, loud, dense and even; and its opposite.
LIVELY = SoundFigures(170, 1.0, "major", 1.0, -8.0, 2500.0, 6.0, 6.0)
SLEEPY = SoundFigures(60, 1.0, "major", 1.0, -24.0, 700.0, 1.0, 16.0)


@given(heard_at_all)
def test_whatever_was_measured_the_answer_is_bounded(heard: SoundFigures) -> None:
    read = feeling(heard)
    for value in (read.valence, read.arousal):
        assert -1 <= value <= 1
    for sure in (read.valence_sure, read.arousal_sure):
        assert 0 <= sure <= 1
    assert 0 <= read.trust <= (VALENCE_TRUST + AROUSAL_TRUST) / 2
    assert np.isclose(read.mood.shares.sum(), 1, atol=1e-5)
    assert set(read.cues) <= set(PARTS)


@pytest.mark.parametrize(
    ("cue", "low", "high"),
    [
        ("tempo", 40, 200),
        ("onset_rate", 0.5, 10),
        ("brightness", 300, 6000),
        ("loudness", -30, -5),
        ("loudness_range", 2, 40),
    ],
)
@given(heard=plausible, data=st.data())
def test_each_cue_moves_one_way(
    cue: str, low: float, high: float, heard: SoundFigures, data
) -> None:
    less, more = sorted(data.draw(st.tuples(*[st.floats(low, high)] * 2)))
    before, after = (feeling(replace(heard, **{cue: value})) for value in (less, more))
    for place, dimension in enumerate(("valence", "arousal")):
        moved = getattr(after, dimension) - getattr(before, dimension)
        direction = np.sign(PARTS[cue][place])
        assert moved * direction >= -1e-9
        if direction == 0:
            assert abs(moved) < 1e-9


@given(plausible, unit, unit)
def test_major_is_never_less_pleasant_and_the_more_so_the_surer(heard, one, other) -> None:
    less, more = sorted((one, other))
    major = [replace(heard, mode="major", key_confidence=sure) for sure in (less, more)]
    minor = replace(heard, mode="minor", key_confidence=more)
    assert feeling(major[0]).valence <= feeling(major[1]).valence + 1e-9
    assert feeling(minor).valence <= feeling(major[1]).valence + 1e-9
    assert feeling(minor).arousal == pytest.approx(feeling(major[1]).arousal)


@given(plausible, st.sampled_from(sorted(set(PARTS) - {"mode"})))
def test_a_missing_cue_says_nothing_and_makes_less_sure(heard: SoundFigures, cue: str) -> None:
    whole, less = feeling(heard), feeling(replace(heard, **{cue: None}))
    assert cue not in less.cues
    assert less.valence_sure <= whole.valence_sure + 1e-9
    assert less.arousal_sure <= whole.arousal_sure + 1e-9
    assert less.trust <= whole.trust + 1e-9


def test_nothing_heard_says_nothing() -> None:
    read = feeling(SoundFigures())
    assert (read.valence, read.arousal, read.trust) == (0, 0, 0)
    assert read.mood.shares == pytest.approx(np.full(len(MOODS), 1 / len(MOODS)))
    assert read.mood.top == "neutral"


@pytest.mark.parametrize(
    ("heard", "moods"),
    [
        (LIVELY, {"joy"}),
        (SLEEPY, {"peace"}),
        (replace(SLEEPY, mode="minor"), {"sadness"}),
        (replace(LIVELY, mode="minor"), {"anger", "tension"}),
    ],
)
def test_what_everybody_would_say(heard: SoundFigures, moods: set[str]) -> None:
    assert feeling(heard).mood.top in moods


@pytest.mark.parametrize("name", MOODS)
def test_a_moods_own_place_is_that_mood(name: str) -> None:
    assert mood_at(*VALENCE_AROUSAL[name]).top == name


def test_a_dimension_that_is_not_sure_tells_less() -> None:
    sure, unsure = (mood_at(-0.65, -0.3, weight, 1.0) for weight in (1.0, 0.1))
    assert sure.share("sadness") > unsure.share("sadness")
    assert unsure.share("peace") > 5 * sure.share("peace")


@pytest.mark.parametrize("broken", [math.nan, math.inf, -math.inf, 0.0, -5.0])
def test_a_figure_that_cannot_be_is_as_good_as_none(broken: float) -> None:
    assert "tempo" not in feeling(replace(LIVELY, tempo=broken)).cues
    assert "mode" not in feeling(replace(LIVELY, key_confidence=-1.0)).cues
