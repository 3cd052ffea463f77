"""Pages of a diary for the tests, and what stands in them."""

from datetime import date

import pytest

from emotion import words
from emotion.diary import entry_write
from emotion.models import DiaryEntry
from mlfym.accounts.models import Listener

SAD = "I am so sad today. My grandmother died and I cried all evening. Then I went to bed."
HAPPY = "I got the job! I am so happy, we laughed and danced all night."
SAD_KO = "오늘은 너무 슬프다. 할머니가 돌아가셔서 하루 종일 울었다."
DAY = date(2026, 3, 14)

# Whatever people, and other things, put into a text field; what is kept of it, None where nothing.
STRANGE = {
    "one letter": ("a", "a"),
    "only emoji": ("😭😭😭💔", "😭😭😭💔"),
    "a family joined by format characters": ("👨‍👩‍👧", "👨‍👩‍👧"),
    "Korean jamo": ("ㅠㅠㅠㅠ", "ㅠㅠㅠㅠ"),
    "Korean in pieces": ("\u1112\u1161\u11ab", "한"),
    "Japanese": ("今日はとても悲しい。", "今日はとても悲しい。"),
    "Arabic": ("أنا حزين جدا اليوم", "أنا حزين جدا اليوم"),
    "Hebrew with a mark of direction": ("\u202bאני שמח\u202c", "\u202bאני שמח\u202c"),
    "Tamil": ("இன்று மகிழ்ச்சி", "இன்று மகிழ்ச்சி"),
    "NUL": ("so\0 sad", "so sad"),
    "bells": ("so\a\x1b[31m sad", "so[31m sad"),
    "script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "HTML": ("<b onclick='x'>sad</b> &amp; {{ 7 }}", "<b onclick='x'>sad</b> &amp; {{ 7 }}"),
    "lines of Windows": ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    "as long as it may be": ("슬" * 5000, "슬" * 5000),
    "nothing": ("", None),
    "blanks": (" \n\t\u3000\u00a0 ", None),
    "what cannot be seen": ("\u200b\ufeff\u3164\0", None),
}


def page(
    listener: Listener, text: str = SAD, day: date = DAY, hour: int | None = None
) -> DiaryEntry:
    """Write a page."""
    return entry_write(listener=listener, text=text, day=day, hour=hour)


def close_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no model be there that could read words."""

    def closed(text: str) -> None:
        raise words.WordsClosed

    monkeypatch.setattr(words, "read_text", closed)
    monkeypatch.setattr(words, "is_open", lambda: False)
