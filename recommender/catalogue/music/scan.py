"""One scan of a music folder: what is new or changed is read, everything else is only counted."""

import logging
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

import av
from django.conf import settings
from django.db import transaction

from recommender.audio import AudioRejected
from recommender.catalogue.importing import TOLD, Entry, Skipped
from recommender.catalogue.music import reasons
from recommender.catalogue.music.beside import Beside
from recommender.catalogue.music.entry import MusicRecord, artist_records, record_of, tag_records
from recommender.catalogue.music.file_names import named
from recommender.catalogue.music.known import (
    Known,
    file_row,
    known_files,
    other_file,
    replaced_song,
    song_of,
    was_deleted,
)
from recommender.catalogue.music.lyrics import LyricsUnreadable, read_lrc
from recommender.catalogue.music.recordings import (
    Other,
    agree,
    joins,
    known_others,
    tagged_row,
)
from recommender.catalogue.music.sound import Sound, hear
from recommender.catalogue.music.tag_values import TagsUnreadable
from recommender.catalogue.music.tags import Tags, read_tags
from recommender.catalogue.music.walk import Found, shown, suffix, walk
from recommender.catalogue.music.writer import MusicWriter, keep_files, look_again
from recommender.models import MusicFile, Song, SongAnalysis

logger = logging.getLogger(__name__)

# Files in one transaction: so many are read in a few seconds, and no more is lost by a kill.
BATCH = 20
# Files with the same tags that wait for each other: there are some ten formats, not so many.
MOST_HELD = 50
SAME_SUFFIXES = (
    {".ogg", ".oga", ".opus"}, {".m4a", ".m4b", ".mp4"}, {".webm", ".weba", ".mka"},
)  # fmt: skip


@dataclass
class Counts:
    """What a scan met. files: audio files in the folder; unchanged: not opened again.

    copies: files of songs that play from another one.
    """

    files: int = 0
    unchanged: int = 0
    moved: int = 0
    gone: int = 0
    back: int = 0
    copies: int = 0


class Held(NamedTuple):
    """A file that may be another format of a song. seconds: its length."""

    found: Found
    row: MusicFile
    seconds: float


@dataclass
class Scan:
    """A scan of the folder ``root`` (a real path).

    Call ``look``, write what ``items`` yields, then ``settle`` it. anew: whether files that did not
    change are read too, as after an error in how tags were read. returned: keys of files that
    were away. uncovered: the files whose cover is to be looked for, and the pictures beside each.
    """

    root: Path
    writer: MusicWriter = field(default_factory=MusicWriter)
    anew: bool = False
    counts: Counts = field(default_factory=Counts)
    remarks: list[Skipped] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    returned: list[int] = field(default_factory=list)
    uncovered: dict[str, Beside] = field(default_factory=dict)
    _waiting: list[Found] = field(default_factory=list)
    _left_out: list[Skipped] = field(default_factory=list)
    _in_flight: OrderedDict[str, MusicRecord] = field(default_factory=OrderedDict)
    _held: dict[str, list[Held]] = field(default_factory=dict)

    def look(self) -> int:
        """Walk through the folder; return how many items there will be.

        Afterwards ``known`` holds what is known and was not met.
        """
        self.known = known_files(self.root)
        for found in walk(self.root, own_folders()):
            if isinstance(found, Skipped):
                self._left_out.append(found)
                continue
            self.counts.files += 1
            before = self.known.pop(found.path, None)
            if before and before.unchanged(found) and not self.anew:
                self._as_it_was(found, before)
            else:
                self._waiting.append(found)
                self.uncovered[found.path] = found.pictures
        return len(self._left_out) + len(self._waiting)

    def _as_it_was(self, found: Found, before: Known) -> None:
        """Count a file that need not be opened."""
        if not before.present:
            self.returned.append(before.key)
        if before.problem or before.song is None:
            self._left_out.append(self._skipped(found, before.problem or reasons.DELETED))
        else:
            self.counts.unchanged += 1
            if before.looked != found.pictures.mark:
                self.uncovered[found.path] = found.pictures

    def items(self) -> Iterator[Entry | Skipped]:
        """Yield what was left out, and an entry for each file that is new or changed."""
        yield from self._left_out
        yield from filter(None, map(self._read, self._waiting))
        for group in self._held.values():
            while group:
                yield from filter(None, [self._join(group[0])])
                group.pop(0)

    def _read(self, found: Found, *, alone: bool = False) -> Entry | Skipped | None:
        """Open one file; whatever is wrong with it concerns it alone."""
        try:
            with Path(found.path).open("rb") as file:
                return self._take(found, file, alone=alone)
        except AudioRejected as rejected:
            return self._problem(found, reasons.REJECTED[rejected.code])
        except OSError as error:
            # Not remembered: a right to read or a disk may come back without a change of the file.
            return self._skipped(found, reasons.UNREADABLE, error.strerror or type(error).__name__)
        except (av.FFmpegError, ValueError) as error:
            # What a decoder says to streams that change their form half-way, or make no sense.
            logger.warning("%s: %s", found.path, error)
            return self._problem(found, reasons.REJECTED["damaged"])

    def _problem(self, found: Found, why: str) -> Skipped:
        """Remember that a file is no song; the one that it was waits for it to be whole again."""
        song = MusicFile.objects.filter(path=found.path).values_list("song", flat=True).first()
        keep_files([file_row(found, problem=why, song_id=song)])
        return self._skipped(found, why)

    def _take(self, found: Found, file: IO[bytes], *, alone: bool) -> Entry | Skipped | None:
        """Return the entry of an audio file, or why it is none of its own; None while it is held.

        alone: whether it is known to be no other format of a song.
        """
        sound = hear(file)
        song = song_of(sound.fingerprint)
        if song is None and was_deleted(sound.fingerprint):
            keep_files([file_row(found, fingerprint=sound.fingerprint)])
            return self._skipped(found, reasons.DELETED)
        tags = named(self._tags(found, file, sound), Path(found.path))
        row = tagged_row(found, sound, tags)
        twin = self._twin(row, song)
        if twin:
            return self._skipped(found, reasons.SAME_SOUND, shown(twin, self.root))
        if song is not None:
            self.counts.moved += song.path != found.path
        elif not adopt(found, sound, tags) and not alone and self._may_join(row):
            self._held.setdefault(row.recording, []).append(Held(found, row, sound.duration))
            return None
        return self._entry(found, sound, tags, row)

    def _twin(self, row: MusicFile, song: Song | None) -> str:
        """Return the path of another file with this sound, and keep this one as one more of it.

        song: the one that goes by this sound; there is none where the other file is itself a
        further format of a song.
        """
        record = None if song else self._in_flight.get(row.fingerprint)
        if record is not None:
            record.files.append(row)
            return record.files[0].path
        twin = other_file(row.fingerprint, row.path)
        owner = song or (twin and twin.song)
        # The song stays with the file that it plays from.
        if not twin or not owner or owner.path == row.path:
            return ""
        row.song = owner
        keep_files([row])
        return twin.path

    def _may_join(self, row: MusicFile) -> bool:
        """Tell whether a file may be another format of a song; it is held till all are read."""
        if not row.recording or len(self._held.get(row.recording, ())) >= MOST_HELD:
            return False
        # Where all its files were retagged, what the other ones say now may come after this one.
        further = MusicFile.objects.filter(path=row.path, song__isnull=False)
        return (
            any(agree(row, other.file) for other in self._others(row))
            or further.exclude(song__path=row.path).exists()
        )

    def _others(self, row: MusicFile) -> list[Other]:
        """Return the other files with this mark: on their way, held, or known."""
        others = [
            Other(file, one.external_id, one.columns["duration"], one.columns["path"] == file.path)
            for one in self._in_flight.values()
            for file in one.files
        ]
        others += [Other(held.row) for held in self._held.get(row.recording, ())]
        read = {row.path, *(other.file.path for other in others)}
        others = [one for one in others if one.file.recording == row.recording]
        return [*(one for one in others if one.file.path != row.path),
                *known_others(row.recording, read)]  # fmt: skip

    def _join(self, held: Held) -> Entry | Skipped | None:
        """Make a held file one more of the song that it is another format of, or a song."""
        key = joins(held.row, held.seconds, self._others(held.row))
        song = song_of(key) if key else None
        if song is not None:
            held.row.song, other = song, song.path
            keep_files([held.row])
        elif record := self._in_flight.get(key):
            record.files.append(held.row)
            other = record.files[0].path
        else:
            return self._read(held.found, alone=True)
        return self._skipped(held.found, reasons.SAME_RECORDING, shown(other, self.root))

    def _entry(self, found: Found, sound: Sound, tags: Tags, row: MusicFile) -> Entry:
        """Return a song's entry."""
        record = record_of(row, sound, tags, self._lyrics(found, tags))
        self._in_flight[sound.fingerprint] = record
        while len(self._in_flight) > BATCH:
            self._in_flight.popitem(last=False)
        return Entry(record, artist_records(tags), tag_records(tags), shown(found.path, self.root))

    def _tags(self, found: Found, file: IO[bytes], sound: Sound) -> Tags:
        """Return the tags; damaged ones are remarked upon, and the file's name must do."""
        if suffix(found.path) not in endings(sound):
            self._remark(found, reasons.OTHER_ENDING, f"in truth {sound.suffix}")
        try:
            tags = read_tags(file, sound)
        except TagsUnreadable as error:
            self._remark(found, reasons.TAGS_UNREADABLE, str(error))
            return Tags()
        if tags.too_long:
            self._remark(found, reasons.TAG_TOO_LONG)
        return tags

    def _lyrics(self, found: Found, tags: Tags) -> str:
        """Return the lyrics: those beside the file, which somebody put there, before its own."""
        if not found.lyrics:
            return tags.lyrics
        try:
            return read_lrc(Path(found.lyrics)) or tags.lyrics
        except LyricsUnreadable:
            self._remark(found, reasons.LYRICS_UNREADABLE)
            return tags.lyrics

    def _skipped(self, found: Found, why: str, detail: str = "") -> Skipped:
        return Skipped(shown(found.path, self.root, detail), why)

    def _remark(self, found: Found, why: str, detail: str = "") -> None:
        if len(self.remarks) < TOLD:
            self.remarks.append(self._skipped(found, why, detail))


@transaction.atomic
def adopt(found: Found, sound: Sound, tags: Tags) -> bool:
    """Let a song go on with the new sound of its file, if it is the same piece; return whether."""
    song = replaced_song(found, tags.title, tags)
    if song is not None:
        Song.objects.filter(pk=song.pk).update(
            external_id=sound.fingerprint, loudness=None, true_peak=None
        )
        # Heard anew, also where the sound before comes back till then: the level is gone.
        SongAnalysis.objects.filter(song=song).update(mark="")
        look_again(MusicFile.objects.filter(song=song).exclude(path=found.path))
    return song is not None


def endings(sound: Sound) -> set[str]:
    """Return the endings that fit a sound's form."""
    return next((same for same in SAME_SUFFIXES if sound.suffix in same), {sound.suffix})


def own_folders() -> frozenset[Path]:
    """Return the folders whose songs the site has already by another way."""
    return frozenset(Path(folder).resolve() for folder in (settings.MEDIA_ROOT,
                                                           settings.STARTER_DIR))  # fmt: skip
