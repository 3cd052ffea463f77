"""Writing, changing, correcting and deleting pages."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from emotion.diary import (
    EntryChanged,
    entry_correct,
    entry_delete,
    entry_edit,
    entry_read,
    entry_write,
)
from emotion.models import DiaryEntry, Reading
from emotion.text.emotions import EMOTIONS
from mlfym.accounts.models import Listener, User
from mlfym.accounts.services import listener_merge
from tests.emotion.diary.pages import DAY, HAPPY, SAD, SAD_KO, close_words, page


@pytest.mark.parametrize(("text", "mood"), [(SAD, "sadness"), (HAPPY, "joy"), (SAD_KO, "sadness")])
def test_a_page_is_read(guest: Listener, text: str, mood: str) -> None:
    entry = DiaryEntry.objects.get(pk=page(guest, text, hour=23).pk)
    assert (entry.text, entry.day, entry.hour) == (text, DAY, 23)
    assert entry.mood_name == mood
    assert entry.reading is not None and entry.reading.door == "diary"
    assert entry.reading.listener == guest
    assert tuple(entry.emotions) == EMOTIONS
    assert all(0 <= share <= 1 for share in entry.emotions.values())


def test_its_sentences_lie_in_the_text(guest: Listener) -> None:
    sentences = page(guest).sentences
    assert len(sentences) >= 2
    assert all(0 <= part["start"] < part["end"] <= len(SAD) for part in sentences)
    assert sum(part["weight"] for part in sentences) == pytest.approx(1, abs=1e-3)


def test_what_is_kept_is_what_was_read(guest: Listener) -> None:
    """The places of the sentences would be wrong in any other text."""
    entry = page(guest, "  \r\n" + SAD.replace(". ", ".\r\n") + "\0")
    assert entry.text == SAD.replace(". ", ".\n")
    assert max(part["end"] for part in entry.sentences) <= len(entry.text)


def test_a_page_is_kept_where_words_cannot_be_read(
    guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    entry = page(guest)
    assert DiaryEntry.objects.get().text == SAD
    assert (entry.reading, entry.mood, entry.mood_name, entry.emotions) == (None, None, "", {})


def test_the_listeners_word_is_the_mood_of_an_unread_page(
    guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        close_words(patch)
        entry = page(guest)
        entry_correct(entry=entry, mood="peace")
        entry_correct(entry=entry, mood="tension")
    assert DiaryEntry.objects.get().mood_name == "tension"
    assert Reading.objects.count() == 1
    entry_read(entry=entry)
    assert entry.emotions and entry.reading is not None
    assert entry.reading.mood is not None and entry.reading.mood.top == "sadness"
    assert entry.mood_name == "tension", "what the listener said stays"


def test_a_correction_counts_until_it_is_taken_back(guest: Listener) -> None:
    entry = page(guest)
    entry_correct(entry=entry, mood="peace")
    assert DiaryEntry.objects.get().mood_name == "peace"
    entry_correct(entry=entry, mood="sadness")
    assert DiaryEntry.objects.get().reading.corrected_to == ""


def test_a_mood_that_does_not_exist_is_refused(guest: Listener) -> None:
    with pytest.raises(ValidationError):
        entry_correct(entry=page(guest), mood="melancholy")


def test_a_mood_that_does_not_exist_is_refused_on_an_unread_page(
    guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    entry = page(guest)
    with pytest.raises(ValidationError):
        entry_correct(entry=entry, mood="melancholy")
    assert DiaryEntry.objects.get().reading is None


def test_a_change_is_read_anew_in_the_same_reading(guest: Listener) -> None:
    entry = page(guest)
    entry_edit(entry=entry, text=HAPPY, day=DAY, seen=entry.stamp)
    changed = DiaryEntry.objects.get()
    assert (changed.text, changed.mood_name) == (HAPPY, "joy")
    assert changed.edited is not None
    assert max(part["end"] for part in changed.sentences) <= len(HAPPY)
    assert Reading.objects.get() == changed.reading


def test_a_correction_outlives_a_change(guest: Listener) -> None:
    entry = page(guest)
    entry_correct(entry=entry, mood="peace")
    entry_edit(entry=entry, text=HAPPY, day=DAY, seen=entry.stamp)
    changed = DiaryEntry.objects.get()
    assert changed.mood_name == "peace"
    assert changed.reading.mood.top == "joy"


def test_a_change_that_cannot_be_read_marks_nothing(
    guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = page(guest)
    close_words(monkeypatch)
    entry_edit(entry=entry, text="New", day=DAY, seen=entry.stamp)
    changed = DiaryEntry.objects.get()
    assert (changed.text, changed.emotions, changed.sentences) == ("New", {}, [])
    assert changed.mood_name == "sadness", "the mood from before stands until someone says else"


def test_the_hour_goes_with_the_day(guest: Listener) -> None:
    entry = page(guest, hour=9)
    entry_edit(entry=entry, text=SAD, day=DAY, seen=entry.stamp)
    assert entry.hour == 9
    entry_edit(entry=entry, text=SAD, day=date(2026, 3, 1), seen=entry.stamp)
    assert (entry.day, entry.hour) == (date(2026, 3, 1), None)


def test_a_deleted_page_takes_its_reading_along(guest: Listener) -> None:
    entry_delete(entry=page(guest))
    assert not DiaryEntry.objects.exists()
    assert not Reading.objects.exists()


def test_an_unread_page_can_be_deleted(guest: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    close_words(monkeypatch)
    entry_delete(entry=page(guest))
    assert not DiaryEntry.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001])
def test_no_form_can_be_gone_round(guest: Listener, text: str) -> None:
    with pytest.raises(ValidationError):
        entry_write(listener=guest, text=text, day=DAY, hour=None)
    assert not DiaryEntry.objects.exists()
    assert not Reading.objects.exists()


def test_its_name_says_nothing_of_the_text(guest: Listener) -> None:
    entry = page(guest)
    assert "sad" not in f"{entry!r} {entry}"


CHANGES = {
    "edit": lambda entry: entry_edit(entry=entry, text=HAPPY, day=DAY, seen=entry.stamp),
    "read": lambda entry: entry_read(entry=entry),
    "correct": lambda entry: entry_correct(entry=entry, mood="peace"),
    "delete": lambda entry: entry_delete(entry=entry),
}


@pytest.mark.parametrize("unread", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_a_page_that_was_deleted_meanwhile_stays_so(
    guest: Listener, monkeypatch: pytest.MonkeyPatch, change: str, unread: bool
) -> None:
    with monkeypatch.context() as patch:
        if unread:
            close_words(patch)
        entry = page(guest)
    entry_delete(entry=DiaryEntry.objects.get())
    with pytest.raises(DiaryEntry.DoesNotExist):
        CHANGES[change](entry)
    assert not DiaryEntry.objects.exists()
    assert not Reading.objects.exists()


def test_what_changed_meanwhile_is_not_overwritten(guest: Listener) -> None:
    mine = page(guest)
    seen = mine.stamp
    entry_edit(entry=DiaryEntry.objects.get(), text=HAPPY, day=DAY, seen=seen)
    with pytest.raises(EntryChanged):
        entry_edit(entry=mine, text="Mine", day=DAY, seen=seen)
    assert DiaryEntry.objects.get().text == mine.text == HAPPY
    entry_edit(entry=mine, text="Mine", day=DAY, seen=mine.stamp)
    assert DiaryEntry.objects.get().text == "Mine"


def test_the_same_change_twice_is_one(guest: Listener) -> None:
    mine = page(guest)
    entry_edit(entry=DiaryEntry.objects.get(), text=HAPPY, day=DAY, seen="")
    entry_edit(entry=mine, text=HAPPY, day=DAY, seen="")
    assert DiaryEntry.objects.get().text == HAPPY


def test_what_is_read_late_is_not_taken_for_a_new_text(
    guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        close_words(patch)
        stale = page(guest)
    entry_edit(entry=DiaryEntry.objects.get(), text=HAPPY, day=DAY, seen="")
    entry_read(entry=stale)
    assert DiaryEntry.objects.get().mood_name == "joy"


def test_one_form_that_wrote_as_guest_and_as_account_does_not_stop_the_joining(
    guest: Listener, alice: User
) -> None:
    form = uuid.uuid4()
    for listener in (guest, alice.listener):
        entry_write(listener=listener, text=SAD, day=DAY, hour=None, client_uuid=form)
    listener_merge(guest=guest, into=alice.listener)
    assert alice.listener.diary.count() == 2
    assert alice.listener.diary.filter(client_uuid=form).count() == 1
