"""The lines of songs as arrays: small enough to map from disk, and quick to compare with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from recommender.engine import embedding

# Numbers in a block of lines that is unpacked at once: a megabyte, which stays in the cache.
BLOCK = 1 << 18
LARGEST = 127
NO_WIDTH = 1

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LineStore:
    """The distinct lines of n songs, m in all.

    song_ids: (n,) int64, ascending. marks: (n,) int64, `mark` of each song's lines.
    starts: (n + 1,) int64; the lines of song i are those from starts[i] to starts[i + 1].
    vectors: (m, d) int8 and scales: (m,) float32; their product is a row of length about 1.
    letters: all lines one after the other, UTF-8 as int8; ends: (m,) int64, where each ends.
    """

    song_ids: NDArray[np.int64]
    marks: NDArray[np.int64]
    starts: NDArray[np.int64]
    vectors: NDArray[np.int8]
    scales: Floats
    letters: NDArray[np.int8]
    ends: NDArray[np.int64]

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The arrays by their names."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def line(self, place: int) -> str:
        """The text of a line."""
        start = int(self.ends[place - 1]) if place else 0
        return bytes(self.letters[start : int(self.ends[place])]).decode()

    def vectors_of(self, row: int) -> Floats:
        """The lines of a song as rows of length 1: (lines, d)."""
        part = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.vectors[part].astype(np.float32) * self.scales[part, None]

    def scores(self, asked: Floats, best_share: float, rows: NDArray[np.int64]) -> Floats:
        """For each of these songs: its best line's cosine and its second best's, weighed.

        asked: (s, d), rows of length 1; a line counts by the sentence that it is nearest to.
        rows: (k,) ascending; returns (k,).
        """
        scores = np.empty(len(rows), np.float32)
        ends = np.cumsum(self.starts[rows + 1] - self.starts[rows])
        lines = max(BLOCK // max(self.vectors.shape[1], 1), 1)
        first = done = 0
        while first < len(rows):
            # Whole songs, as many as fit into a block, one at least.
            last = max(int(np.searchsorted(ends, done + lines, side="right")), first + 1)
            near = self._near(asked, rows[first:last])
            starts = np.concatenate([[0], ends[first : last - 1] - done])
            scores[first:last] = two_best(near, starts, best_share)
            first, done = last, int(ends[last - 1])
        return scores

    def _near(self, asked: Floats, rows: NDArray[np.int64]) -> Floats:
        """The largest cosine of each line of these songs with any sentence."""
        places = self._places(rows)
        near: Floats = (asked @ self.vectors[places].astype(np.float32).T).max(axis=0)
        # The scales are above 0, so they can wait until one value a line is left.
        near *= self.scales[places]
        return near

    def _places(self, rows: NDArray[np.int64]) -> slice | NDArray[np.int64]:
        """Where the lines of these songs are: a slice, which costs no copy, where it can be one."""
        start, end = int(self.starts[rows[0]]), int(self.starts[rows[-1] + 1])
        if rows[-1] - rows[0] + 1 == len(rows):
            return slice(start, end)
        lengths = self.starts[rows + 1] - self.starts[rows]
        offsets = np.repeat(self.starts[rows] - np.cumsum(lengths) + lengths, lengths)
        return np.asarray(np.arange(int(lengths.sum())) + offsets, np.int64)


def two_best(near: Floats, starts: NDArray[np.int64], best_share: float) -> Floats:
    """The weighed sum of the two largest values of each group; of one value, that value.

    near: (m,); starts: where each group begins, ascending from 0.
    """
    first = np.maximum.reduceat(near, starts)
    lengths = np.diff(np.append(starts, len(near)))
    group = np.repeat(np.arange(len(starts)), lengths)
    # One place of the largest alone is taken out: a line that comes close twice counts twice.
    places = np.flatnonzero(near == first[group])
    _, one_each = np.unique(group[places], return_index=True)
    rest = near.copy()
    rest[places[one_each]] = -np.inf
    second = np.maximum.reduceat(rest, starts)
    second = np.where(np.isfinite(second), second, first)
    return np.asarray(best_share * first + (1 - best_share) * second, np.float32)


def store_of(lines: Mapping[int, Sequence[str]]) -> LineStore:
    """The store of songs with their lines; songs without any are left out."""
    ids = sorted(song for song, own in lines.items() if own)
    flat = [line for song in ids for line in lines[song]]
    vectors, scales = packed(embedding.embed(flat)) if flat else nothing_packed()
    letters, ends = spelled(flat)
    return LineStore(
        song_ids=np.array(ids, np.int64),
        marks=np.array([mark(lines[song]) for song in ids], np.int64),
        starts=np.cumsum([0, *(len(lines[song]) for song in ids)]).astype(np.int64),
        vectors=vectors,
        scales=scales,
        letters=letters,
        ends=ends,
    )


def packed(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Rows as int8 with a scale each: a quarter of the bytes, and cosines that differ by .005."""
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9).astype(np.float32) / LARGEST
    return np.rint(rows / scales[:, None]).astype(np.int8), scales


def nothing_packed() -> tuple[NDArray[np.int8], Floats]:
    """The vectors and scales of no lines."""
    return np.empty((0, NO_WIDTH), np.int8), np.empty(0, np.float32)


def spelled(lines: Sequence[str]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The letters of lines one after the other, and where each line ends."""
    coded = [line.encode() for line in lines]
    ends = np.cumsum([len(each) for each in coded], dtype=np.int64)
    return np.frombuffer(b"".join(coded), np.int8), ends


def mark(lines: Sequence[str]) -> int:
    """A number by which a song's lines are known to be the same."""
    digest = blake2b("\n".join(lines).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
