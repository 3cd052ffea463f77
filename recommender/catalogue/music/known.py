"""What earlier scans know: which files need no second look, and which song a sound belongs to."""

from pathlib import Path
from typing import NamedTuple

from django.db.models import QuerySet

from recommender.catalogue.music.sound import READER
from recommender.catalogue.music.tags import Tags
from recommender.catalogue.music.walk import Found
from recommender.catalogue.music.writer import SOURCE
from recommender.models import MusicFile, MusicFolder, Song
from recommender.models.names import normalise_name


class Known(NamedTuple):
    """A file as the last scan left it; one small row is held for each file of the folder."""

    key: int
    size: int
    modified: int
    beside: str
    present: bool
    problem: str
    reader: int
    song: int | None
    looked: str

    def unchanged(self, found: Found) -> bool:
        """Tell whether the file is as it was, and was not read by what reads better by now."""
        now = found.size, found.modified, found.beside
        return (self.size, self.modified, self.beside) == now and self.reader >= READER


def files_below(root: Path) -> QuerySet[MusicFile]:
    """Return the files below a folder, and on SQLite, which ignores case here, perhaps others."""
    return MusicFile.objects.filter(path__startswith=below(root))


def below(root: Path | str) -> str:
    """Return how the paths of a folder's files begin."""
    return f"{str(root).rstrip('/')}/"


def served_roots() -> list[str]:
    """Return how the paths begin that audio is served from; a forgotten folder's do not count."""
    return [below(path) for path in MusicFolder.objects.values_list("path", flat=True)]


def known_files(root: Path) -> dict[str, Known]:
    """Return what is known of each file below a folder, by its path."""
    rows = files_below(root).values_list("path", "pk", *Known._fields[1:])
    return {
        path: Known(*state)
        for path, *state in rows.iterator()
        if path.startswith(below(root))
    }  # fmt: skip


def file_row(found: Found, **columns: object) -> MusicFile:
    """Return the row of a file as it stands."""
    return MusicFile(
        path=found.path, size=found.size, modified=found.modified, beside=found.beside,
        reader=READER, **columns,
    )  # fmt: skip


def song_of(fingerprint: str) -> Song | None:
    """Return the song with this sound."""
    return Song.objects.filter(source=SOURCE, external_id=fingerprint).first()


def was_deleted(fingerprint: str) -> bool:
    """Tell whether this sound was a song once, and somebody deleted it here."""
    rows = MusicFile.objects.filter(fingerprint=fingerprint, song=None, problem="")
    return rows.exists()


def other_file(fingerprint: str, path: str) -> MusicFile | None:
    """Return another file that holds this sound now, None if there is none.

    A file that is not on the disk as we know it does not count: it was moved, or replaced. Nor
    does one in a forgotten folder: its song could not play from there.
    """
    rows = MusicFile.objects.filter(fingerprint=fingerprint).exclude(path=path)
    roots = tuple(served_roots())
    others = (row for row in rows.order_by("pk").iterator() if row.path.startswith(roots))
    return next((row for row in others if still_there(row)), None)


def still_there(row: MusicFile) -> bool:
    """Tell whether a file is on the disk as it is known."""
    try:
        state = Path(row.path).lstat()
    except OSError:
        return False
    return (state.st_size, state.st_mtime_ns) == (row.size, row.modified)


def replaced_song(found: Found, title: str, tags: Tags) -> Song | None:
    """Return the song whose file was replaced by another recording of the same.

    That is what happens when a better copy takes the place of one: another sound at the same
    path, under the same title or MusicBrainz id. The song keeps its history. One that plays from
    another file has lost nothing here.
    """
    before = MusicFile.objects.filter(path=found.path).exclude(song=None).first()
    if before is None or before.song is None or before.song.source != SOURCE:
        return None
    if before.song.path != found.path:
        return None
    if tags.recording_id and tags.recording_id == before.recording_id:
        return before.song
    same = before.song.names.filter(normalised=normalise_name(title)[:300]).exists()
    return before.song if same else None
