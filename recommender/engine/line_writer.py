"""Write the lines of a large catalogue to disk song by song, without holding them all in memory."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine import embedding
from recommender.engine.artefacts import save_array
from recommender.engine.growing_array import GrowingArray
from recommender.engine.line_store import NO_WIDTH, LineStore, mark, packed, spelled


class LineWriter:
    """Writes the arrays of a `LineStore` into a directory; songs must come by ascending id.

    before: a store made by the same model, from which songs with the same lines are taken over.
    """

    def __init__(self, directory: Path, before: LineStore | None = None) -> None:
        self.directory, self.before = directory, before
        self.ids: list[int] = []
        self.marks: list[int] = []
        self.counts: list[int] = []
        self.taken_over = self.letters = 0
        nothing: dict[str, NDArray[Any]] = {
            "vectors": np.empty((0, NO_WIDTH), np.int8),
            "scales": np.empty(0, np.float32),
            "letters": np.empty(0, np.int8),
            "ends": np.empty(0, np.int64),
        }
        self.files = {
            name: GrowingArray(directory / f"{name}.npy", empty) for name, empty in nothing.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for file in self.files.values():
            file.finish()
        save_array(self.directory, "song_ids", np.array(self.ids, np.int64))
        save_array(self.directory, "marks", np.array(self.marks, np.int64))
        save_array(self.directory, "starts", np.cumsum([0, *self.counts], dtype=np.int64))

    def add(self, songs: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Add songs with their distinct lines; those without any are left out.

        Raises embedding.NothingReads where lines must be read and nothing does.
        """
        songs = [(song, lines) for song, lines in songs if lines]
        rows = [self._row_before(song, mark(lines)) for song, lines in songs]
        new = [line for (_, lines), row in zip(songs, rows, strict=True) if row < 0
               for line in lines]  # fmt: skip
        vectors, scales = packed(embedding.embed(new)) if new else (None, None)
        read = 0
        for (song, lines), row in zip(songs, rows, strict=True):
            if row >= 0 and self.before is not None:
                part = slice(int(self.before.starts[row]), int(self.before.starts[row + 1]))
                self._add(song, lines, self.before.vectors[part], self.before.scales[part])
                self.taken_over += 1
            elif vectors is not None and scales is not None:
                part = slice(read, read := read + len(lines))
                self._add(song, lines, vectors[part], scales[part])

    def _add(
        self,
        song: int,
        lines: Sequence[str],
        vectors: NDArray[np.int8],
        scales: NDArray[np.float32],
    ) -> None:
        letters, ends = spelled(lines)
        self.files["vectors"].add(vectors)
        self.files["scales"].add(scales)
        self.files["letters"].add(letters)
        self.files["ends"].add(ends + self.letters)
        self.letters += len(letters)
        self.ids.append(song)
        self.marks.append(mark(lines))
        self.counts.append(len(lines))

    def _row_before(self, song: int, own: int) -> int:
        """The song's row in the store before if its lines are the same, else -1."""
        if self.before is None:
            return -1
        row = int(np.searchsorted(self.before.song_ids, song))
        there = row < len(self.before.song_ids) and int(self.before.song_ids[row]) == song
        return row if there and int(self.before.marks[row]) == own else -1
