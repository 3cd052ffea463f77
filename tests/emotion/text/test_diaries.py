"""The written diaries: whole, balanced, varied, and split by situation."""

from collections import Counter

import pytest

from benchmarks.diaries import ALIKE, entries, nearest, repeated_grams
from emotion.moods import MOODS
from emotion.text.emotions import EMOTIONS

HARD = {None, "negation", "contrast", "irony", "mixed", "indirect"}


@pytest.fixture(scope="module", params=["en", "ko"])
def rows(request):
    return entries(request.param)


def test_every_entry_is_whole(rows):
    for row in rows:
        assert row["text"].strip() and row["mood"] in MOODS and row["hard"] in HARD
        assert row["emotions"] and set(row["emotions"]) <= set(EMOTIONS)
        assert row["split"] in ("train", "dev") and row["situation"]
    assert len({row["id"] for row in rows}) == len(rows) >= 2000


def test_the_six_moods_are_alike_in_number(rows):
    counts = Counter(row["mood"] for row in rows)
    assert max(counts.values()) < 1.2 * min(counts.values())


def test_a_third_is_hard_and_no_mood_is_easy(rows):
    assert sum(row["hard"] is not None for row in rows) / len(rows) > 1 / 3
    for mood in MOODS:
        own = [row["hard"] is not None for row in rows if row["mood"] == mood]
        assert sum(own) / len(own) > 0.3


def test_no_situation_is_in_both_parts(rows):
    train, dev = (
        {row["situation"] for row in rows if row["split"] == part} for part in ("train", "dev")
    )
    assert not train & dev
    assert len(dev) / len(train | dev) == pytest.approx(0.2, abs=0.02)
    assert sum(row["split"] == "dev" for row in rows) / len(rows) > 0.15


def test_they_are_varied(rows):
    texts = [row["text"] for row in rows]
    assert len(set(texts)) == len(texts)
    assert repeated_grams(texts) < 0.02
    alike = [share for share, _ in nearest(texts) if share >= ALIKE]
    assert len(alike) / len(texts) < 0.005


def test_the_figures_find_what_they_should():
    same = ["one two three four five six"] * 4 + ["a quiet walk by the sea"]
    assert repeated_grams(same) == 0.5
    shares = [share for share, _ in nearest(same)]
    assert shares[:4] == [1, 1, 1, 1] and shares[4] < 0.1
