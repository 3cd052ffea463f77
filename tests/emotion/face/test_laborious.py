"""Small JPEGs that are made to keep a processor busy are turned away before they are decoded."""

import struct
import time

import pytest
from PIL import Image

from emotion.face.decoding import (
    FRAME_LIMITS,
    MOST_SCANS,
    PHOTO_LIMITS,
    ImageRejected,
    Limits,
    decode,
)
from tests.emotion.face.faces import encoded, frame

# A progressive JPEG's Huffman tables: one code for DC; for AC only "these blocks end here", which
# are 16,384 and as many more as the next 14 bits say.
TABLES = (bytes([0x00, 1, *[0] * 15, 0x00]), bytes([0x10, 1, *[0] * 15, 0xE0]))
SHORTEST_RUN = 16384


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def scan(first: int, last: int, bits: str) -> bytes:
    """One pass over a grey picture's frequencies `first` to `last`."""
    bits += "1" * (-len(bits) % 8)
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return segment(0xDA, bytes([1, 1, 0, first, last, 0])) + data.replace(b"\xff", b"\xff\0")


def many_scans(width: int, height: int, times: int) -> bytes:
    """A black JPEG that is gone over so many times, in a few bytes each."""
    blocks = -(-width // 8) * -(-height // 8)
    runs = blocks // SHORTEST_RUN
    lengths = [blocks // runs + (number < blocks % runs) for number in range(runs)]
    ended = scan(1, 63, "".join(f"0{length - SHORTEST_RUN:014b}" for length in lengths))
    header = segment(0xDB, bytes([0] + [1] * 64))
    header += segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0]))
    header += b"".join(segment(0xC4, table) for table in TABLES)
    return b"\xff\xd8" + header + scan(0, 0, "0" * blocks) + ended * times + b"\xff\xd9"


def many_notes(times: int) -> bytes:
    data = frame(96)
    return data[:2] + segment(0xE1, b"Exif\0\0" + b"x" * 10) * times + data[2:]


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (many_scans(1280, 960, 2000), FRAME_LIMITS),
        (many_scans(4096, 4088, 2000), PHOTO_LIMITS),
        (many_notes(200_000), PHOTO_LIMITS),
    ],
)
def test_they_are_turned_away_at_once(data: bytes, limits: Limits) -> None:
    begun = time.thread_time()  # what other threads do beside it does not count
    with pytest.raises(ImageRejected, match="not_an_image"):
        decode(data, limits)
    assert time.thread_time() - begun < 0.5


def test_as_many_scans_as_a_program_makes_are_read() -> None:
    assert decode(many_scans(1280, 960, MOST_SCANS - 1), FRAME_LIMITS).grey.shape == (480, 640)


def test_a_film_behind_a_photograph_is_no_reason() -> None:
    """Its bytes may be anything, the marks that are counted among them."""
    data = frame(96) + (bytes(65_000) + b"\xff\xda") * 140
    assert decode(data, PHOTO_LIMITS).grey.shape == (96, 96)


def test_only_a_jpeg_has_scans() -> None:
    """In another format's pixels the same bytes mean nothing."""
    picture = Image.new("RGB", (64, 64), (0xDA, 0xFF, 0xDA))
    assert decode(encoded(picture, "BMP"), PHOTO_LIMITS).grey.shape == (64, 64)
