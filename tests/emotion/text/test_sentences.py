"""emotion.text.sentences: where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.text.sentences import in_sentences, spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Kim paid 3.50 today.", ["Mr.", "Kim paid 3.50 today."]),
        ("좋았다. 근데 피곤하다", ["좋았다.", "근데 피곤하다"]),
        ("망했다 ㅠㅠ 내일 또 해야지", ["망했다 ㅠㅠ", "내일 또 해야지"]),
        ("first line\n\nsecond line", ["first line", "second line"]),
        ('"Really?" she asked.', ['"Really?"', "she asked."]),
        ("no mark at the end", ["no mark at the end"]),
        ("so happy 😭 really", ["so happy 😭", "really"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert in_sentences(text) == sentences


def test_a_blank_text_has_no_spans_and_is_one_sentence() -> None:
    assert spans(" \n ") == []
    assert in_sentences("") == [""]


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_spans_are_in_order_and_leave_only_blanks_out(text: str) -> None:
    found = spans(text)
    covered = "".join(text[start:end] for start, end in found)
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in zip(found, found[1:], strict=False))
    blanks = set(" \t\r\n/")
    assert [sign for sign in covered if sign not in blanks] == [
        sign for sign in text if sign not in blanks
    ]
