"""Read the lines of a plain or gzipped file as a stream; what cannot be read is noted, and passed.

Memory does not grow with the file: one line of at most MOST_BYTES is held at a time.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

# Longer than any list that a person made; a line without an end must not fill the memory.
MOST_BYTES = 4 << 20

# Bad lines that are told one by one; beyond, they are counted.
TOLD = 20

# What reading a gzip stream raises when it is cut short or damaged.
UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass
class Problems:
    """What was left out: how many of each kind, and the first TOLD with their places."""

    counts: Counter[str] = field(default_factory=Counter)
    first: list[str] = field(default_factory=list)

    def add(self, where: str, why: str) -> None:
        """Note one."""
        self.counts[why] += 1
        if len(self.first) < TOLD:
            self.first.append(f"{where}: {why}")


def lines(path: Path, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Yield (place, line) of every line that is not blank; a file cut short ends where it is cut.

    FileNotFoundError if there is no such file.
    """
    with _opened(path) as file:
        number = 0
        while True:
            number += 1
            where = f"{path.name} line {number}"
            try:
                line = _one(file)
            except UNREADABLE:
                problems.add(where, "the file is damaged or cut short from here on")
                return
            if line is None:
                problems.add(where, f"longer than {MOST_BYTES} bytes")
            elif not line:
                return
            elif line.strip():
                yield where, line


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _one(file: IO[bytes]) -> bytes | None:
    """The next line, empty at the end, or None for one that is too long (it is skipped whole)."""
    line = file.readline(MOST_BYTES)
    if len(line) < MOST_BYTES or line.endswith(b"\n"):
        return line
    while (rest := file.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
        pass
    return None


def objects(path: Path, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (place, object) of every line that holds a JSON object."""
    for where, line in lines(path, problems):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            problems.add(where, "not JSON")
            continue
        if isinstance(value, dict):
            yield where, value
        else:
            problems.add(where, "not a JSON object")
