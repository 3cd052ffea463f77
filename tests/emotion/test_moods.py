import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.moods import (
    EXPRESSION_TO_MOOD,
    EXPRESSIONS,
    MOODS,
    VALENCE_AROUSAL,
    Mood,
    expression_to_mood,
)

positive = st.lists(st.floats(0.001, 1), min_size=6, max_size=6)


def distribution(values: list[float]) -> np.ndarray:
    return np.array(values) / sum(values)


def one_hot(name: str) -> np.ndarray:
    return np.eye(len(EXPRESSIONS))[EXPRESSIONS.index(name)]


@given(positive)
def test_shares_are_float32_and_sum_to_one(values: list[float]) -> None:
    mood = Mood(distribution(values))
    assert mood.shares.dtype == np.float32
    assert abs(float(mood.shares.sum()) - 1) < 1e-5


@given(positive)
def test_it_survives_its_own_shares_dict_and_pickle(values: list[float]) -> None:
    mood = Mood(distribution(values))
    again = [Mood(mood.shares), Mood.from_dict(mood.as_dict()), pickle.loads(pickle.dumps(mood))]
    assert all(copy == mood and hash(copy) == hash(mood) for copy in again)
    assert not again[2].shares.flags.writeable


@given(positive, positive, st.floats(0, 1))
def test_valence_and_arousal_of_a_blend_lie_between(
    first: list[float], second: list[float], weight: float
) -> None:
    a, b = Mood(distribution(first)), Mood(distribution(second))
    blend = Mood.blend([(a, weight), (b, 1 - weight)])
    for name in ("valence", "arousal"):
        low, high = sorted([getattr(a, name), getattr(b, name)])
        assert low - 1e-5 <= getattr(blend, name) <= high + 1e-5


def test_small_rounding_is_renormalised() -> None:
    mood = Mood([0.5005, 0.1, 0.1, 0.1, 0.1, 0.1])
    assert abs(float(mood.shares.sum()) - 1) < 1e-6


@pytest.mark.parametrize(
    "shares",
    [
        [1, 0, 0, 0, 0],
        [[1, 0, 0, 0, 0, 0]],
        [0.5, 0, 0, 0, 0, 0],
        [2, 0, 0, 0, 0, 0],
        [1.5, -0.5, 0, 0, 0, 0],
        [float("nan"), 0, 0, 0, 0, 1],
        [float("inf"), 0, 0, 0, 0, 0],
    ],
)
def test_wrong_shares_are_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError):
        Mood(shares)


def test_it_cannot_be_changed() -> None:
    mood = Mood.of("joy")
    with pytest.raises(ValueError):
        mood.shares[0] = 1
    with pytest.raises(AttributeError):
        mood.shares = np.zeros(6, np.float32)  # type: ignore[misc]


def test_the_callers_array_is_not_shared() -> None:
    values = np.array([1, 0, 0, 0, 0, 0], np.float32)
    mood = Mood(values)
    values[:] = 0
    assert mood.share("anger") == 1


@pytest.mark.parametrize("name", MOODS)
def test_of_leads_with_its_strength(name: str) -> None:
    mood = Mood.of(name, strength=0.7)
    assert mood.top == name
    assert mood.confidence == pytest.approx(0.7)
    others = [share for other, share in mood.as_dict().items() if other != name]
    assert others == pytest.approx([0.06] * 5)


@pytest.mark.parametrize("strength", [0, 1 / 6, 1.1, -1, float("nan")])
def test_of_refuses_a_strength_that_does_not_lead(strength: float) -> None:
    with pytest.raises(ValueError):
        Mood.of("joy", strength=strength)


def test_unknown_moods_are_refused() -> None:
    for call in (Mood.of, Mood.of("joy").share, lambda name: Mood.from_dict({name: 1})):
        with pytest.raises(ValueError):
            call("boredom")


def test_a_tie_with_neutral_is_neutral() -> None:
    assert Mood([1 / 6] * 6).top == "neutral"
    assert Mood([0.5, 0.5, 0, 0, 0, 0]).top == "anger"


@pytest.mark.parametrize("parts", [[], [(Mood.of("joy"), 0.0)], [(Mood.of("joy"), -1.0)]])
def test_a_blend_of_nothing_is_refused(parts: list[tuple[Mood, float]]) -> None:
    with pytest.raises(ValueError):
        Mood.blend(parts)


def test_a_blend_is_the_weighted_mean() -> None:
    blend = Mood.blend([(Mood.of("joy", 1), 3), (Mood.of("peace", 1), 1)])
    assert blend.share("joy") == pytest.approx(0.75)
    assert blend.share("peace") == pytest.approx(0.25)


def test_the_moods_lie_in_their_quadrants() -> None:
    signs = {name: (np.sign(v), np.sign(a)) for name, (v, a) in VALENCE_AROUSAL.items()}
    assert tuple(VALENCE_AROUSAL) == MOODS
    assert signs["joy"] == (1, 1)
    assert signs["peace"] == (1, -1)
    assert signs["sadness"] == (-1, -1)
    assert signs["anger"] == signs["tension"] == (-1, 1)
    assert signs["neutral"] == (0, 0)


def test_every_row_of_the_matrix_is_a_distribution() -> None:
    assert EXPRESSION_TO_MOOD.shape == (len(EXPRESSIONS), len(MOODS))
    assert (EXPRESSION_TO_MOOD >= 0).all()
    assert EXPRESSION_TO_MOOD.sum(axis=1) == pytest.approx(np.ones(len(EXPRESSIONS)))


@pytest.mark.parametrize(
    ("expression", "mood"),
    [
        ("anger", "anger"),
        ("disgust", "anger"),
        ("fear", "tension"),
        ("happiness", "joy"),
        ("sadness", "sadness"),
        ("surprise", "tension"),
        ("neutral", "neutral"),
    ],
)
def test_an_expression_leads_to_its_mood(expression: str, mood: str) -> None:
    assert expression_to_mood(one_hot(expression)).top == mood


def test_a_happy_surprise_is_joy() -> None:
    mixed = 0.5 * one_hot("surprise") + 0.5 * one_hot("happiness")
    assert expression_to_mood(mixed).top == "joy"


def test_six_probabilities_are_not_an_expression() -> None:
    with pytest.raises(ValueError):
        expression_to_mood([1, 0, 0, 0, 0, 0])


def test_it_needs_neither_django_nor_tensorflow() -> None:
    code = (
        "import sys, emotion.moods; "
        "print([m for m in ('django', 'tensorflow', 'keras') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.strip() == "[]", result.stderr
