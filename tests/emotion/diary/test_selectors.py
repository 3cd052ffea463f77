"""Searching pages, marking sentences, and a month as a field."""

from datetime import date

import pytest

from emotion.diary import entry_correct
from emotion.diary_selectors import (
    entries_of,
    entries_with,
    excerpt,
    marked,
    month_field,
    own_entry,
)
from emotion.models import DiaryEntry, Reading
from emotion.moods import Mood
from mlfym.accounts.models import Listener, User
from tests.emotion.diary.pages import DAY, HAPPY, SAD, SAD_KO, close_words, page

SUNDAY = 6


def found(listener: Listener, query: str) -> list[str]:
    return [entry.text for entry in entries_with(listener, query)]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("GRANDMOTHER", SAD),
        ("cried  grandmother", SAD),
        ("할머니", SAD_KO),
        ("\u1112\u1161\u11af\u1106\u1165\u1102\u1175", SAD_KO),
        ("danc", HAPPY),
    ],
)
def test_words_are_found(guest: Listener, query: str, text: str) -> None:
    for written in (SAD, HAPPY, SAD_KO):
        page(guest, written)
    assert found(guest, query) == [text]


def test_case_is_folded_in_other_alphabets_too(guest: Listener) -> None:
    page(guest, "ÉTÉ à Москва")
    assert found(guest, "été МОСКВА") == ["ÉTÉ à Москва"]


@pytest.mark.parametrize("query", ["100%", "a_b", "\\", "'", '"'])
def test_signs_of_a_pattern_mean_themselves(guest: Listener, query: str) -> None:
    page(guest, "I gave 1000 for aXb")
    page(guest, f"here: {query} .")
    assert found(guest, query) == [f"here: {query} ."]


def test_all_words_have_to_stand_there(guest: Listener) -> None:
    page(guest, SAD)
    assert found(guest, "grandmother danced") == []


def test_others_pages_are_never_found(guest: Listener, alice: User) -> None:
    entry = page(alice.listener)
    assert found(guest, "sad") == []
    assert own_entry(guest, entry.uuid) is None
    assert own_entry(alice.listener, entry.uuid) == entry
    assert not entries_of(None).exists()
    assert own_entry(None, entry.uuid) is None


def test_the_latest_day_comes_first(guest: Listener) -> None:
    old, new = page(guest, day=date(2020, 1, 1)), page(guest, day=date(2026, 1, 1))
    older = page(guest, day=date(2019, 1, 1))
    assert list(entries_of(guest)) == [new, old, older]


def test_an_excerpt_shows_the_words_around() -> None:
    text = "x " * 300 + "My Grandmother sang. " + "y " * 300
    pieces = excerpt(text, "grandmother")
    assert [piece.text for piece in pieces if piece.mood] == ["Grandmother"]
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("…") and shown.endswith("…")
    assert len(shown) < 320


def test_an_excerpt_without_the_word_is_the_beginning() -> None:
    assert "".join(piece.text for piece in excerpt("Straße", "STRASSE")) == "Straße"


def test_an_excerpt_takes_signs_of_a_pattern_as_they_are() -> None:
    assert [p.text for p in excerpt("a.b (c", "(c .") if p.mood] == [".", "(c"]


def test_marked_pieces_are_the_text(guest: Listener) -> None:
    pieces = marked(page(guest))
    assert "".join(piece.text for piece in pieces) == SAD
    assert any(piece.mood == "sadness" for piece in pieces)


def read_as(mood: str) -> Reading:
    found = Reading(confidence=1.0)
    found.set_mood(Mood.of(mood))
    return found


@pytest.mark.parametrize(
    ("unsure", "marks"), [(False, [("I lost.", "sadness")]), (True, [])], ids=["sure", "unsure"]
)
def test_no_mark_speaks_against_the_reading(unsure: bool, marks: list[tuple[str, str]]) -> None:
    entry = DiaryEntry(text="I lost. In love.", reading=read_as("sadness"), unsure=unsure)
    entry.sentences = [
        {"start": 0, "end": 7, "mood": "sadness", "weight": 0.5},
        {"start": 8, "end": 16, "mood": "joy", "weight": 0.5},
    ]
    assert [(p.text, p.mood) for p in marked(entry) if p.mood] == marks


def test_what_carried_the_reading_is_marked() -> None:
    """The heaviest sentences until they have .6 together, in the order of the text."""
    entry = DiaryEntry(text="One. Two. Three. Four.", reading=read_as("sadness"))
    entry.sentences = [
        {"start": 0, "end": 4, "mood": "sadness", "weight": 0.2},
        {"start": 5, "end": 9, "mood": "sadness", "weight": 0.3},
        {"start": 10, "end": 16, "mood": "sadness", "weight": 0.1},
        {"start": 17, "end": 22, "mood": "sadness", "weight": 0.4},
    ]
    assert [(p.text, p.mood) for p in marked(entry)] == [
        ("One. ", ""), ("Two.", "sadness"), (" Three. ", ""), ("Four.", "sadness"),
    ]  # fmt: skip


def test_a_page_without_a_reading_has_no_marks(
    guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    assert [(piece.text, piece.mood) for piece in marked(page(guest))] == [(SAD, "")]


def test_a_month_is_whole(guest: Listener) -> None:
    weeks = month_field(guest, 2026, 3, SUNDAY)
    assert [len(week) for week in weeks] == [7] * len(weeks)
    days = [day.date.day for week in weeks for day in week if day]
    assert days == list(range(1, 32))
    assert weeks[0][0].date == date(2026, 3, 1), "a Sunday"
    assert month_field(guest, 2026, 3, 0)[0][:6] == [None] * 6


@pytest.mark.parametrize("month", [(1, 1), (9999, 12), (2024, 2)])
def test_the_ends_of_time_have_months(guest: Listener, month: tuple[int, int]) -> None:
    days = [day for week in month_field(guest, *month, SUNDAY) for day in week if day]
    assert len(days) in (29, 31)


def test_a_day_has_its_pages_and_their_mood_together(guest: Listener) -> None:
    sad, other, happy = page(guest, SAD), page(guest, SAD), page(guest, HAPPY)
    page(guest, HAPPY, day=date(2026, 4, 14))
    days = {day.date: day for week in month_field(guest, 2026, 3, 0) for day in week if day}
    assert days[DAY].entries == (sad, other, happy)
    assert days[DAY].mood == "sadness"
    assert days[date(2026, 3, 13)].mood == ""
    for entry in (sad, other, happy):
        entry_correct(entry=entry, mood="peace")
    days = {day.date: day for week in month_field(guest, 2026, 3, 0) for day in week if day}
    assert days[DAY].mood == "peace", "the listener's word counts"


def test_a_month_takes_one_query(guest: Listener, django_assert_num_queries) -> None:
    for number in range(1, 20):
        page(guest, day=date(2026, 3, number))
    with django_assert_num_queries(1):
        assert sum(len(d.entries) for w in month_field(guest, 2026, 3, 0) for d in w if d) == 19
        assert month_field(None, 2026, 3, 0)


def test_others_days_stay_theirs(guest: Listener, alice: User) -> None:
    page(alice.listener)
    assert not any(day.entries for week in month_field(guest, 2026, 3, 0) for day in week if day)
