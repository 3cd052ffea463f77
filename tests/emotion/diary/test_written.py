"""Taking in what someone wrote."""

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from emotion.written import WordsField, fold, is_blank, tidy
from tests.emotion.diary.pages import STRANGE

# Halves of a pair too: a program may send what no browser does.
TEXTS = st.text(st.characters(codec=None, exclude_categories=()))


def taken(text: str, longest: int = 5000) -> str:
    return WordsField(longest=longest).clean(text)


@given(TEXTS)
def test_a_tidied_text_can_be_kept_anywhere(text: str) -> None:
    kept = tidy(text)
    assert tidy(kept) == kept
    kept.encode()
    assert unicodedata.is_normalized("NFC", kept)
    assert not [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\n\t"]


@given(TEXTS)
def test_whatever_is_sent_is_a_text_or_a_clear_error(text: str) -> None:
    try:
        assert not is_blank(taken(text, 40))
    except forms.ValidationError as error:
        assert error.messages
        assert is_blank(tidy(text)) or len(tidy(text)) > 40


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("case", STRANGE)
def test_strange_texts(case: str) -> None:
    sent, kept = STRANGE[case]
    if kept is not None:
        assert taken(sent) == kept
        return
    with pytest.raises(forms.ValidationError, match="a few words"):
        taken(sent)


def test_half_a_pair_is_left_out() -> None:
    assert taken("so \ud83d sad") == "so  sad"


def test_too_long_says_both_figures() -> None:
    with pytest.raises(forms.ValidationError, match="100,000 characters, and 5,000"):
        taken("x" * 100_000)


def test_a_line_of_windows_counts_as_one_letter() -> None:
    assert taken("\r\n".join("x" * 50), 99) == "\n".join("x" * 50)


def test_case_and_composition_do_not_matter_in_a_search() -> None:
    assert fold("ÉCOLE Straße") == fold("e\u0301cole STRASSE")
