"""Bring what each format calls its tags to one set of names, with mutagen.

The names are those of Vorbis comments in small letters (title, artist, album, date, genre, mood,
lyrics, replaygain_track_gain, musicbrainz_trackid...), each with its texts in order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from mutagen import MutagenError
from mutagen.apev2 import APENoHeaderError, APEv2
from mutagen.flac import FLAC
from mutagen.id3 import Encoding
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from recommender.catalogue.music.comments import escaping
from recommender.catalogue.music.text import mended, repaired

Values = dict[str, list[str]]
# What mutagen raises on damaged tags, beside its own error.
BROKEN = (MutagenError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError,
          EOFError, ZeroDivisionError, NotImplementedError, AssertionError)  # fmt: skip

ID3_NAMES = {
    "TIT2": "title", "TPE1": "artist", "TALB": "album", "TDRC": "date", "TCON": "genre",
    "TMOO": "mood", "TPE2": "albumartist", "TRCK": "tracknumber",
    "TPOS": "discnumber",
}  # fmt: skip
MP4_NAMES = {
    "\xa9nam": "title", "\xa9ART": "artist", "\xa9alb": "album", "\xa9day": "date",
    "\xa9gen": "genre", "\xa9lyr": "lyrics", "aART": "albumartist",
}  # fmt: skip
MP4_PLACES = {"trkn": "tracknumber", "disk": "discnumber"}
# The names by which taggers know the same thing in their own fields (TXXX, "----").
SAME = {
    "musicbrainz artist id": "musicbrainz_artistid",
    "musicbrainz track id": "musicbrainz_trackid",
    "unsyncedlyrics": "lyrics",
    "syncedlyrics": "lyrics",
    "unsynced lyrics": "lyrics",
    "year": "date",
    "track": "tracknumber",
    "disc": "discnumber",
    "album artist": "albumartist",
    "album_artist": "albumartist",
}
FREE_FORM = "----:"
# Comments that hold a picture, see ``embedded``: megabytes that are no text.
PICTURES = frozenset({"metadata_block_picture", "coverart"})
MUSICBRAINZ = "http://musicbrainz.org"


class TagsUnreadable(Exception):
    """The tags are damaged."""


@dataclass
class TagValues:
    """Texts by name."""

    values: Values = field(default_factory=dict)

    def add(self, name: str, texts: Iterable[Any]) -> None:
        """Put texts under a name, in the one spelling, unless there are some already."""
        name = SAME.get(name.lower(), name.lower())
        found = [str(text) for text in texts if str(text).strip()]
        if found:
            self.values.setdefault(name, found)


def read_values(file: IO[bytes], container: str, codec: str) -> TagValues:
    """Read the tags of a seekable file in this form; TagsUnreadable where they are damaged."""
    reader = READERS.get((container, codec)) or READERS.get((container, ""))
    if reader is None:
        return TagValues()
    file.seek(0)
    try:
        return reader(file)
    except BROKEN as error:
        raise TagsUnreadable(f"{type(error).__name__}: {error}") from error


def open_as(kind: Any, file: IO[bytes]) -> Any:
    """Open a file as one of mutagen's classes, which have no types."""
    return kind(file)


def tags_in(kind: Any, file: IO[bytes]) -> Any:
    """Return the tags of a file of this class, None where it has none."""
    return open_as(kind, file).tags


def from_mp3(file: IO[bytes]) -> TagValues:
    """Read ID3, then APEv2, which some gain tools write beside it."""
    found = from_id3(tags_in(MP3, file))
    try:
        file.seek(0)
        beside = open_as(APEv2, file)
    except APENoHeaderError:
        return found
    for name, value in beside.items():
        if isinstance(getattr(value, "value", None), str):
            found.add(name, str(value).split("\0"))
    return found


def from_wave(file: IO[bytes]) -> TagValues:
    """Read the ID3 chunk of a WAV file."""
    return from_id3(tags_in(WAVE, file))


def from_id3(tags: Any) -> TagValues:
    """Name the frames of ID3, in which Korean may stand in the wrong code."""
    found = TagValues()
    for frame in tags.values() if tags is not None else ():
        name = ID3_NAMES.get(frame.FrameID)
        if frame.FrameID == "TCON":
            found.add("genre", readable(frame, frame.genres))
        elif name:
            found.add(name, readable(frame, frame.text))
        elif frame.FrameID == "TXXX":
            found.add(frame.desc, readable(frame, frame.text))
        else:
            other_frame(found, frame)
    return found


def other_frame(found: TagValues, frame: Any) -> None:
    """Take lyrics, gain and ids from their own kinds of frames."""
    kind = frame.FrameID
    if kind == "USLT":
        found.add("lyrics", readable(frame, [frame.text]))
    elif kind == "SYLT":
        found.add("timed", ["\n".join(text.strip("\n") for text, _ in frame.text)])
    elif kind == "UFID" and frame.owner == MUSICBRAINZ:
        found.add("musicbrainz_trackid", [frame.data.decode("ascii", "replace")])
    elif kind == "RVA2" and frame.desc.lower() == "track":
        found.add("replaygain_track_gain", [f"{frame.gain:.2f} dB"])


def readable(frame: Any, texts: Iterable[Any]) -> list[str]:
    """Return a frame's texts, with Korean mended where it says that it is Latin-1."""
    latin = frame.encoding == Encoding.LATIN1
    return [mended(str(text)) if latin else str(text) for text in texts]


def from_vorbis(opened: Any) -> TagValues:
    """Name Vorbis comments, which have our names already."""
    found = TagValues()
    tags: Mapping[str, list[str]] = opened.tags or {}
    for name, texts in tags.items():
        if name.lower() not in PICTURES:
            found.add(name, map(repaired, texts))
    return found


def from_mp4(file: IO[bytes]) -> TagValues:
    """Name the atoms of MP4, and its free fields, which hold bytes."""
    tags = tags_in(MP4, file) or {}
    found = TagValues()
    for name, texts in tags.items():
        if name.startswith(FREE_FORM):
            found.add(name.rpartition(":")[2], [bytes(text).decode("utf-8", "replace")
                                                for text in texts])  # fmt: skip
        elif name in MP4_NAMES:
            found.add(MP4_NAMES[name], texts)
        elif name in MP4_PLACES:
            found.add(MP4_PLACES[name], [place for place, _ in texts])
    return found


# By container and codec as FFmpeg calls them; an empty codec stands for any.
READERS: Mapping[tuple[str, str], Callable[[IO[bytes]], TagValues]] = {
    ("mp3", ""): from_mp3,
    ("wav", ""): from_wave,
    ("mov", ""): from_mp4,
    ("flac", ""): lambda file: from_vorbis(open_as(escaping(FLAC), file)),
    ("ogg", "vorbis"): lambda file: from_vorbis(open_as(escaping(OggVorbis), file)),
    ("ogg", "opus"): lambda file: from_vorbis(open_as(escaping(OggOpus), file)),
    ("ogg", "flac"): lambda file: from_vorbis(open_as(escaping(OggFLAC), file)),
}
