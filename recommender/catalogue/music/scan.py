"""One scan of a music folder: what is new or changed is read, everything else is only counted."""

import logging
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

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
    known_files,
    other_file,
    replaced_song,
    song_of,
    was_deleted,
)
from recommender.catalogue.music.lyrics import LyricsUnreadable, read_lrc
from recommender.catalogue.music.recordings import (
    copies_of,
    fold,
    is_copy,
    lost_song,
    plays,
    recording_mark,
)
from recommender.catalogue.music.sound import READER, Sound, hear
from recommender.catalogue.music.tag_values import TagsUnreadable
from recommender.catalogue.music.tags import Tags, read_tags
from recommender.catalogue.music.walk import Found, shown, suffix, walk
from recommender.catalogue.music.writer import MusicWriter, keep_files
from recommender.models import MusicFile, Song

logger = logging.getLogger(__name__)

# Files in one transaction: so many are read in a few seconds, and no more is lost by a kill.
BATCH = 20
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
        for found in self._waiting:
            yield self._read(found)

    def _read(self, found: Found) -> Entry | Skipped:
        """Open one file; whatever is wrong with it concerns it alone."""
        try:
            with Path(found.path).open("rb") as file:
                return self._take(found, file)
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

    def _take(self, found: Found, file: IO[bytes]) -> Entry | Skipped:
        """Return the entry of an audio file, or why it is none of its own."""
        sound = hear(file)
        song = song_of(sound.fingerprint)
        if song is None and was_deleted(sound.fingerprint):
            keep_files([file_row(found, fingerprint=sound.fingerprint)])
            return self._skipped(found, reasons.DELETED)
        twin = self._twin(found, sound, song)
        if twin:
            return self._skipped(found, reasons.SAME_SOUND, shown(twin, self.root))
        tags = named(self._tags(found, file, sound), Path(found.path))
        row = tagged_row(found, sound, tags)
        copy = self._copy(row, sound, song)
        if copy:
            return self._skipped(found, reasons.SAME_RECORDING, shown(copy, self.root))
        if song is None:
            adopt(found, sound, tags, lost_song(row, sound.duration, self._being_read()))
        elif song.path != found.path:
            self.counts.moved += 1
        return self._entry(found, sound, tags, row)

    def _twin(self, found: Found, sound: Sound, song: Song | None) -> str:
        """Return the path of another file with this sound, and keep this one as one more of it."""
        row = file_row(found, fingerprint=sound.fingerprint, content_type=sound.content_type)
        if song is not None:
            twin = other_file(sound.fingerprint, found.path)
            # The song stays with the file that it plays from.
            if twin and song.path != found.path:
                row.song, row.recording, row.track = song, twin.recording, twin.track
                keep_files([row])
                return twin.path
            return ""
        record = self._in_flight.get(sound.fingerprint)
        if record is None:
            return ""
        row.recording, row.track = record.files[0].recording, record.files[0].track
        record.files.append(row)
        return record.files[0].path

    def _copy(self, row: MusicFile, sound: Sound, song: Song | None) -> str:
        """Return the path of another copy of this recording, and keep this file as one more of it.

        song: the one that this file is so far; earlier versions made two songs of such files.
        """
        for record in self._in_flight.values():
            seconds = record.columns["duration"]
            if not all(is_copy(row, sound.duration, other, seconds) for other in record.files):
                continue
            copy, into = record.files[0].path, song_of(record.external_id)
            if into is not None:
                return copy if self._folded(row, song, into) else ""
            if song is None:
                record.files.append(row)
                return copy
            return ""
        for other in copies_of(row, sound.duration, self._being_read()):
            if other.song and other.song.path != row.path and plays(other):
                return other.path if self._folded(row, song, other.song) else ""
        return ""

    def _folded(self, row: MusicFile, song: Song | None, into: Song) -> bool:
        """Make a file one more of another song; return whether that could be."""
        if song is not None and (song.pk == into.pk or not fold(song, into)):
            return False
        row.song = into
        keep_files([row])
        return True

    def _being_read(self) -> list[str]:
        """Return the files that are read and not yet written."""
        return [row.path for record in self._in_flight.values() for row in record.files]

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


def file_row(found: Found, **columns: object) -> MusicFile:
    """Return the row of a file as it stands."""
    return MusicFile(
        path=found.path, size=found.size, modified=found.modified, beside=found.beside,
        reader=READER, **columns,
    )  # fmt: skip


def tagged_row(found: Found, sound: Sound, tags: Tags) -> MusicFile:
    """Return the row of a file that was read to its tags."""
    return file_row(
        found, fingerprint=sound.fingerprint, content_type=sound.content_type,
        recording=recording_mark(tags), track=tags.track,
        recording_id=tags.recording_id, artist_ids=list(tags.artist_ids),
    )  # fmt: skip


@transaction.atomic
def adopt(found: Found, sound: Sound, tags: Tags, lost: Song | None) -> None:
    """Let a song go on with the new sound of its file, if it is the same piece.

    lost: the one that has no file left and of which this is another copy.
    """
    song = replaced_song(found, tags.title, tags) or lost
    if song is not None:
        Song.objects.filter(pk=song.pk).update(
            external_id=sound.fingerprint, loudness=None, true_peak=None
        )


def endings(sound: Sound) -> set[str]:
    """Return the endings that fit a sound's form."""
    return next((same for same in SAME_SUFFIXES if sound.suffix in same), {sound.suffix})


def own_folders() -> frozenset[Path]:
    """Return the folders whose songs the site has already by another way."""
    return frozenset(Path(folder).resolve() for folder in (settings.MEDIA_ROOT,
                                                           settings.STARTER_DIR))  # fmt: skip
