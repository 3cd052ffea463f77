"""Write, edit, correct and delete the pages of a diary.

No text of a page may reach a log: nothing here logs one or puts one into an exception.
"""

from datetime import date

from django.db import transaction
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


@sensitive_variables()
def entry_write(*, listener: Listener, text: str, day: date, hour: int | None) -> DiaryEntry:
    """Keep a new page and read it; it is kept all the same where words cannot be read just now.

    `hour`: on the listener's clock, None where the page is about another day than today.
    """
    read = read_or_none(tidy(text))
    entry = DiaryEntry(listener=listener, day=day, hour=hour)
    put_text(entry, text)
    return store(entry, read)


@sensitive_variables()
def entry_edit(*, entry: DiaryEntry, text: str, day: date) -> DiaryEntry:
    """Change a page and read it anew; a mood that the listener named stays until they say else."""
    read = read_or_none(tidy(text))
    if day != entry.day:
        entry.day, entry.hour = day, None
    put_text(entry, text)
    entry.edited = timezone.now()
    return store(entry, read)


@sensitive_variables()
def entry_read(*, entry: DiaryEntry) -> DiaryEntry:
    """Read a page that could not be read when it was written."""
    return store(entry, read_or_none(entry.text))


@transaction.atomic
def entry_correct(*, entry: DiaryEntry, mood: str) -> DiaryEntry:
    """Keep the listener's own word on a page; naming the mood that was read takes it back.

    On a page that nobody could read, their word is the reading. ValidationError for a mood that
    does not exist.
    """
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
    reading = entry.reading
    entry.delete()
    if reading is not None:
        reading.delete()


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


@transaction.atomic
def store(entry: DiaryEntry, read: TextReading | None) -> DiaryEntry:
    """Save an entry with what was read in it; ValidationError where a value is out of range."""
    entry.emotions, entry.sentences, entry.unsure = {}, [], False
    if read is not None:
        entry.emotions = dict(zip(EMOTIONS, (float(share) for share in read.emotions), strict=True))
        entry.sentences = [
            {"start": part.start, "end": part.end, "mood": part.mood.top, "weight": part.weight}
            for part in read.sentences
        ]
        entry.unsure = read.unsure
        entry.reading = reading_put(entry, read)
    entry.clean_fields(exclude=("listener", "reading"))
    entry.save()
    return entry


def reading_put(entry: DiaryEntry, read: TextReading) -> Reading:
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
    reading.save()
    return reading
