"""After a scan: songs whose files are gone leave the lists, and those whose files are back return.

Nothing is deleted: a file that is away is remembered, so that a disk that was not mounted for a
while needs no reading when it is back.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from recommender.catalogue.changes import wait_for_turn
from recommender.catalogue.music.known import below, files_below, served_roots
from recommender.catalogue.music.scan import Scan
from recommender.catalogue.music.writer import SOURCE, place
from recommender.catalogue.rows import assign
from recommender.models import MusicFile, Song
from recommender.sources import FILE_MISSING, NOTHING_TO_PLAY, has_stream, is_playable

PART = 500

Item = TypeVar("Item")


def settle(scan: Scan) -> None:
    """Bring the songs into line with what the scan met and what it did not."""
    gone = [row.key for row in scan.known.values() if row.present]
    for keys in parts(scan.returned):
        MusicFile.objects.filter(pk__in=keys).update(present=True)
    for keys in parts(gone):
        MusicFile.objects.filter(pk__in=keys).update(present=False)
    for keys in parts(list(stranded_songs(scan))):
        scan.counts.gone += leave(keys)
    for keys in parts(list(waiting_songs(scan))):
        scan.counts.back += come_back(keys)
    forget_moved(scan)
    scan.counts.copies = sum(1 for _ in copies(scan))


def parts(keys: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield keys, or what else there is, in parts that fit one query."""
    rest = iter(keys)
    while part := list(islice(rest, PART)):
        yield part


def stranded_songs(scan: Scan) -> Iterator[int]:
    """Yield the songs that should play from below the folder and have no sound file there.

    It is gone, damaged, or holds another song now: also what an interrupted scan left is found.
    """
    file = MusicFile.objects.filter(
        song=OuterRef("pk"), path=OuterRef("path"), present=True, problem=""
    )
    songs = Song.objects.filter(source=SOURCE, available=True, path__startswith=below(scan.root))
    for key, path in songs.exclude(Exists(file)).values_list("pk", "path").iterator():
        if path.startswith(below(scan.root)):
            yield key


def waiting_songs(scan: Scan) -> Iterator[int]:
    """Yield the songs that are out for want of a file and have one below the folder."""
    files = files_below(scan.root).filter(present=True, problem="")
    out = files.filter(song__available=False, song__unavailable_reason__in=NOTHING_TO_PLAY)
    for path, song in out.values_list("path", "song_id").iterator():
        if song is not None and path.startswith(below(scan.root)):
            yield song


def leave(keys: list[int]) -> int:
    """Take songs out of the lists that have no file left; return how many went.

    One with another file plays from that.
    """
    with transaction.atomic():
        wait_for_turn()
        files = first_files(keys)
        songs = Song.objects.filter(pk__in=keys, available=True)
        changed = [song for song in songs if plays_otherwise(song, files.get(song.pk))]
        place(changed)
        return sum(not song.available for song in changed)


def plays_otherwise(song: Song, file: MusicFile | None) -> bool:
    """Let a song play from this file of it, or from nothing; return whether that was news."""
    if file is not None:
        return plays_from(song, file)
    if song.audio or has_stream(song):
        return False
    return assign(song, {"available": False, "unavailable_reason": FILE_MISSING})


def plays_from(song: Song, file: MusicFile) -> bool:
    """Let a song play from this file of it; return whether that was news.

    Where that is another format, its external id follows, by which it is found again when that file
    moves, and the sound is heard anew; till then it has the level that was heard of the other one.
    What the song is called, and all else that was told of it, stays: a copy often tells less, and
    the first file may be back tomorrow.
    """
    columns = {"path": file.path, "content_type": file.content_type}
    sound = file.fingerprint
    taken = Song.objects.filter(source=SOURCE, external_id=sound)
    if sound and sound != song.external_id and not taken.exists():
        columns["external_id"] = sound
    return assign(song, columns)


def copies(scan: Scan) -> Iterator[str]:
    """Yield the files below the folder whose song plays from another one."""
    files = files_below(scan.root).filter(present=True, problem="", song__isnull=False)
    for path in files.exclude(song__path=F("path")).values_list("path", flat=True).iterator():
        if path.startswith(below(scan.root)):
            yield path


def come_back(keys: list[int]) -> int:
    """Let songs into the lists again whose file is there; return how many came."""
    with transaction.atomic():
        wait_for_turn()
        files = first_files(keys)
        back = []
        for song in Song.objects.filter(pk__in=keys, available=False):
            file = files.get(song.pk)
            if file is not None:
                plays_from(song, file)
            if is_playable(song):
                song.available, song.unavailable_reason = True, ""
                back.append(song)
        place(back)
        return len(back)


def first_files(keys: list[int]) -> dict[int, MusicFile]:
    """Return for each song the file that it plays from: the one it has, else the oldest row.

    What lies in a forgotten folder is known still, and not served.
    """
    roots = tuple(served_roots())
    found: dict[int, MusicFile] = {}
    rows = MusicFile.objects.filter(song__in=keys, present=True, problem="")
    for row in rows.select_related("song").order_by("-pk"):
        song = row.song
        if song is None or not row.path.startswith(roots):
            continue
        if song.pk not in found or found[song.pk].path != song.path:
            found[song.pk] = row
    return found


def forget_moved(scan: Scan) -> None:
    """Forget places that songs moved away from, so that moving about leaves no growing trail."""
    for keys in parts([row.key for row in scan.known.values()]):
        with transaction.atomic():
            away = MusicFile.objects.filter(pk__in=keys, present=False).exclude(song=None)
            there = first_files(list(away.values_list("song_id", flat=True)))
            away.filter(song__in=list(there)).delete()
