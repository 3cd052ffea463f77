"""The one way in which importers bring what they read into the catalogue.

An importer reads its format and yields entries, and ``Skipped`` for what cannot be taken. They are
written in batches, each in a transaction of its own: an import that is interrupted has lost at
most one batch, and the same import again finds the rest as it should be.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, ProgrammingError, transaction

from recommender.analysis.tasks import analysis_ask
from recommender.catalogue.changes import catalogue_changed, wait_for_turn
from recommender.catalogue.lyrics_evidence import ReadReport, songs_read
from recommender.catalogue.mood_evidence import with_mood_of_tags
from recommender.catalogue.records import ArtistRecord, Report, SongRecord, TagRecord
from recommender.catalogue.writer import BATCH, Writer
from recommender.lyrics_tasks import lyrics_ask
from recommender.models import MoodEvidence, Song
from recommender.search.tasks import search_ask

logger = logging.getLogger(__name__)

# What was left out is told one by one up to so many, and counted by its reason beyond.
TOLD = 200

# The columns that are read for a mood.
WORDS = frozenset({"lyrics", "description"})

# What a record that does not fit the database raises when it is written. Not OperationalError: a
# database that is locked, full or gone says nothing of the record, and ends the import.
UNWRITABLE = (
    DataError, IntegrityError, ProgrammingError,
    ValidationError, ValueError, OverflowError, KeyError,
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A song, and the artists and tags that its record names. `where`: its place, for messages."""

    song: SongRecord
    artists: tuple[ArtistRecord, ...] = ()
    tags: tuple[TagRecord, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Skipped:
    """Something that could not be taken: where it stands (a file, a line) and why not."""

    where: str
    why: str


@dataclass
class ImportReport:
    """What an import did. `skipped`: the first TOLD; `reasons`: how many of each kind in all.

    words: the songs whose lyrics or descriptions were read for their moods.
    """

    read: int = 0
    songs: Report = field(default_factory=Report)
    skipped: list[Skipped] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    words: ReadReport = field(default_factory=ReadReport)

    def skip(self, left_out: Skipped) -> None:
        """Note what was left out."""
        self.reasons[left_out.why] += 1
        if len(self.skipped) < TOLD:
            self.skipped.append(left_out)


# Told after each batch how far the import is.
Tell = Callable[[ImportReport], None]


def nobody(report: ImportReport) -> None:
    """Take a report and say nothing."""


def run_import(
    writer: Writer,
    items: Iterable[Entry | Skipped],
    tell: Tell = nobody,
    batch_size: int = BATCH,
) -> ImportReport:
    """Write all entries, in batches; a record that cannot be written is skipped by itself.

    batch_size: smaller where reading an item takes long, so that an interruption loses little.
    """
    report = ImportReport(songs=writer.report)
    stream = iter(items)
    while batch := list(islice(stream, batch_size)):
        report.read += len(batch)
        entries = list(_once(batch, report))
        try:
            _write(writer, entries)
        except UNWRITABLE:
            _write_one_by_one(writer, entries, report)
        report.words.add(_read_words(writer, entries))
        tell(report)
    if report.words.read or report.words.emptied or report.words.unread:
        lyrics_ask()
    if report.songs.written:
        search_ask()
        analysis_ask()
    return report


def _read_words(writer: Writer, entries: list[Entry]) -> ReadReport:
    """Read the words of a batch's songs, after it was written: nobody waits for the lock."""
    worded = [one.song.external_id for one in entries if one.song.columns.keys() & WORDS]
    if not worded:
        return ReadReport()
    songs = Song.objects.filter(source=writer.source, external_id__in=worded)
    return songs_read(list(songs.values_list("pk", flat=True)))


def _once(batch: Iterable[Entry | Skipped], report: ImportReport) -> Iterator[Entry]:
    """The entries of a batch; of two with one external id the last counts."""
    entries: dict[str, Entry] = {}
    for item in batch:
        if isinstance(item, Skipped):
            report.skip(item)
            continue
        before = entries.pop(item.song.external_id, None)
        if before is not None:
            report.skip(Skipped(before.where, "stands there twice"))
        entries[item.song.external_id] = item
    yield from entries.values()


def _write(writer: Writer, entries: list[Entry]) -> None:
    if not entries:
        return
    tags = {tag.slug: tag for entry in entries for tag in entry.tags}
    artists = {artist.external_id: artist for entry in entries for artist in entry.artists}
    before = writer.report.copy()
    try:
        with transaction.atomic():
            wait_for_turn()
            writer.tags(list(tags.values()))
            writer.artists(list(artists.values()))
            writer.songs([_song(writer, entry) for entry in entries])
            if writer.report.written > before.written:
                catalogue_changed()
    except UNWRITABLE:
        # Nothing of it was written, so nothing of it counts.
        writer.report.put_back(before)
        raise


def _song(writer: Writer, entry: Entry) -> SongRecord:
    """An entry's song, with the mood that its tags give it if the source says nothing of it."""
    if writer.evidence != MoodEvidence.Kind.TAGS:
        return entry.song
    return with_mood_of_tags(entry.song, entry.tags)


def _write_one_by_one(writer: Writer, entries: list[Entry], report: ImportReport) -> None:
    for entry in entries:
        try:
            _write(writer, [entry])
        except UNWRITABLE as error:
            logger.warning("%s cannot be written: %s", entry.where, error)
            report.skip(Skipped(entry.where, f"cannot be written: {type(error).__name__}"))
