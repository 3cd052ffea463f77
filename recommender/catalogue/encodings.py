"""Recognise the encoding of a text file: UTF-8, UTF-16, CP949 (Korean Windows) or CP1252."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

CHUNK = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MULTIBYTE = ("utf-8", "cp949")
REPLACED = "\ufffd"
# A text in one of MULTIBYTE with a few damaged places has at most so many of them for each byte
# over 127; in a text of single bytes nearly every such byte is out of place.
DAMAGED = 0.25
# NUL is half of every ASCII letter in UTF-16 and stands nowhere in other texts.
NULS = 0.02


@dataclass(frozen=True)
class Encoding:
    """name: a codec of Python. damaged: whether some places do not fit it."""

    name: str
    damaged: bool = False

    @property
    def errors(self) -> str:
        """Return how to decode: damaged places become U+FFFD."""
        return "replace" if self.damaged else "strict"


def decode(raw: bytes) -> tuple[str, str]:
    """Return a text and the name of its encoding; damaged places become U+FFFD.

    NUL is left out: some programs pad files with it, and PostgreSQL takes it in no text.
    """
    encoding = recognise(BytesIO(raw))
    return raw.decode(encoding.name, encoding.errors).replace("\0", ""), encoding.name


def recognise(file: BinaryIO) -> Encoding:
    """Return the encoding of a whole file, read piece by piece from its beginning."""
    file.seek(0)
    head = file.read(4096)
    name = next((name for bom, name in BOMS if head.startswith(bom)), "") or _utf16(head)
    if name:
        return Encoding(name, damaged=_faults(file, name) > 0)
    faults = {name: _faults(file, name) for name in MULTIBYTE}
    best = min(MULTIBYTE, key=lambda name: faults[name])
    if faults[best] == 0:
        return Encoding(best)
    if faults[best] <= DAMAGED * _high_bytes(file):
        return Encoding(best, damaged=True)
    return Encoding("cp1252", damaged=True)  # a few bytes mean nothing in it


def _utf16(head: bytes) -> str:
    """Return which UTF-16 a text without a byte order mark is, empty if it is none."""
    # Each line ends with one there; a text that is merely damaged has but a few.
    if head.count(0) <= max(NULS * len(head), head.count(b"\n") - 1):
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < 4 * min(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _faults(file: BinaryIO, name: str) -> int:
    """Return how many places cannot be decoded."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    count = sum(decoder.decode(chunk).count(REPLACED) for chunk in _chunks(file))
    return count + decoder.decode(b"", final=True).count(REPLACED)


def _high_bytes(file: BinaryIO) -> int:
    ascii_bytes = bytes(range(128))
    return sum(len(chunk.translate(None, ascii_bytes)) for chunk in _chunks(file))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
