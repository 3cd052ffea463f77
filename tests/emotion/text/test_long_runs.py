"""Long runs of one sign, which people do write: time must not grow out of all measure.

The sentences were once looked for by trying every part of such a run: 40 letters of laughter before
a word took minutes.
"""

import time

import pytest

from emotion.text.sentences import spans
from emotion.words import read_text

LONGEST = 5000
RUNS = {
    "laughter before a word": "ㅋ" * 4999 + "네",
    "laughter and tears by turns": "ㅋㅋㅠㅠ" * 1249 + "네",
    "emoji": "😭" * LONGEST,
    "hearts with their selectors": "❤\ufe0f" * 2500,
    "full stops before a word": "." * 4999 + "x",
    "quotes": '."' * 2500,
    "roofs": "^" * LONGEST,
    "lines": "\n" * 4999 + "x",
    "blanks": "a" + " " * 4998 + "b",
    "one letter": "a" * LONGEST,
    "digits": "1" * LONGEST,
    "slashes": " / " * 1666,
    "brackets": "(" * LONGEST,
    "jamo": "ㅏ" * LONGEST,
    "exclamation": "아" + "!" * 4998 + "a",
    "hyphens": "-" * 4999 + "a",
    "an address that never ends": "http://" + "a." * 2490,
    "at signs": "@" * LONGEST,
}
# Many times what the slowest takes, and far below what anyone would wait.
MOST_SECONDS = 2.0


@pytest.mark.parametrize("case", RUNS)
def test_sentences_are_found_in_time(case: str) -> None:
    begun = time.process_time()
    spans(RUNS[case])
    assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize("case", RUNS)
def test_they_are_read_in_time(case: str) -> None:
    read_text("x")
    begun = time.process_time()
    read_text(RUNS[case])
    assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("좋다 ㅋㅋㅋㅋ 그래", ["좋다 ㅋㅋㅋㅋ", "그래"]),
        ("ㅋㅋㅋㅋㅋ네", ["ㅋㅋㅋㅋㅋ네"]),
        ("울었다😭❤\ufe0f😭 그래", ["울었다😭❤\ufe0f😭", "그래"]),
        ("ㅠㅠ😭ㅠㅠ 왜", ["ㅠㅠ😭ㅠㅠ", "왜"]),
        ("Well... (no!) yes.", ["Well...", "(no!)", "yes."]),
        ("v1.2 is out", ["v1.2 is out"]),
        ("기뻐 ^^ 정말", ["기뻐 ^^", "정말"]),
    ],
)
def test_runs_still_end_a_sentence(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == sentences
