"""What a song's figures add to its vector: its mood's side, and nothing where nothing is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.hearing.feeling import SoundFigures, heard_in
from recommender.sound_model.cues import SIZE, beside, cues_of, hearer
from recommender.sound_model.weights import CUES

DANCE = SoundFigures(140.0, 1.0, "major", 0.9, -10.0, 2600.0, 6.0, 3.0)
DIRGE = SoundFigures(62.0, 1.0, "minor", 0.9, -10.0, 900.0, 1.5, 9.0)
MARCH = replace(DANCE, tempo=128.0, onset_rate=5.0, brightness=2300.0)

numbers = st.none() | st.floats(allow_nan=True, allow_infinity=True)
unhurried = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
figures = st.builds(
    SoundFigures,
    tempo=numbers,
    tempo_confidence=st.floats(0, 1),
    mode=st.sampled_from(["major", "minor", ""]),
    key_confidence=st.floats(0, 1),
    loudness=numbers,
    brightness=numbers,
    onset_rate=numbers,
    loudness_range=numbers,
)


def sound(seed: int) -> np.ndarray:
    vector = np.random.default_rng(seed).normal(size=12)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@unhurried
@given(figures)
def test_cues_of_any_figures_are_no_longer_than_one(heard):
    found = cues_of(heard)
    assert found.shape == (SIZE,)
    assert np.isfinite(found).all()
    assert np.linalg.norm(found) <= 1 + 1e-6


@pytest.mark.parametrize(
    "heard", [None, SoundFigures(), SoundFigures(mode="major"), SoundFigures(loudness=-9.0)]
)
def test_where_nothing_was_measured_they_are_nothing(heard):
    assert not cues_of(heard).any()


def test_music_of_one_mood_is_nearer_than_of_another():
    assert cues_of(DANCE) @ cues_of(MARCH) > 0.5
    assert cues_of(DANCE) @ cues_of(DIRGE) < -0.5


def test_a_middling_tempo_is_nearest_to_a_middling_one():
    slow, middling, fast = (cues_of(SoundFigures(tempo=tempo, tempo_confidence=1)) for tempo in (
        55.0, 110.0, 220.0,
    ))  # fmt: skip
    assert middling @ middling > max(middling @ slow, middling @ fast)
    assert fast @ fast > fast @ middling > fast @ slow


def test_what_is_in_doubt_counts_less():
    sure, doubtful = (cues_of(SoundFigures(mode="minor", key_confidence=much)) for much in (1, 0.2))
    assert np.allclose(doubtful, 0.2 * sure)
    assert np.linalg.norm(sure) > 0.5


@unhurried
@given(figures, st.none() | st.floats(-60, 0))
def test_level_makes_no_difference(heard, other):
    assert np.array_equal(
        cues_of(heard), cues_of(replace(heard, loudness=other, loudness_range=other))
    )


@unhurried
@given(figures, st.integers(0, 99))
def test_how_it_sounds_keeps_its_share(heard, seed):
    found = beside(sound(seed), heard)
    assert found.dtype == np.float32
    assert np.linalg.norm(found) <= 1 + 1e-6
    assert np.allclose(found[:12] * np.sqrt(1 + CUES**2), sound(seed), atol=1e-6)


def test_a_song_without_figures_is_in_the_middle():
    asked = beside(sound(0), DANCE)
    like, unlike, unknown = (asked @ beside(sound(1), one) for one in (MARCH, DIRGE, None))
    assert like > unknown > unlike
    assert unknown == pytest.approx(sound(0) @ sound(1) / (1 + CUES**2), abs=1e-6)


def test_figures_of_an_analysis_are_read_by_name():
    values = {**vars(DANCE), "tempo_confidence": None, "seconds": 12.0}
    assert heard_in(values) == replace(DANCE, tempo_confidence=0.0)


def test_other_cues_are_not_comparable():
    assert hearer("a") != hearer("b")
    assert hearer("a").startswith("a+")
