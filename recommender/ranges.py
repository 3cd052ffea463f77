"""Read the Range header (RFC 9110, section 14): which bytes of a file a player asks for."""

import re
from dataclasses import dataclass

# Twenty digits name more bytes than any file has; a longer number is not worth reading.
SINGLE = re.compile(r"bytes=\s*([0-9]{0,20})-([0-9]{0,20})\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """The bytes ``start`` to ``end``, both included."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return how many bytes these are."""
        return self.end - self.start + 1

    def content_range(self, size: int) -> str:
        """Return the Content-Range header of this part of a file of ``size`` bytes."""
        return f"bytes {self.start}-{self.end}/{size}"


class RangeNotSatisfiable(Exception):
    """A well-formed range that holds no byte of the file."""


def read_range(header: str, size: int) -> Span | None:
    """Return the span that a Range header asks of a file of ``size`` bytes.

    None where the whole file is the right answer: no header, another unit, a header that is not
    well formed, or several ranges at once, which a server may ignore and no player needs.
    Raises RangeNotSatisfiable where the answer is 416.
    """
    match = SINGLE.fullmatch(header.strip())
    if match is None or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        return last_bytes(int(last), size)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        raise RangeNotSatisfiable
    return Span(start, min(int(last), size - 1) if last else size - 1)


def last_bytes(count: int, size: int) -> Span:
    """Return the last ``count`` bytes of a file; RangeNotSatisfiable where that is none."""
    if count == 0 or size == 0:
        raise RangeNotSatisfiable
    return Span(max(0, size - count), size - 1)
