"""What the lines of a song say together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.moods import Mood
from emotion.text.emotions import EMOTIONS
from emotion.text.lyrics import MOST_TIMES, distinct_lines, lines_of, weigh_lines
from emotion.text.reading import TextReading


def read(mood: str, confidence: float = 0.9, *, unsure: bool = False) -> TextReading:
    """Return a reading of so clear a mood."""
    emotions = np.zeros(len(EMOTIONS), np.float32)
    return TextReading("en", emotions, Mood.of(mood, max(confidence, 0.2)), confidence, unsure, ())


def test_stamps_fields_parts_and_blanks_are_no_lines():
    text = (
        "[ar: Somebody]\n[00:12.30]First <00:12.90>line\n\n[Verse 2: Alice]\n(Chorus)\nBridge:\n"
        "2절\n[후렴 x2]\n후렴:\n【간주】\n[00:20]\nSecond line\n---\n"
    )
    assert lines_of(text) == ["First line", "Second line"]


def test_what_only_looks_like_a_part_is_a_line():
    lines = ["Bridge over the river", "(ooh, hold me)", "Break my heart", "랩을 하는 아이"]
    assert lines_of("\n".join(lines)) == lines


def test_a_line_counts_as_often_as_it_is_sung():
    assert lines_of("La\nStay (x3)\nLa") == ["La", "Stay", "Stay", "Stay", "La"]
    assert lines_of("[00:01][00:31]Stay") == ["Stay", "Stay"]
    assert lines_of("Stay x99") == ["Stay"] * MOST_TIMES
    assert distinct_lines("La\nStay (x3)\nLa") == ["La", "Stay"]


def test_prose_is_read_by_its_sentences():
    text = "A song about a winter. " * 10
    assert lines_of(text) == ["A song about a winter."] * 10
    assert lines_of("It is sad. It is long.", prose=True) == ["It is sad.", "It is long."]
    assert lines_of("It is sad. It is long.") == ["It is sad. It is long."]


@given(st.text())
def test_any_text_has_lines_without_breaks(text):
    lines = lines_of(text)
    assert all(line and line == line.strip() and "\n" not in line for line in lines)
    assert set(distinct_lines(text)) == set(lines)


@given(st.lists(st.from_regex(r"[a-z]{2,9}( [a-z]{2,9}){1,4}", fullmatch=True)))
def test_stamps_change_nothing(lines):
    lines = [f"oh {line}" for line in lines]
    stamped = "\n".join(f"[{n:02}:{n % 60:02}.00]{line}" for n, line in enumerate(lines))
    assert lines_of(stamped) == lines


def test_the_surer_line_says_more():
    found = weigh_lines(["a", "b"], [read("joy", 0.9), read("sadness", 0.4)])
    assert found.mood.top == "joy"
    assert [one.text for one in found.telling] == ["a", "b"]
    assert sum(one.share for one in found.telling) == pytest.approx(1)


def test_a_chorus_says_more_than_a_line():
    once = weigh_lines(["a", "b"], [read("joy", 0.7), read("sadness", 0.8)])
    often = weigh_lines(
        ["a", "b", "a", "a"], [read("joy", 0.7), read("sadness", 0.8), *[read("joy", 0.7)] * 2]
    )
    assert (once.mood.top, often.mood.top) == ("sadness", "joy")
    assert [one.text for one in often.telling] == ["a", "b"]


def test_neutral_and_unsure_lines_say_less():
    lines = ["a", "b", "c"]
    said = weigh_lines(lines, [read("sadness", 0.6), read("neutral", 0.6), read("neutral", 0.6)])
    assert said.mood.share("sadness") == pytest.approx(said.mood.share("neutral"), abs=0.05)
    unsure = weigh_lines(lines[:2], [read("sadness", 0.5), read("joy", 0.6, unsure=True)])
    assert unsure.mood.top == "sadness"
    assert (unsure.lines, unsure.unsure) == (2, 1)


def test_more_lines_say_more_and_never_all():
    strengths = [weigh_lines(["x"] * n, [read("joy")] * n).strength for n in (1, 4, 100)]
    assert strengths == sorted(strengths)
    assert 0.2 < strengths[0] < 0.5 < strengths[1] < 1
    assert strengths[2] < 1


def test_nothing_said():
    assert weigh_lines([], []) is None
    assert weigh_lines(["a"], [read("neutral", 1 / 6)]) is None
