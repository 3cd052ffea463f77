"""emotion.text.pieces: words cut where it is likeliest."""

from hypothesis import given
from hypothesis import strategies as st

from emotion.text.pieces import UNKNOWN, Pieces

NAMES = ["", "▁un", "▁", "u", "n", "happy", "▁unhap", "py", "행복", "▁행복", "하다", "▁cry", "ing"]
SCORES = [0.0, -3, -4, -6, -6, -3, -9, -5, -6, -4, -4, -4, -3]


def pieces() -> Pieces:
    return Pieces(NAMES, SCORES, {"😭": "crying"})


def cut(text: str) -> list[str]:
    return [NAMES[number] for number in pieces().numbers(text)]


def test_the_likeliest_cut_is_taken() -> None:
    assert cut("unhappy") == ["▁un", "happy"]
    assert cut("행복하다") == ["▁행복", "하다"]


def test_what_no_piece_has_is_unknown_once() -> None:
    assert pieces().numbers("xyz") == [2, UNKNOWN]


def test_emoji_are_read_in_words() -> None:
    assert cut("😭") == ["▁cry", "ing"]


def test_a_text_without_pieces_is_unknown_and_long_ones_are_cut() -> None:
    assert pieces().numbers("") == [UNKNOWN]
    assert pieces().numbers("unhappy unhappy unhappy", 3) == [1, 5, 1]


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_every_text_is_cut(text: str) -> None:
    found = pieces().numbers(text)
    assert found
    assert all(0 <= number < len(NAMES) for number in found)
