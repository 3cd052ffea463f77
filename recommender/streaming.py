"""Send a part of a file in small pieces, without holding up the event loop.

Django's FileResponse knows no Range, and under ASGI a synchronous iterator is read whole before
the first byte is sent. This one is asynchronous, and closes its file when the listener leaves.
"""

import asyncio
import os
from pathlib import Path
from typing import Self

from recommender.ranges import Span

CHUNK = 64 * 1024


class FileStream:
    """An async iterator over a part of one open file; Django calls ``close`` in every case."""

    def __init__(self, path: Path) -> None:
        """Open ``path``; OSError where that cannot be done."""
        self._file = path.open("rb")
        self._left = 0
        state = os.fstat(self._file.fileno())
        self.size = state.st_size
        self.modified = state.st_mtime
        self.etag = f'"{state.st_mtime_ns:x}-{state.st_size:x}"'

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        """Return the next piece, read in a thread since a disk may be slow."""
        chunk = await asyncio.to_thread(self._file.read, min(CHUNK, self._left))
        if not chunk:
            raise StopAsyncIteration
        self._left -= len(chunk)
        return chunk

    def select(self, span: Span) -> None:
        """Choose which bytes are sent."""
        self._file.seek(span.start)
        self._left = span.length

    def close(self) -> None:
        """Close the file."""
        self._file.close()
