"""A diary as JSON and as Markdown."""

import json
import re
from datetime import date

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from emotion.diary import entry_correct
from emotion.models import DiaryEntry
from mlfym.accounts.models import Listener, User
from recommender.diary.export import diary_entries, diary_json, diary_markdown, plain
from recommender.diary.songs import entry_give_songs
from tests.emotion.diary.pages import DAY, HAPPY, SAD, close_words, page

HEADING = re.compile(r"^ {0,3}#", re.MULTILINE)


def as_json(listener: Listener | None) -> list[dict[str, object]]:
    return json.loads(json.dumps(diary_json(diary_entries(listener)), cls=DjangoJSONEncoder))[
        "entries"
    ]


def test_json_holds_the_page_its_reading_and_its_songs(catalogue: object, guest: Listener) -> None:
    entry = page(guest, SAD, hour=7)
    songs = entry_give_songs(entry=entry)
    entry_correct(entry=entry, mood="peace")
    (found,) = as_json(guest)
    assert (found["text"], found["day"], found["hour"]) == (SAD, "2026-03-14", 7)
    assert (found["mood"], found["corrected_to"]) == ("peace", "peace")
    assert found["read"]["sadness"] > 0.3
    assert len(found["emotions"]) == 28
    shares = [*found["read"].values(), *found["emotions"].values()]
    assert all(share == round(share, 4) for share in shares)
    assert any(shares)
    (listed,) = found["lists"]
    assert listed["uuid"] == str(songs.uuid)
    assert [song["title"] for song in listed["songs"]] == [
        item.song.title for item in songs.items.order_by("position")
    ]


def test_the_oldest_comes_first(guest: Listener) -> None:
    page(guest, HAPPY, day=date(2026, 3, 20))
    page(guest, SAD, day=date(2025, 3, 20))
    assert [entry["text"] for entry in as_json(guest)] == [SAD, HAPPY]


def test_an_unread_page_is_there_too(guest: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    close_words(monkeypatch)
    page(guest, SAD)
    (found,) = as_json(guest)
    assert (found["mood"], found["read"], found["lists"]) == (None, None, [])
    assert "Mood" not in diary_markdown(diary_entries(guest))


def test_it_holds_nothing_of_others(guest: Listener, alice: User) -> None:
    page(alice.listener, SAD)
    assert as_json(guest) == []
    assert as_json(None) == []


def test_a_long_diary_takes_few_queries(
    catalogue: object, guest: Listener, django_assert_max_num_queries
) -> None:
    for _ in range(6):
        entry_give_songs(entry=page(guest, SAD))
    with django_assert_max_num_queries(8):
        assert sum(len(entry["lists"][0]["songs"]) for entry in as_json(guest)) == 18


def test_markdown_reads_like_a_diary(catalogue: object, guest: Listener) -> None:
    entry = page(guest, "I am so sad.\nI cried.")
    songs = entry_give_songs(entry=entry)
    text = diary_markdown(diary_entries(guest))
    lines = text.splitlines()
    assert lines[0] == "# Diary"
    assert lines[2:7] == ["## 2026-03-14", "", "*Mood: Sadness*", "", "I am so sad.  "]
    assert [line for line in lines if line.startswith("- ")] == [
        f"- {item.song.artist_line} – {item.song.title}"
        for item in songs.items.order_by("position")
    ]


def test_markdown_in_korean(guest: Listener) -> None:
    page(guest, SAD)
    with translation.override("ko"):
        assert "슬픔" in diary_markdown(diary_entries(guest))


def test_an_empty_diary_is_a_heading(db: None) -> None:
    assert diary_markdown(diary_entries(None)).strip() == "# Diary"


@given(st.text())
def test_no_text_makes_a_heading_of_its_own(text: str) -> None:
    entry = DiaryEntry(text=text, day=DAY)
    assert len(HEADING.findall(diary_markdown([entry]))) == 2


@given(st.text(alphabet=st.sampled_from("ab #>-+=*_`[]()<&~|!\\1.\n ")))
def test_every_sign_is_escaped_and_none_is_lost(text: str) -> None:
    """Taking the escapes away again gives the text (blanks that would indent apart)."""
    back = re.sub(r"\\([^a-z0-9\s])", r"\1", plain(text))
    assert re.sub(r"(?m)^ +", "", back) == re.sub(r"(?m)^ +", "", text)
    assert not re.search(r"(?m)^ {0,3}([#>+-]|\d+[.)])", plain(text))
    assert not re.search(r"(?<!\\)(\\\\)*[<`*]", plain(text))
