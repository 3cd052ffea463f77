"""Write songs together with the files that hold them."""

from collections.abc import Callable, Collection, Iterable, Sequence

from django.db.models import F, QuerySet

from recommender.catalogue.changes import catalogue_changed
from recommender.catalogue.music.entry import MusicRecord
from recommender.catalogue.records import ArtistRecord, SongRecord
from recommender.catalogue.rows import assign
from recommender.catalogue.writer import Writer
from recommender.models import MoodEvidence, MusicFile, Song
from recommender.sources import NOTHING_TO_PLAY

SOURCE = "music"
KEPT = [
    field.name
    for field in MusicFile._meta.concrete_fields
    if field.name not in {"id", "path"}
]  # fmt: skip


class MusicWriter(Writer):
    """The writer of what lies in music folders.

    How an artist or a tag is called was said by the first file that named it, or by another
    source; later files, which may spell it otherwise, do not change it back and forth.
    """

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        """check: raises where the songs' folder is no longer wanted; called in the writer's turn.

        Nothing of that batch is then written, and as a folder is forgotten in such a turn too, no
        song comes into the lists after it.
        """
        super().__init__(SOURCE, MoodEvidence.Kind.TAGS, own_tags=False)
        self.check = check

    def artists(self, records: Collection[ArtistRecord]) -> None:
        """Write the artists that are new."""
        there = self._artist_keys([record.external_id for record in records])
        super().artists([record for record in records if record.external_id not in there])

    def songs(self, records: Sequence[SongRecord]) -> None:
        """Write songs and, in the same transaction, their files."""
        self.check()
        super().songs(records)
        ours = {one.external_id: one for one in records if isinstance(one, MusicRecord)}
        songs = self._songs(ours.values())
        place(songs[key] for key in ours if assign_place(songs[key], ours[key]))
        for key, record in ours.items():
            for file in record.files:
                file.song = songs[key]
        keep_files([file for record in ours.values() for file in record.files])
        for record in ours.values():
            told = record.files[0]
            others = MusicFile.objects.filter(song=told.song).exclude(recording=told.recording)
            look_again(others.exclude(fingerprint=told.fingerprint))


def assign_place(song: Song, record: MusicRecord) -> bool:
    """Give a song its file, also one that a curator edited; return whether that was news.

    A song that had nothing to play comes back into the lists; one that a curator took out stays.
    """
    place = {name: record.columns[name] for name in ("path", "content_type")}
    if song.unavailable_reason in NOTHING_TO_PLAY:
        place |= {"available": True, "unavailable_reason": ""}
    return assign(song, place)


def place(songs: Iterable[Song]) -> None:
    """Write where songs play from, and whether they do."""
    changed = list(songs)
    if changed:
        columns = ["path", "content_type", "external_id", "available", "unavailable_reason"]
        Song.objects.bulk_update(changed, columns)
        catalogue_changed()


def keep_files(files: Sequence[MusicFile]) -> None:
    """Write files by their paths, whether a scan knew them or not."""
    MusicFile.objects.bulk_create(
        files, update_conflicts=True, unique_fields=["path"], update_fields=KEPT
    )


def look_again(files: QuerySet[MusicFile]) -> None:
    """Let the next scan read files that may be no further format of their song any more."""
    files.exclude(path=F("song__path")).update(reader=0)
