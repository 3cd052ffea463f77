"""The frame of every import: batches, doubles, records that cannot be written, and going on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import OperationalError

from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.importing import TOLD, Entry, ImportReport, Skipped, run_import
from recommender.catalogue.records import ArtistRecord, Name, SongRecord, TagRecord
from recommender.catalogue.writer import BATCH, Writer
from recommender.models import Artist, MoodEvidence, Song, Tag

pytestmark = pytest.mark.django_db


def entry(number: int, **columns: object) -> Entry:
    song = SongRecord(
        external_id=str(number),
        names=(Name("en", f"Song {number}"),),
        artists=("ann",),
        tags={"calm": 0.5},
        columns=columns,
    )
    artists = (ArtistRecord("ann", (Name("en", "Ann"),)),)
    return Entry(song, artists, (TagRecord("calm", Tag.Kind.MOOD.value, "calm"),), f"row {number}")


def a_writer() -> Writer:
    return Writer("test", MoodEvidence.Kind.TAGS)


def test_songs_artists_and_tags_are_written_once_however_often_they_are_imported() -> None:
    entries = [entry(number) for number in range(BATCH + 3)]
    first = run_import(a_writer(), entries)
    version = catalogue_version()
    again = run_import(a_writer(), entries)
    assert (first.songs.added, again.songs.added, again.songs.unchanged) == (503, 0, 503)
    assert (Song.objects.filter(source="test").count(), Artist.objects.count()) == (503, 1)
    assert catalogue_version() == version


def test_of_two_records_with_one_id_the_last_counts_and_the_first_is_told() -> None:
    report = run_import(a_writer(), [entry(1, album="old"), entry(1, album="new")])
    assert Song.objects.get(source="test").album == "new"
    assert [left.where for left in report.skipped] == ["row 1"]


def test_a_record_that_cannot_be_written_loses_nothing_else() -> None:
    entries = [entry(number) for number in range(5)]
    entries[2] = entry(2, energy=7.0)
    report = run_import(a_writer(), entries)
    assert report.songs.added == 4
    assert [left.where for left in report.skipped] == ["row 2"]
    assert set(Song.objects.values_list("external_id", flat=True)) == {"0", "1", "3", "4"}


def test_an_artist_that_is_missing_skips_its_song() -> None:
    lost = entry(1)
    report = run_import(a_writer(), [replace(lost, artists=()), entry(2)])
    # Both stand in one batch, which knows Ann from the second; alone the first has nobody.
    assert report.songs.added == 2
    Artist.objects.all().delete()
    report = run_import(a_writer(), [replace(entry(3), artists=())])
    assert (report.songs.added, len(report.skipped)) == (0, 1)


def test_an_interruption_keeps_the_batches_that_were_written() -> None:
    def broken_off() -> Iterator[Entry]:
        for number in range(BATCH + 10):
            yield entry(number)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(a_writer(), broken_off())
    assert Song.objects.count() == BATCH
    report = run_import(a_writer(), [entry(number) for number in range(BATCH + 10)])
    assert (report.songs.added, report.songs.unchanged) == (10, BATCH)


def test_what_is_left_out_is_counted_beyond_what_is_told() -> None:
    told: list[int] = []

    def tell(report: ImportReport) -> None:
        told.append(report.read)

    report = run_import(a_writer(), [Skipped(str(n), "no title") for n in range(900)], tell)
    assert (len(report.skipped), report.reasons["no title"]) == (TOLD, 900)
    assert told == [500, 900]


def test_a_database_that_is_gone_ends_the_import_and_skips_nothing() -> None:
    def gone(records: object) -> None:
        raise OperationalError("database is locked")

    writer = a_writer()
    writer.songs = gone  # type: ignore[method-assign]
    with pytest.raises(OperationalError):
        run_import(writer, [entry(1), entry(2)])
    report = run_import(a_writer(), [entry(1), entry(2)])
    assert (report.songs.added, report.skipped) == (2, [])
