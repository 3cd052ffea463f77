"""Ogg files whose last page ends before its last packet begins: its length comes wrapped."""

from pathlib import Path

import av
import pytest

from recommender.catalogue.music.sound import hear, signed
from tests.recommender.importing.music import make_sound


def checksum(page: bytes) -> int:
    """Return the sum of an Ogg page whose own sum is zero: CRC-32 of 0x04c11db7, not reflected."""
    total = 0
    for byte in page:
        total ^= byte << 24
        for _ in range(8):
            total = ((total << 1) ^ (0x04C11DB7 if total & 0x80000000 else 0)) & 0xFFFFFFFF
    return total


def shortened(data: bytes, ticks: int) -> bytes:
    """Return an Ogg file that says that it ends so many ticks earlier."""
    start = data.rindex(b"OggS")
    page = bytearray(data[start:])
    end = int.from_bytes(page[6:14], "little") - ticks
    page[6:14] = end.to_bytes(8, "little")
    page[22:26] = bytes(4)
    page[22:26] = checksum(bytes(page)).to_bytes(4, "little")
    return data[:start] + bytes(page)


@pytest.mark.parametrize("ticks", [0, 1500, 3000])
def test_its_length_is_that_of_its_sound(tmp_path: Path, ticks: int) -> None:
    path = make_sound(tmp_path / "a.ogg", seconds=3.0)
    path.write_bytes(shortened(path.read_bytes(), ticks))
    with path.open("rb") as file:
        assert hear(file).duration == pytest.approx(3.0, abs=0.2)


def test_some_lengths_are_wrapped(tmp_path: Path) -> None:
    """Else the test above tests nothing."""
    path = make_sound(tmp_path / "a.ogg", seconds=3.0)
    path.write_bytes(shortened(path.read_bytes(), 3000))
    with av.open(str(path)) as container:
        lengths = [packet.duration or 0 for packet in container.demux(audio=0)]
    assert max(lengths) > 2**31
    assert all(-10_000 < signed(length) < 10_000 for length in lengths)
