"""One mood from a face and from words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.moods import MOODS, Mood
from emotion.together import Part, together

NAMES = st.sampled_from(MOODS)
STRENGTHS = st.floats(0.2, 1.0)


def part(source: str, name: str, strength: float = 0.7, *, unsure: bool = False) -> Part:
    mood = Mood.of(name, strength)
    return Part(source, mood, mood.confidence, unsure)  # type: ignore[arg-type]


@given(NAMES, STRENGTHS, NAMES, STRENGTHS)
def test_weights_sum_to_one_and_every_share_lies_between(seen, sure, said, certain) -> None:
    face, words = part("face", seen, sure), part("words", said, certain)
    whole = together(face, words)
    assert sum(each.weight for each in whole.parts) == pytest.approx(1)
    assert [each.source for each in whole.parts] == ["face", "words"]
    for name in MOODS:
        shares = sorted([face.mood.share(name), words.mood.share(name)])
        assert shares[0] - 1e-6 <= whole.mood.share(name) <= shares[1] + 1e-6


def test_the_surer_counts_more() -> None:
    whole = together(part("face", "joy", 0.4), part("words", "sadness", 0.9))
    assert [each.weight for each in whole.parts] == pytest.approx([0.4 / 1.3, 0.9 / 1.3])
    assert whole.mood.top == "sadness"


def test_two_of_one_mind_stay_so() -> None:
    whole = together(part("face", "joy"), part("words", "joy", 0.9))
    assert whole.mood.top == "joy"
    assert not whole.unsure


def test_a_still_face_does_not_drown_what_is_said() -> None:
    whole = together(part("face", "neutral", 0.7), part("words", "joy", 0.6))
    assert whole.mood.top == "joy"
    assert whole.parts[0].weight == pytest.approx(0.35 / 0.95)


def test_two_neutral_ones_count_by_their_confidence() -> None:
    whole = together(part("face", "neutral", 0.8), part("words", "neutral", 0.4))
    assert [each.weight for each in whole.parts] == pytest.approx([2 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("face", "words", "unsure"),
    [(False, False, False), (True, False, False), (False, True, True), (True, True, True)],
)
def test_sure_is_who_is_sure_of_the_mood_that_leads(face: bool, words: bool, unsure: bool) -> None:
    whole = together(
        part("face", "joy", 0.4, unsure=face), part("words", "sadness", 0.9, unsure=words)
    )
    assert whole.unsure is unsure
