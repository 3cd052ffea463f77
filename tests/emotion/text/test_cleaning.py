"""emotion.text.cleaning: one shape for what people type, and which language it is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.text.cleaning import clean, language_of

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Hello\n\tWORLD ", "hello world"),
        ("don’t “stop”…", 'don\'t "stop"...'),
        ("ㅋㅋㅋㅋㅋㅋㅋ", "ㅋㅋㅋ"),
        ("sooooo good", "sooo good"),
        ("a\x00b\ud800c", "a b c"),
        ("가", "가"),
        ("", ""),
    ],
)
def test_one_shape(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("오늘 기분이 좋다", "ko"),
        ("what a day", "en"),
        ("오늘 meeting 세 개나 있었다", "ko"),
        ("we had 떡볶이 after the concert", "en"),
        ("ㅠㅠ", "ko"),
        ("", "en"),
        ("😭😭", "en"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


@given(ANY_TEXT)
def test_what_is_clean_can_be_written_down_and_stays_so(text: str) -> None:
    once = clean(text)
    once.encode()
    assert clean(once) == once
    assert language_of(text) in ("ko", "en")
