"""Read the rows of a CSV file one by one, so that a broken one loses nothing but itself.

A quotation mark that is never closed makes a reader take the rest of the file for one cell. Here a
row that goes on for too long is given up after its first line, and reading goes on with the next.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

# Lyrics in a cell have about a hundred lines; none of the cells that we know of has more than this.
MOST_LINES = 1000
LONGEST_LINE = 1 << 20
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Broken:
    """A row that cannot be read, and why not."""

    why: str


class _Unclosed(Exception):
    """A row does not end."""


class _TooLong(Exception):
    """A line is too long to be held in memory; it was passed over."""


class _Lines:
    """Hands lines to a reader and remembers those of the row that it is reading."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise _Unclosed
        line = self.waiting.popleft() if self.waiting else self._read()
        if line:
            self.taken.append(line)
            return line
        if self.taken:
            raise _Unclosed
        raise StopIteration

    def _read(self) -> str:
        line = self.file.readline(LONGEST_LINE)
        if len(line) < LONGEST_LINE or line.endswith("\n"):
            return line
        while rest := self.file.readline(LONGEST_LINE):
            if rest.endswith("\n"):
                break
        raise _TooLong

    def give_up(self) -> None:
        """Forget the first line of the row, and hand out the others again."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        self.taken = []


def read_rows(file: TextIO, delimiter: str = ",") -> Iterator[list[str] | Broken]:
    """Yield every row (an empty list for an empty line). The file: opened with newline=""."""
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except (_Unclosed, _TooLong, csv.Error) as error:
            yield Broken(_why(error))
            lines.give_up()
            reader = csv.reader(lines, delimiter=delimiter)
            continue
        lines.taken = []
        yield row


def _why(error: Exception) -> str:
    if isinstance(error, _Unclosed):
        return "a quotation mark in it is not closed"
    if isinstance(error, _TooLong):
        return "it is longer than a million characters"
    return f"it is no CSV: {error}"
