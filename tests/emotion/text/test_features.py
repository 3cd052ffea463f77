"""emotion.text.features and what it is made of: n-grams, jamo, negation, turns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.text.features import keys_of
from emotion.text.hangul import jamo
from emotion.text.ngrams import codes_of, grams, inside_words


def shared(one: str, other: str, lang: str) -> float:
    """The share of the first text's features that the second has too."""
    ours, theirs = set(keys_of(one, lang)), set(keys_of(other, lang))
    return len(ours & theirs) / len(ours)


def test_syllables_come_apart_into_jamo() -> None:
    assert "".join(map(chr, jamo(codes_of("한a가")))) == "\u1112\u1161\u11aba\u1100\u1161"


def test_grams_are_as_many_as_fit_and_the_same_for_the_same_signs() -> None:
    found = grams(codes_of("abcabc"), 3, 1)
    assert len(found) == 4
    assert found[0] == found[3] != found[1]
    assert len(grams(codes_of("ab"), 3, 1)) == 0
    assert grams(codes_of("abc"), 3, 1)[0] != grams(codes_of("abc"), 3, 2)[0]


def test_blanks_stand_at_the_edges_of_grams_alone() -> None:
    codes = codes_of(" ab cd ")
    kept = [" ab cd "[at : at + 3] for at in np.flatnonzero(inside_words(codes, 3))]
    assert kept == [" ab", "ab ", " cd", "cd "]


def test_a_negated_word_is_another_feature() -> None:
    plain, negated = "I am happy today", "I am not happy today"
    assert set(keys_of(plain, "en")) != set(keys_of(negated, "en"))
    assert len(set(keys_of(negated, "en")) - set(keys_of(plain, "en"))) > 5


def test_a_negated_word_has_nothing_of_the_word_itself() -> None:
    assert set(keys_of("happy", "en")).isdisjoint(keys_of("never happy", "en"))
    assert not set(keys_of("happy", "en")).isdisjoint(keys_of("never, happy", "en"))


def test_negation_reaches_four_words() -> None:
    near, far = "not in the least happy", "not in the very least happy"
    assert set(keys_of("happy", "en")).isdisjoint(keys_of(near, "en"))
    assert not set(keys_of("happy", "en")).isdisjoint(keys_of(far, "en"))


def test_negation_ends_with_its_clause() -> None:
    near = set(keys_of("not tired happy", "en")) & set(keys_of("never happy", "en"))
    far = set(keys_of("not tired, happy", "en")) & set(keys_of("never happy", "en"))
    assert len(near) > len(far)


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [("GREAT day", "great DAY", "en"), ("ㅋㅋㅋㅋ 좋다", "ㅋㅋㅋㅋㅋㅋㅋ 좋다", "ko")],
)
def test_loudness_changes_little(one: str, other: str, lang: str) -> None:
    assert shared(one, other, lang) > 0.8


def test_a_missing_blank_keeps_most_korean_features() -> None:
    assert shared("오늘 너무 피곤하다", "오늘너무 피곤하다", "ko") > 0.5


@given(st.text(st.characters(exclude_categories=()), max_size=200), st.sampled_from(["ko", "en"]))
def test_every_text_has_its_features_whenever_it_is_asked(text: str, lang: str) -> None:
    first, again = keys_of(text, lang), keys_of(text, lang)
    assert first.dtype == np.uint32
    assert np.array_equal(first, again)
