"""emotion.text.reader: readings by the shipped model of what people really write."""

import json
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotion.moods import MOODS
from emotion.text.artefact import SHIPPED, load_artefact
from emotion.text.model import TextModel
from emotion.text.reader import MOST_SENTENCES, read_texts
from emotion.text.reading import TextReading

MODEL = TextModel(load_artefact(SHIPPED))
ENTRY = (
    "The bus was late again and I stood in the rain with the folders. Nobody had told me that the "
    "meeting was moved. But then Mina brought me tea and we laughed about it until six."
)


def read(text: str) -> TextReading:
    return read_texts(MODEL, [text])[0]


def check(text: str, reading: TextReading) -> None:
    """Whatever was read, the reading is whole."""
    assert reading.emotions.shape == (28,)
    assert np.isfinite(reading.emotions).all()
    assert ((reading.emotions >= 0) & (reading.emotions <= 1)).all()
    assert reading.confidence == pytest.approx(reading.mood.share(reading.top))
    weights = [sentence.weight for sentence in reading.sentences]
    assert not weights or sum(weights) == pytest.approx(1)
    assert all(0 <= s.start < s.end <= len(text) for s in reading.sentences)
    assert len(reading.sentences) <= MOST_SENTENCES


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("I am so happy today, we won the match!", "joy"),
        ("오늘 진짜 행복했다 ㅎㅎ 최고의 하루", "joy"),
        ("I miss her so much. I cried all night.", "sadness"),
        ("할머니가 보고 싶다. 하루 종일 눈물이 났다", "sadness"),
        ("My landlord is a liar and I am furious.", "anger"),
        ("새치기하는 인간들 진짜 짜증나고 열받는다", "anger"),
        ("I'm terrified of the operation tomorrow.", "tension"),
        ("내일 면접이라 너무 떨리고 불안하다", "tension"),
    ],
)
def test_plain_feelings_are_read(text: str, mood: str) -> None:
    reading = read(text)
    assert reading.top == mood
    assert not reading.unsure


def test_sentences_carry_the_reading() -> None:
    reading = read(ENTRY)
    assert len(reading.sentences) == 3
    assert [ENTRY[s.start : s.end][:3] for s in reading.sentences] == ["The", "Nob", "But"]
    check(ENTRY, reading)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "a",
        ".",
        "\0",
        "\ud800",
        "\udfff\ud800",
        "مرحبا بالعالم",
        "😀😀😀",
        "1234",
        "日本語",
    ],
)
def test_what_says_nothing_is_unsure(text: str) -> None:
    reading = read(text)
    check(text, reading)
    assert reading.unsure
    assert not text.strip() or len(reading.sentences) == 1


@pytest.mark.parametrize("text", ["가" * 100_000, "a" * 100_000, "word " * 20_000, "No. " * 25_000])
def test_a_hundred_thousand_signs_are_read(text: str) -> None:
    began = time.process_time()
    check(text, read(text))
    assert time.process_time() - began < 10


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=120), max_size=4))
def test_any_texts_have_whole_readings(texts: list[str]) -> None:
    readings = read_texts(MODEL, texts)
    assert len(readings) == len(texts)
    for text, reading in zip(texts, readings, strict=True):
        check(text, reading)


def test_company_changes_nothing() -> None:
    texts = [ENTRY, "슬프다", "", "so happy"]
    for text, reading in zip(texts, read_texts(MODEL, texts), strict=True):
        alone = read(text)
        assert alone.top == reading.top
        assert np.allclose(alone.emotions, reading.emotions, atol=1e-3)


def test_html_is_text_like_any_other() -> None:
    check("<script>alert('sad')</script>", read("<script>alert('sad')</script>"))


def test_a_reading_is_written_down_as_it_is() -> None:
    shares = read(ENTRY).mood.as_dict()
    assert tuple(json.loads(json.dumps(shares))) == MOODS
