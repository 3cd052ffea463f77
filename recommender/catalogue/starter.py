"""Bring the starter library, with which every site begins, into the catalogue.

No stamp says whether it was loaded: what the database holds is compared with the file each time,
which takes a moment for a library of this size and is right for any database, also one that was
restored, emptied or moved. What a curator touched in the admin is left as it is (``curators``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from emotion.moods import MOODS
from recommender.analysis.file import load_figures
from recommender.catalogue.changes import catalogue_changed, wait_for_turn
from recommender.catalogue.curators import deleted, touched
from recommender.catalogue.library_file import (
    LibraryFile,
    PlaylistRecord,
    read_library,
    read_words,
)
from recommender.catalogue.records import Report, SongRecord
from recommender.catalogue.rows import assign, sync_rows
from recommender.catalogue.writer import Writer
from recommender.lyrics_tasks import lyrics_ask
from recommender.models import MoodEvidence, Playlist, PlaylistItem, Song
from recommender.sources import FILE_MISSING, LEFT_LIBRARY, locate

SOURCE = "starter"
# What this module itself may undo when a song's file is there (again).
OURS = (FILE_MISSING, LEFT_LIBRARY)
COLUMNS = [
    "title_en", "title_ko", "description_en", "description_ko", "default_for", *MOODS
]  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """What loading did: songs and lists written, and the files that are not there."""

    songs: Report
    playlists: Report
    missing: tuple[str, ...]


def load_starter(folder: Path | None = None) -> Loaded:
    """Load ``library.json`` of the starter folder, all of it or (on any error) nothing.

    LibraryError if the file is not what it should be.
    """
    folder = folder or Path(settings.STARTER_DIR)
    library = read_library(folder / "library.json")
    words = read_words(folder / "words.json")
    with transaction.atomic():
        wait_for_turn()
        writer = Writer(SOURCE, MoodEvidence.Kind.TAGS)
        writer.tags(library.tags)
        writer.artists(library.artists)
        writer.songs([with_words(with_cover(record, folder), words) for record in library.songs])
        missing, moved = check_files(library)
        playlists = write_playlists(library.playlists)
        load_figures(folder)
        if writer.report.wrote or moved:
            catalogue_changed()
            lyrics_ask()
    return Loaded(writer.report, playlists, missing)


def with_cover(record: SongRecord, folder: Path) -> SongRecord:
    """Leave out a cover that is not there: the address of a missing static file is an error."""
    name = Path(record.columns["cover"]).name
    if (folder / "covers" / name).is_file():
        return record
    return replace(record, columns={**record.columns, "cover": ""})


def with_words(record: SongRecord, words: Mapping[str, str]) -> SongRecord:
    """Add the words that were written for a piece; all of them are instrumental."""
    slug = Path(record.columns["path"]).stem
    if slug not in words:
        return record
    return replace(record, columns={**record.columns, "lyrics": words[slug], "sung": False})


def check_files(library: LibraryFile) -> tuple[tuple[str, ...], bool]:
    """Take songs out of the lists whose file is not there, and let those back whose file is.

    Returns the missing files' names, and whether any song moved in or out.
    """
    named = {record.external_id for record in library.songs}
    missing, changed = [], []
    for song in Song.objects.filter(source=SOURCE).order_by("pk"):
        reason = "" if locate(song) else FILE_MISSING
        if reason:
            missing.append(song.path.rpartition("/")[2])
        if song.external_id not in named:
            reason = LEFT_LIBRARY
        if (song.available and reason) or (
            song.unavailable_reason in OURS and song.unavailable_reason != reason
        ):
            song.available, song.unavailable_reason = not reason, reason
            changed.append(song)
    Song.objects.bulk_update(changed, ["available", "unavailable_reason"])
    return tuple(missing), bool(changed)


def write_playlists(records: Sequence[PlaylistRecord]) -> Report:
    """Write the curated lists; those that a curator touched, or gave another mood's place, stay."""
    there = {row.slug: row for row in Playlist.objects.curated().exclude(slug="")}
    every, records = records, [r for r in records if not is_kept(r, there.get(r.slug))]
    report = Report(kept=len(every) - len(records))
    taken = other_defaults({record.slug for record in records})
    columns = {r.slug: columns_beside(r, taken) for r in records}
    release_defaults(columns, there)
    new = [Playlist(slug=r.slug, **columns[r.slug]) for r in records if r.slug not in there]
    changed = [row for slug, row in there.items() if assign(row, columns.get(slug, {}))]
    Playlist.objects.bulk_create(new)
    Playlist.objects.bulk_update(changed, COLUMNS)
    moved = write_items(records) | {row.pk for row in changed}
    report.added = len(new)
    report.changed = len(moved - {row.pk for row in new})
    return report


def is_kept(record: PlaylistRecord, row: Playlist | None) -> bool:
    """Tell whether a curator changed or deleted the list."""
    if row is not None:
        return row.pk in touched(Playlist)
    return bool(deleted(Playlist) & {record.columns["title_en"], record.columns["title_ko"]})


def other_defaults(ours: set[str]) -> set[str]:
    """Return the moods whose default list is one that we do not write."""
    rows = Playlist.objects.exclude(default_for="").exclude(slug__in=ours)
    return set(rows.values_list("default_for", flat=True))


def columns_beside(record: PlaylistRecord, taken: set[str]) -> dict[str, object]:
    """Return a list's columns; a mood that a curator gave to another list stays with that."""
    columns = dict(record.columns)
    if columns["default_for"] in taken:
        columns["default_for"] = ""
    return columns


def release_defaults(columns: dict[str, dict[str, object]], there: dict[str, Playlist]) -> None:
    """Free the moods that change lists first, since no mood may have two for a moment."""
    leaving = [
        row
        for slug, row in there.items()
        if slug in columns and row.default_for and row.default_for != columns[slug]["default_for"]
    ]
    for row in leaving:
        row.default_for = ""
    Playlist.objects.bulk_update(leaving, ["default_for"])


def write_items(records: Sequence[PlaylistRecord]) -> set[int]:
    """Write the lists' songs in order; return the keys of the lists that changed."""
    songs = dict(Song.objects.filter(source=SOURCE).values_list("external_id", "pk"))
    lists = dict(
        Playlist.objects.filter(slug__in=[r.slug for r in records]).values_list("slug", "pk")
    )
    items = [
        PlaylistItem(playlist_id=lists[record.slug], song_id=songs[number], position=position)
        for record in records
        for position, number in enumerate((n for n in record.songs if n in songs), start=1)
    ]
    have = PlaylistItem.objects.filter(playlist__in=list(lists.values()))
    changed = sync_rows(have, items, lambda row: (row.playlist_id, row.song_id), ["position"])
    return {row.playlist_id for row in changed}
