"""Find the songs whose vectors have the highest inner product with a vector, among a million.

Up to EXACT_UP_TO songs (fewer of wide vectors) every product is taken. Above, every song is first
judged by a sketch of its vector, half a byte for each dimension; the LOOKED_AT that seem best are
then judged by their vectors, which are read from the file row by row, so that nothing of them stays
in memory.

The sketch: 4-bit product quantisation, one dimension at a time, scanned by faiss in registers
(F. Andre et al., "Quicker ADC", TPAMI 2021). All of them are scanned, since a graph (HNSW) or
cells (IVF) find too few of the best by inner product among vectors of very unequal length:
docs/benchmarks.md has the figures. The vectors are turned by a random rotation first, so that no
dimension carries more than others; a prior is one more dimension, in which every query is 1.
"""

import mmap
import os
import weakref
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import ArtefactDamaged, load_array, save_array
from recommender.engine.base import Ranking
from recommender.engine.ranking import best

Vectors = NDArray[np.float32]

# Every product of so many songs takes as long as LOOKED_AT rows from the file: four milliseconds,
# if their vectors are so wide; of wider ones it takes as many numbers.
EXACT_UP_TO = 100_000
USUAL_WIDTH = 128

# How many songs the sketch puts forward: so many, for long rankings so many for each song, and a
# few for each that is excluded, since those are often among the best.
LOOKED_AT = 2000
LOOKED_AT_A_SONG = 8
LOOKED_AT_AN_EXCLUDED = 2

BITS = 4
# faiss scans dimensions in groups of so many.
STEP = 16
# Sixteen values for a dimension are learned from so many songs; more changes nothing.
SAMPLE = 1 << 16
BLOCK = 1 << 16
SEED = 20261121


class Nearest:
    """Songs by vector: ids (n,) ascending; vectors (n, d); prior (n,) is added to the products."""

    def __init__(
        self,
        song_ids: NDArray[np.int64],
        vectors: Vectors,
        prior: Vectors | None = None,
        sketch: "Sketch | None" = None,
    ) -> None:
        self._song_ids, self._vectors, self._prior = song_ids, vectors, prior
        self._sketch, self._rows = sketch, Rows(vectors)

    def best(self, wanted: Vectors, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the `n` songs with the highest vector . wanted + prior, as `ranking.best` does.

        With a sketch, so good a ranking that 95 of the first 100 are right or more; the scores
        are exact. Rankings of an eighth of all songs and more are exact.
        """
        looked_at = max(LOOKED_AT, LOOKED_AT_A_SONG * n) + LOOKED_AT_AN_EXCLUDED * len(exclude)
        # A query of nothing is as near to one song as to another, and no scale for the sketch.
        if self._sketch is None or looked_at >= len(self._song_ids) or not wanted.any():
            scores = self._vectors @ wanted
            if self._prior is not None:
                scores = scores + self._prior
            return best(self._song_ids, scores, n, exclude)
        rows = self._sketch.candidates(wanted, looked_at)
        scores = self._rows.take(rows) @ wanted
        if self._prior is not None:
            scores = scores + self._prior[rows]
        return best(self._song_ids[rows], scores, n, exclude)

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors of some rows: (r, d)."""
        return self._rows.take(rows)

    def write(self, directory: Path, name: str) -> None:
        """Write `name`.npy, and beside it the sketch if there are songs enough to need one."""
        save_array(directory, name, self._vectors)
        if are_many(self._vectors):
            (self._sketch or Sketch.make(self._vectors, self._prior)).write(directory, name)

    @classmethod
    def read(
        cls,
        directory: Path,
        name: str,
        song_ids: NDArray[np.int64],
        vectors: Vectors,
        prior: Vectors | None = None,
    ) -> Self:
        """Take the mapped `vectors` of `name`.npy with their sketch, if one was written."""
        width = vectors.shape[1] + (prior is not None)
        sketch = Sketch.read(directory, name, len(song_ids), width)
        return cls(song_ids, vectors, prior, sketch)


@dataclass(frozen=True)
class Sketch:
    """All vectors in half a byte for each dimension.

    rotation: (d, e) float32, d with the prior's dimension; e is d to the next STEP.
    codes: faiss.IndexPQFastScan over e dimensions.
    """

    rotation: Vectors
    codes: Any

    @classmethod
    def make(cls, vectors: Vectors, prior: Vectors | None) -> Self:
        """Learn the sixteen values of each dimension and code all vectors; one thread.

        The same vectors give the same codes.
        """
        import faiss

        rng = np.random.default_rng(SEED)
        width = vectors.shape[1] + (prior is not None)
        wide = -(-width // STEP) * STEP
        rotation = np.linalg.qr(rng.standard_normal((wide, wide)))[0][:width].astype(np.float32)
        codes = faiss.IndexPQFastScan(wide, wide, BITS, faiss.METRIC_INNER_PRODUCT)
        some = np.sort(rng.permutation(len(vectors))[:SAMPLE])
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        try:
            codes.train(_turned(vectors, prior, rotation, some))
            for rows in _blocks(len(vectors)):
                codes.add(_turned(vectors, prior, rotation, rows))
        finally:
            faiss.omp_set_num_threads(threads)
        return cls(rotation, codes)

    def candidates(self, wanted: Vectors, n: int) -> NDArray[np.int64]:
        """Return the rows of the `n` songs that seem best, ascending."""
        query = np.ones(len(self.rotation), dtype=np.float32)
        query[: len(wanted)] = wanted
        _, found = self.codes.search((query @ self.rotation)[None], n)
        rows: NDArray[np.int64] = np.sort(found[0])
        return rows[rows >= 0]

    def write(self, directory: Path, name: str) -> None:
        """Write rotation and codes."""
        import faiss

        save_array(directory, f"{name}_rotation", self.rotation)
        faiss.write_index(self.codes, str(directory / f"{name}.faiss"))

    @classmethod
    def read(cls, directory: Path, name: str, songs: int, width: int) -> "Sketch | None":
        """Read what `write` wrote, None if nothing was; ArtefactDamaged if it does not fit."""
        path = directory / f"{name}.faiss"
        if not path.exists():
            return None
        import faiss

        try:
            codes = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise ArtefactDamaged(f"{path.name} cannot be read: {error}") from error
        if codes.ntotal != songs:
            raise ArtefactDamaged(f"{path.name} has {codes.ntotal} songs, not {songs}")
        rotation = np.array(load_array(directory, f"{name}_rotation", (width, codes.d)))
        return cls(rotation, codes)


class Rows:
    """Rows of a matrix (n, d); of a mapped one with many rows they are read one by one.

    The map would keep every page that was ever touched, and sixteen around it, in the resident
    memory of the process: after some hundred requests the whole file.
    """

    def __init__(self, array: Vectors) -> None:
        self._array, self._handle, self._start = array, -1, 0
        # A part of a map says of itself that it starts where the whole does.
        file: Any = array
        whole = isinstance(file, np.memmap) and isinstance(file.base, mmap.mmap)
        plain = file.flags.c_contiguous and file.dtype == np.float32
        if whole and plain and are_many(file):
            # A file that is deleted while it serves stays open here, as it stays mapped.
            self._handle = os.open(str(file.filename), os.O_RDONLY)
            self._start = file.offset
            weakref.finalize(self, os.close, self._handle)

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """Return these rows: (r, d). Safe to call from several threads."""
        if self._handle < 0:
            return self._array[rows]
        width = self._array.shape[1]
        size = width * self._array.itemsize
        places = (self._start + rows * size).tolist()
        read = b"".join(map(os.pread, repeat(self._handle), repeat(size), places))
        if len(read) != len(rows) * size:
            raise ArtefactDamaged("the file of the vectors ended before its last row")
        return np.frombuffer(read, dtype=np.float32).reshape(-1, width)


def are_many(vectors: Vectors) -> bool:
    """Tell whether it takes too long to take every product with these vectors, (n, d)."""
    songs, width = vectors.shape
    return bool(songs * max(width, USUAL_WIDTH) > EXACT_UP_TO * USUAL_WIDTH)


def _turned(
    vectors: Vectors, prior: Vectors | None, rotation: Vectors, rows: NDArray[np.int64] | slice
) -> Vectors:
    """Vectors with their prior as the last dimension, rotated: (r, e)."""
    turned = vectors[rows] @ rotation[: vectors.shape[1]]
    if prior is not None:
        turned += prior[rows, None] * rotation[-1]
    return np.ascontiguousarray(turned, dtype=np.float32)


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, start + BLOCK) for start in range(0, n, BLOCK))
