"""After a scan: look for the pictures of its songs, and let the songs show them.

A picture in the file comes before one beside it. Whatever is wrong with a picture, the song stays.
One picture is in memory at a time, and what was looked at once is not opened again while neither
the file nor the pictures beside it change.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q

from emotion.face.decoding import ImageRejected
from recommender.catalogue.changes import wait_for_turn
from recommender.catalogue.importing import TOLD, Skipped
from recommender.catalogue.music import reasons
from recommender.catalogue.music.embedded import embedded
from recommender.catalogue.music.known import below, files_below, served_roots
from recommender.catalogue.music.scan import Scan
from recommender.catalogue.music.settle import parts
from recommender.catalogue.music.tag_values import TagsUnreadable
from recommender.catalogue.music.walk import shown
from recommender.cover_files import (
    LIMITS,
    OURS,
    is_kept,
    keep,
    lost,
    made,
    mark_of,
    remove_others,
    written,
)
from recommender.models import MusicFile, MusicFolder, Song

# Files whose covers are written at once: a few small pictures in memory.
PART = 20
# Songs that one statement lets show another cover.
WRITTEN = 500

# Passes on the paths that are looked at, and shows how far that is.
Along = Callable[[Sequence[str]], Iterable[str]]


@dataclass
class Part:
    """What was found for a few files. made: new small pictures by their marks."""

    made: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    rows: list[MusicFile] = field(default_factory=list)


def covers_look(scan: Scan, along: Along = iter) -> None:
    """Look for the covers of all files that the scan met and whose cover is not known.

    OSError where a cover cannot be written, as on a full disk.
    """
    paths = iter(along(sorted(scan.uncovered)))
    while some := list(islice(paths, PART)):
        if not look(scan, some):
            return
    covers_follow(Q())
    covers_sweep()


def look(scan: Scan, paths: Sequence[str]) -> bool:
    """Find and write the covers of a few files; False if the folder was forgotten meanwhile."""
    part = Part()
    files = MusicFile.objects.filter(path__in=paths, present=True, problem="")
    for row in files.exclude(song=None).order_by("path"):
        try:
            row.cover = cover_for(scan, part, row)
        except Unreadable as error:
            # Not remembered: a right to read or a disk may come back without a change of the file.
            remark(scan, error.path, reasons.COVER_UNREADABLE)
            continue
        row.looked = scan.uncovered[row.path].mark
        part.rows.append(row)
    return write(scan, part)


class Unreadable(Exception):
    """A file cannot be opened just now."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def cover_for(scan: Scan, part: Part, row: MusicFile) -> str:
    """Return the cover of a file as it is written in the database, empty if it has none."""
    for path, data in candidates(scan, row):
        mark = mark_of(data)
        if mark in part.made or is_kept(mark):
            return written(mark)
        if mark not in part.refused:
            try:
                part.made[mark] = made(data)
            except ImageRejected as error:
                part.refused[mark] = error.code
            else:
                return written(mark)
        remark(scan, path, reasons.COVERS[part.refused[mark]])
    return ""


def candidates(scan: Scan, row: MusicFile) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of a file, the best first, each with the path of where it stands."""
    try:
        with Path(row.path).open("rb") as file:
            inside = embedded(file, row.content_type)
    except TagsUnreadable:
        remark(scan, row.path, reasons.COVER_UNREADABLE)
        inside = []
    except OSError as error:
        raise Unreadable(row.path) from error
    for picture in inside:
        yield row.path, picture.data
    for path in scan.uncovered[row.path].paths:
        yield path, content(path)


def content(path: str) -> bytes:
    """Return a picture's bytes, one more than is allowed at most."""
    try:
        with Path(path).open("rb") as file:
            return file.read(LIMITS.bytes + 1)
    except OSError as error:
        raise Unreadable(path) from error


def write(scan: Scan, part: Part) -> bool:
    """Write covers and files in one turn, so that no other scan sweeps a cover in between.

    False, and nothing written, if the folder was forgotten: its covers are gone with it.
    """
    with transaction.atomic():
        wait_for_turn()
        if not MusicFolder.objects.filter(path=str(scan.root)).exists():
            return False
        for mark, picture in part.made.items():
            keep(mark, picture)
        MusicFile.objects.bulk_update(part.rows, ["cover", "looked"])
        covers_follow(Q(song__in=[row.song_id for row in part.rows]))
    return True


def covers_follow(which: Q) -> int:
    """Let songs show the cover of the file that they play from; return how many changed.

    A cover that is none of ours was given by somebody, and stays.
    """
    ours = Q(song__cover="") | Q(song__cover__startswith=OURS)
    files = MusicFile.objects.filter(which, ours, problem="", song__path=F("path"))
    news = files.exclude(looked="").exclude(cover=F("song__cover"))
    songs = [Song(pk=key, cover=cover) for key, cover in news.values_list("song", "cover")]
    return Song.objects.bulk_update(songs, ["cover"], batch_size=WRITTEN) if songs else 0


@transaction.atomic
def covers_sweep() -> int:
    """Remove the covers that no song uses, and none of its files; return how many."""
    wait_for_turn()
    return remove_others(covers_used())


def covers_used() -> set[str]:
    """Return the covers of songs and of their files, as they are written."""
    songs = Song.objects.filter(cover__startswith=OURS).values_list("cover", flat=True)
    files = MusicFile.objects.exclude(song=None).exclude(cover="").values_list("cover", flat=True)
    return {*songs.distinct().order_by(), *files.distinct().order_by()}


def covers_miss() -> None:
    """Look again for covers that went from the disk, as where only the database was restored."""
    for some in parts(lost(covers_used())):
        MusicFile.objects.filter(cover__in=some).update(looked="")


def covers_forget(path: str) -> None:
    """Take the covers from songs of a folder that is no longer served; call it after they left."""
    others = tuple(served_roots())
    rows = files_below(Path(path)).exclude(song=None).values_list("pk", "song", "path")
    ours = [
        (key, song)
        for key, song, place in rows.iterator()
        if place.startswith(below(path)) and not place.startswith(others)
    ]
    for some in parts(ours):
        songs = [song for _, song in some]
        MusicFile.objects.filter(pk__in=[key for key, _ in some]).update(cover="", looked="")
        Song.objects.filter(pk__in=songs, cover__startswith=OURS).update(cover="")
        covers_follow(Q(song__in=songs))
    transaction.on_commit(covers_sweep, robust=True)


def remark(scan: Scan, path: str, why: str) -> None:
    """Tell once of a picture that many songs would have shown."""
    told = Skipped(shown(path, scan.root), why)
    if len(scan.remarks) < TOLD and told not in scan.remarks:
        scan.remarks.append(told)
