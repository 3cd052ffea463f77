"""Read large files record by record: what came before a break is kept, and the break is told."""

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import ijson  # type: ignore[import-untyped]

from recommender.catalogue.importing import Skipped

# Read at once. A record is whole in memory, a file never is.
BUFFER = 1 << 16
ENDS_EARLY = "the file breaks off"
NO_JSON = "the file is not valid JSON from here on"
NO_LIST = "the file holds no list of records"
TOO_DEEP = "the file is nested too deeply from here on"

# Brackets that may stay open. The parser keeps the whole way to each of them, so the memory that
# it takes grows with the square of the depth: 100 KB of "[" would take 25 GB.
DEEPEST = 1000

# What a damaged gzip file raises, by where it is damaged.
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class TooDeep(ValueError):
    """More brackets are open than any record has."""


class Readable(Protocol):
    """A binary file that is read in steps."""

    def read1(self, size: int = ..., /) -> bytes: ...


class Utf8:
    """Bytes as valid UTF-8 without a byte order mark; `taken` counts those that were read.

    A byte that is no UTF-8 becomes U+FFFD: the JSON reader would give up there, and one bad title
    would cost the rest of the file.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self.taken = 0
        self.first = ""
        self.open = 0
        # Where the last step ended: within a string (0 or 1), and after a backslash.
        self._in_string = 0
        self._escape = ""

    def read(self, size: int = BUFFER) -> bytes:
        """Return up to about `size` bytes, none at the end."""
        if size == 0:  # ijson asks for nothing to see whether bytes or text come
            return b""
        while True:
            # One step at a time: what a damaged gzip gave before the damage is not lost.
            chunk = self._stream.read1(size)
            self.taken += len(chunk)
            text = self._decoder.decode(chunk, final=not chunk)
            self.first = self.first or text.lstrip()[:1]
            self._count(text)
            if text or not chunk:
                return text.encode()

    def _count(self, text: str) -> None:
        """Count the brackets that are open; TooDeep if there are more than any record has."""
        text = self._escape + text
        if (len(text) - len(text.rstrip("\\"))) % 2:
            text, self._escape = text[:-1], "\\"
        else:
            self._escape = ""
        parts = text.replace("\\\\", "").replace('\\"', "").split('"')
        outside = "".join(parts[self._in_string :: 2])
        self._in_string ^= (len(parts) - 1) & 1
        self.open += sum(map(outside.count, "[{")) - sum(map(outside.count, "]}"))
        if self.open > DEEPEST:
            raise TooDeep


def open_plain_or_gzip(path: Path) -> BinaryIO:
    """Open a file for reading in binary, unpacked if its name ends in .gz."""
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def json_records(path: Path, prefix: str = "item") -> Iterator[tuple[str, Any] | Skipped]:
    """Yield (place, record) for each record of a JSON list, and Skipped where the file breaks.

    prefix: which list, in ijson's words; "item" is one that makes up the whole file.
    """
    whole = prefix == "item"
    for number, found in _steps(path, partial(ijson.items, prefix=prefix), "[" if whole else "{"):
        if isinstance(found, Skipped):
            yield found
        else:
            yield f"{path.name}, record {number}", found


def json_pairs(path: Path) -> Iterator[tuple[str, Any] | Skipped]:
    """Yield (key, value) for each entry of a JSON object, and Skipped where the file breaks."""
    for _, found in _steps(path, partial(ijson.kvitems, prefix=""), "{"):
        yield found


def _steps(
    path: Path, parse: Callable[..., Iterable[Any]], opening: str
) -> Iterator[tuple[int, Any]]:
    """Yield (number, what the parser found), and a Skipped where that ends too early."""
    number = 0
    with open_plain_or_gzip(path) as stream:
        text = Utf8(cast(Readable, stream))
        try:
            for number, found in enumerate(parse(text, buf_size=BUFFER), start=1):
                yield number, found
        except TooDeep:
            yield number, Skipped(_after(path, number, text), TOO_DEEP)
        except ijson.IncompleteJSONError as error:
            early = "premature EOF" in str(error)
            yield number, Skipped(_after(path, number, text), ENDS_EARLY if early else NO_JSON)
        except ijson.JSONError:
            yield number, Skipped(_after(path, number, text), NO_JSON)
        except DAMAGED:
            yield number, Skipped(_after(path, number, text), ENDS_EARLY)
        else:
            if text.first != opening or (number == 0 and opening == "{"):
                yield number, Skipped(path.name, NO_LIST)


def _after(path: Path, number: int, text: Utf8) -> str:
    """Say where a file breaks: the reader knows it to one step of the buffer."""
    start = max(0, text.taken - BUFFER)
    return f"{path.name}, after record {number} (byte {start} to {text.taken})"
