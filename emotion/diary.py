"""Write, edit, correct and delete the pages of a diary.

A page may go, or change, in another tab while this one works on it. So each change looks at the
page once more, under a lock: DiaryEntry.DoesNotExist says that it is gone, and nothing brings it
back. Words are read before, since reading takes long and others would wait.

No text of a page may reach a log: nothing here logs one or puts one into an exception.
"""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from emotion import words
from emotion.models import DiaryEntry, Door, Reading
from emotion.moods import Mood
from emotion.services import reading_correct, reading_create
from emotion.text.emotions import EMOTIONS
from emotion.text.reading import TextReading
from emotion.written import fold, tidy
from mlfym.accounts.models import Listener


class EntryChanged(Exception):
    """The page has changed since the writer saw it; what they wrote is not kept yet."""


@sensitive_variables()
def entry_write(
    *,
    listener: Listener,
    text: str,
    day: date,
    hour: int | None,
    client_uuid: uuid.UUID | None = None,
) -> DiaryEntry:
    """Keep a new page and read it; it is kept all the same where words cannot be read just now.

    `hour`: on the listener's clock, None where the page is about another day than today.
    `client_uuid`: the form that it came from. The same words from the same form are the page that
    is there already; other words are another page (somebody went back and wrote on).
    """
    before = entry_from(listener, client_uuid)
    if before is not None and before.text == tidy(text):
        return before
    form = None if before else client_uuid
    read = read_or_none(tidy(text))
    entry = DiaryEntry(listener=listener, day=day, hour=hour, client_uuid=form)
    put_text(entry, text)
    try:
        with transaction.atomic():
            put_reading(entry, read)
            entry.save(force_insert=True)
    except IntegrityError:
        # The same form sent twice at once: the other one is kept by now.
        if entry_from(listener, form) is None:
            raise
        return entry_write(listener=listener, text=text, day=day, hour=hour, client_uuid=form)
    return entry


def entry_from(listener: Listener, client_uuid: uuid.UUID | None) -> DiaryEntry | None:
    """Return the page that a form has made, None where it has made none."""
    if client_uuid is None:
        return None
    return DiaryEntry.objects.filter(listener=listener, client_uuid=client_uuid).first()


@sensitive_variables()
def entry_edit(*, entry: DiaryEntry, text: str, day: date, seen: str) -> DiaryEntry:
    """Change a page and read it anew; a mood that the listener named stays until they say else.

    `seen`: the stamp of the page when the writer had it before them. EntryChanged where it is
    another one now and the page says something else; the entry then holds what is kept.
    """
    read = read_or_none(tidy(text))
    with transaction.atomic():
        entry_hold(entry)
        if entry.stamp != seen and (entry.text, entry.day) != (tidy(text), day):
            raise EntryChanged
        if day != entry.day:
            entry.day, entry.hour = day, None
        put_text(entry, text)
        entry.edited = timezone.now()
        put_reading(entry, read)
        entry.save(force_update=True)
    return entry


@sensitive_variables()
def entry_read(*, entry: DiaryEntry) -> DiaryEntry:
    """Read a page that could not be read when it was written.

    What was read is left out where the text is another one by then: that one was read itself.
    """
    text = entry.text
    read = read_or_none(text)
    with transaction.atomic():
        entry_hold(entry)
        if entry.text == text:
            put_reading(entry, read)
            entry.save(force_update=True)
    return entry


@transaction.atomic
def entry_correct(*, entry: DiaryEntry, mood: str) -> DiaryEntry:
    """Keep the listener's own word on a page; naming the mood that was read takes it back.

    On a page that nobody could read, their word is the reading. ValidationError for a mood that
    does not exist.
    """
    entry_hold(entry)
    if entry.reading is not None and entry.emotions:
        reading_correct(reading=entry.reading, mood=mood)
        return entry
    reading = entry.reading or Reading(listener=entry.listener, door=Door.DIARY, confidence=1.0)
    reading.corrected_to = mood
    reading.clean_fields(exclude=("listener",))
    reading.set_mood(Mood.of(mood))
    reading.save()
    entry.reading = reading
    entry.save(update_fields=["reading"])
    return entry


@transaction.atomic
def entry_delete(*, entry: DiaryEntry) -> None:
    """Delete a page for good, with what was read in it."""
    entry_hold(entry)
    reading = entry.reading
    entry.delete()
    if reading is not None:
        reading.delete()


def entry_hold(entry: DiaryEntry) -> None:
    """Bring an entry up to date and keep others from it until this transaction ends.

    DiaryEntry.DoesNotExist where it was deleted.
    """
    entry.refresh_from_db(from_queryset=DiaryEntry.objects.select_for_update())


@sensitive_variables()
def read_or_none(text: str) -> TextReading | None:
    """Return what is read in a text, None where no model can; the health page says that."""
    try:
        return words.read_text(text)
    except words.WordsClosed:
        return None


def put_text(entry: DiaryEntry, text: str) -> None:
    """Write a text into an entry (without saving)."""
    entry.text = tidy(text)
    entry.folded = fold(entry.text)


def put_reading(entry: DiaryEntry, read: TextReading | None) -> None:
    """Write into an entry what was read in it (without saving).

    ValidationError where a value of the entry is out of range.
    """
    entry.emotions, entry.sentences, entry.unsure = {}, [], False
    if read is not None:
        entry.emotions = dict(zip(EMOTIONS, (float(share) for share in read.emotions), strict=True))
        entry.sentences = [
            {"start": part.start, "end": part.end, "mood": part.mood.top, "weight": part.weight}
            for part in read.sentences
        ]
        entry.unsure = read.unsure
        entry.reading = keep_reading(entry, read)
    entry.clean_fields(exclude=("listener", "reading"))


def keep_reading(entry: DiaryEntry, read: TextReading) -> Reading:
    """Return the entry's reading with what was read now; the listener's own word stays."""
    reading = entry.reading
    if reading is None:
        return reading_create(
            listener=entry.listener,
            door=Door.DIARY,
            mood=read.mood,
            confidence=read.confidence,
        )
    reading.set_mood(read.mood)
    reading.confidence = read.confidence
    reading.save(force_update=True)
    return reading
