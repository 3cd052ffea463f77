"""Tell whether a file was cut off, by what its container says of its own end.

Where a container promises a length (MP3 by a Xing header, FLAC, MP4 with its index in front),
FFmpeg knows it and ``recommender.audio.check_whole`` compares. What follows promises none that
FFmpeg passes on: a page of an Ogg stream says how long it is itself (RFC 3533, 6), the chunk of
samples in a WAV file how many bytes it has, and MP4 has its index behind the sound in most files,
without which nothing can be decoded. The flag of an Ogg stream's last page proves nothing where it
is missing: recorders that were switched off and programs that keep a broadcast do not set it.
"""

from collections.abc import Callable, Iterator, Mapping
from os import SEEK_END
from types import MappingProxyType
from typing import IO

# A page has 255 segments of 255 bytes and a header of 282 at most (RFC 3533, 6).
LONGEST_PAGE = 255 * 255 + 282
PAGE_FLAGS = 0x07
# A page's header up to the lengths of its segments; its last byte says how many there are.
PAGE_HEAD = 27
# How writers say that they did not know the length: ffmpeg into a pipe, and what cannot seek.
UNKNOWN_LENGTHS = frozenset({0, 0x7FFFFFFF, 0xFFFFFFFF})
# So much of the samples must be there, else the file was cut off (as ``audio.WHOLE``).
WHOLE = 0.95
# A file has fewer chunks before its sound; this bounds what a made-up one costs.
MOST_CHUNKS = 1000


def is_cut_off(file: IO[bytes], container: str) -> bool:
    """Tell whether a seekable file in this container (FFmpeg's name) was cut off."""
    tell = WAYS.get(container)
    return tell is not None and tell(file)


def is_cut_mp4(file: IO[bytes]) -> bool:
    """Tell whether a file that nothing can open is the first part of an MP4 file."""
    size, place = size_of(file), 0
    for _ in range(MOST_CHUNKS):
        file.seek(place)
        head = file.read(16)
        if len(head) < 8:
            return place > 0  # The index would have come next.
        length, kind = int.from_bytes(head[:4]), head[4:8]
        if not place and kind != b"ftyp":
            return False
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:])
        if length < 8:
            return False  # 0: to the end of the file, and else no box.
        place += length
        if place > size:
            return True
        if kind == b"moov":
            return False
    return False


def ogg_breaks_off(file: IO[bytes]) -> bool:
    """Tell whether the last page that begins in the file has not its end there."""
    size = size_of(file)
    file.seek(max(0, size - 2 * LONGEST_PAGE))
    end = file.read()
    place = len(end)
    while (place := end.rfind(b"OggS\0", 0, place)) >= 0:
        page = end[place:]
        if page[5:6] <= bytes([PAGE_FLAGS]):
            return len(page) < PAGE_HEAD or len(page) < page_length(page)
    return False  # What follows the sound is longer than a page, and says nothing of it.


def page_length(page: bytes) -> int:
    """Return the bytes of an Ogg page that begins so, as far as it is there to say them."""
    lengths = page[PAGE_HEAD : PAGE_HEAD + page[PAGE_HEAD - 1]]
    return PAGE_HEAD + page[PAGE_HEAD - 1] + sum(lengths)


def wav_breaks_off(file: IO[bytes]) -> bool:
    """Tell whether the samples end before the length that stands before them."""
    size = size_of(file)
    for kind, start, length in chunks(file):
        if kind == b"data":
            known = length not in UNKNOWN_LENGTHS
            return known and size - start < WHOLE * length
    return False


def chunks(file: IO[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Yield the chunks of a RIFF file: kind, where its content begins, its length in bytes."""
    file.seek(0)
    if file.read(4) != b"RIFF":
        return  # RF64 and the like keep their lengths elsewhere.
    place = 12
    for _ in range(MOST_CHUNKS):
        file.seek(place)
        head = file.read(8)
        if len(head) < 8:
            return
        kind, length = head[:4], int.from_bytes(head[4:], "little")
        yield kind, place + 8, length
        place += 8 + length + length % 2


def size_of(file: IO[bytes]) -> int:
    """Return a file's bytes."""
    return file.seek(0, SEEK_END)


WAYS: Mapping[str, Callable[[IO[bytes]], bool]] = MappingProxyType(
    {"ogg": ogg_breaks_off, "wav": wav_breaks_off}
)
