"""Values out of records that others made: cleaned, or refused with a reason."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.listening.fields import (
    LONGEST_TAG,
    MOST_NUMBER,
    Broken,
    clean_text,
    sequence,
    tag_slug,
    tag_slugs,
    whole_number,
)

ANY = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())


def test_a_text_is_one_line_of_nfc_without_control_characters() -> None:
    decomposed = unicodedata.normalize("NFD", "가을 아침")
    assert clean_text(f"  {decomposed}\x00\n\x1b[31m \ud800 ") == "가을 아침 [31m"


def test_a_text_is_cut_where_the_catalogue_ends() -> None:
    assert clean_text("가" * 400) == "가" * 300
    assert clean_text("a" * 10_000_000, 5) == "aaaaa"


@pytest.mark.parametrize("value", [None, 3, ["x"], {"a": 1}, True])
def test_what_is_no_text_is_empty(value: Any) -> None:
    assert clean_text(value) == ""


@given(st.text())
def test_a_cleaned_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    found = clean_text(text)
    found.encode()
    assert len(found) <= 300
    assert not any(unicodedata.category(sign) == "Cc" for sign in found)
    assert clean_text(found) == found


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("발라드", "발라드"), ("R&B/Soul", "r-and-b-soul"), (" 랩 / 힙합 ", "랩-힙합"),
        ("ＰＯＰ", "pop"),
        ("Chill Vibes!!", "chill-vibes"), ("🔥🔥", ""), ("--", ""),
    ],
)  # fmt: skip
def test_tags_that_mean_the_same_have_one_slug(text: str, slug: str) -> None:
    assert tag_slug(text) == slug


@given(st.text())
def test_a_slug_is_words_and_dashes_and_its_own_slug(text: str) -> None:
    slug = tag_slug(text)
    assert all(sign == "-" or sign == "_" or sign.isalnum() or
               unicodedata.category(sign)[0] in "MN" for sign in slug)  # fmt: skip
    assert not slug.startswith("-") and not slug.endswith("-")


def test_a_tag_of_five_thousand_characters_is_left_out_and_counted() -> None:
    assert tag_slugs(["밤", "x" * 5000, "밤", 7, "x" * LONGEST_TAG, "\x00"]) == (
        ("밤", "x" * LONGEST_TAG),
        2,
    )


def test_tags_that_are_no_list_break_the_record() -> None:
    with pytest.raises(Broken, match="not a list"):
        tag_slugs("rock")
    assert tag_slugs(None) == ((), 0)


@given(ANY)
def test_a_whole_number_is_one_or_is_refused(value: Any) -> None:
    try:
        found = whole_number(value, "no")
    except Broken as error:
        assert str(error) == "no"
    else:
        assert not isinstance(value, bool)
        assert 0 <= found <= MOST_NUMBER
        assert str(found) == str(value).lstrip("0") or found == 0


@pytest.mark.parametrize("value", [-1, MOST_NUMBER + 1, True, "7x", "٣", 1.0, None, "9" * 5000])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(Broken):
        whole_number(value, "no")


def test_a_list_is_a_list_or_nothing() -> None:
    assert (sequence(None, "no"), sequence([1], "no")) == ([], [1])
    with pytest.raises(Broken):
        sequence({"a": 1}, "no")
