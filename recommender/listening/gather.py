"""From the lists of a file to a stored corpus: songs by their keys, and what was left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings

from recommender.catalogue.importing import ImportReport, Skipped
from recommender.listening.fields import ListRecord
from recommender.listening.store import ListWriter, Seen, write_corpus
from recommender.models import Song

# Lists whose songs are looked up together: some ten thousand ids.
BATCH = 500
# Ids in one query; SQLite may be built to take no more than 999.
IDS = 900

TWICE = "stands there twice; the first counts"
EMPTY = "has no songs"
STRANGE = "names only songs that are not in the catalogue"


@dataclass
class ListReport(ImportReport):
    """What became of the lists.

    taken: lists stored. pairs: songs in them. unknown: songs that are not in the catalogue,
    counted each time. changed: whether another corpus serves now.
    """

    taken: int = 0
    pairs: int = 0
    unknown: int = 0
    changed: bool = False


class NothingTaken(Exception):
    """Not one list could be stored."""


Tell = Callable[[ListReport], None]


def nobody(report: ListReport) -> None:
    """Take a report and say nothing."""


def store_lists(
    source: str, records: Iterable[ListRecord | Skipped], tell: Tell = nobody
) -> ListReport:
    """Store all lists as the corpus of `source`, instead of what was imported from it before.

    source: also that of the songs, which have to be in the catalogue. Interrupted at any moment,
    or if not one list can be stored, it leaves the corpus of before.
    """
    report = ListReport()

    def fill(writer: ListWriter) -> None:
        stream = iter(first_of_each(records, report))
        while batch := list(islice(stream, BATCH)):
            keys = song_keys(source, {song for one in batch for song in one.songs})
            for one in batch:
                add(writer, one, keys, report)
            tell(report)
        if not report.taken:
            raise NothingTaken

    try:
        report.changed = write_corpus(Path(settings.MODEL_DIR), source, fill)
    except NothingTaken:
        report.changed = False
    return report


def first_of_each(
    records: Iterable[ListRecord | Skipped], report: ListReport
) -> Iterator[ListRecord]:
    """Yield the lists, each number once, and note the rest."""
    seen = Seen()
    for one in records:
        if isinstance(one, Skipped):
            report.skip(one)
            continue
        report.read += 1
        if seen.add(one.number):
            yield one
        else:
            report.skip(Skipped(one.where, TWICE))


def add(writer: ListWriter, one: ListRecord, keys: dict[str, int], report: ListReport) -> None:
    """Write one list with the songs that are known, each once; skip it if none is."""
    named = dict.fromkeys(one.songs)
    songs = [keys[song] for song in named if song in keys]
    report.unknown += len(named) - len(songs)
    if not songs:
        report.skip(Skipped(one.where, STRANGE if named else EMPTY))
        return
    writer.add(songs, one.tags, one.updated)
    report.taken += 1
    report.pairs += len(songs)


def song_keys(source: str, external_ids: Iterable[str]) -> dict[str, int]:
    """Return the primary keys of a source's songs by external id, of those that are there."""
    ids: Sequence[str] = sorted(external_ids)
    keys: dict[str, int] = {}
    for start in range(0, len(ids), IDS):
        rows = Song.objects.filter(source=source, external_id__in=ids[start : start + IDS])
        keys.update(rows.values_list("external_id", "pk"))
    return keys
