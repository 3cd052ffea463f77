"""The pictures inside an audio file, with mutagen."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

import mutagen
from mutagen.flac import FLAC, Picture
from mutagen.id3 import PictureType
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from recommender.catalogue.music.tag_values import BROKEN, TagsUnreadable, open_as, tags_in

FRONT, OTHER = int(PictureType.COVER_FRONT), int(PictureType.OTHER)
ICONS = (int(PictureType.FILE_ICON), int(PictureType.OTHER_FILE_ICON))
# A picture that stands elsewhere: its "data" are an address (ID3v2.4, 4.14), which nobody asks.
ELSEWHERE = "-->"
# So many are looked at where the first are broken.
MOST = 4


@dataclass(frozen=True)
class Embedded:
    """A picture in a file. kind: what it shows, by the numbers of ID3 (3: the front cover)."""

    kind: int
    data: bytes


def embedded(file: IO[bytes], content_type: str) -> list[Embedded]:
    """Return the pictures in a seekable file, the one to show first.

    TagsUnreadable where they are damaged.
    """
    reader = READERS.get(content_type)
    if reader is None:
        return []
    file.seek(0)
    try:
        return ordered(reader(file))
    except BROKEN as error:
        raise TagsUnreadable(f"{type(error).__name__}: {error}") from error


def ordered(pictures: Iterable[Embedded]) -> list[Embedded]:
    """Return the pictures to try: the front, those of no named kind, others, and icons last."""
    return sorted(pictures, key=lambda picture: place(picture.kind))[:MOST]


def place(kind: int) -> int:
    """Return how far back a kind of picture stands."""
    if kind in ICONS:
        return 3
    return {FRONT: 0, OTHER: 1}.get(kind, 2)


def in_id3(tags: Any) -> Iterator[Embedded]:
    """Yield the APIC frames."""
    for frame in tags.getall("APIC") if tags is not None else ():
        if frame.mime != ELSEWHERE:
            yield Embedded(int(frame.type), frame.data)


def in_mp4(tags: Any) -> Iterator[Embedded]:
    """Yield the covers of MP4, which has no kinds."""
    for data in (tags or {}).get("covr", ()):
        yield Embedded(FRONT, bytes(data))


def in_flac(opened: Any) -> Iterator[Embedded]:
    """Yield FLAC's own picture blocks, then those in its comments, as some taggers write them."""
    yield from of_blocks(opened.pictures)
    yield from in_comments(opened.tags)


def in_ogg(file: IO[bytes]) -> Iterator[Embedded]:
    """Yield the pictures in the comments of whatever Ogg holds."""
    options = [OggVorbis, OggOpus, OggFLAC]
    opened = mutagen.File(file, options=options)
    return in_comments(opened.tags if opened is not None else None)


def in_comments(tags: Any) -> Iterator[Embedded]:
    """Yield METADATA_BLOCK_PICTURE (a FLAC block), and COVERART of old (the picture itself)."""
    comments: Mapping[str, list[str]] = tags or {}
    blocks = (decoded(text) for text in comments.get("metadata_block_picture", ()))
    yield from of_blocks(Picture(block) for block in blocks)  # type: ignore[no-untyped-call]
    for text in comments.get("coverart", ()):
        yield Embedded(FRONT, decoded(text))


def of_blocks(blocks: Iterable[Any]) -> Iterator[Embedded]:
    """Yield FLAC picture blocks."""
    for block in blocks:
        if block.mime != ELSEWHERE:
            yield Embedded(int(block.type), block.data)


def decoded(text: str) -> bytes:
    """Return what stands in base64; ValueError where it is none."""
    return base64.b64decode(text.encode("ascii"))


READERS: Mapping[str, Callable[[IO[bytes]], Iterator[Embedded]]] = {
    "audio/mpeg": lambda file: in_id3(tags_in(MP3, file)),
    "audio/wav": lambda file: in_id3(tags_in(WAVE, file)),
    "audio/mp4": lambda file: in_mp4(tags_in(MP4, file)),
    "audio/flac": lambda file: in_flac(open_as(FLAC, file)),
    "audio/ogg": in_ogg,
}
