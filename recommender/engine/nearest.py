"""Find the songs whose vectors have the highest inner product with a vector, among a million.

Up to EXACT_UP_TO songs every product is taken. Above, every song is first judged by a sketch of
its vector, half a byte for each dimension; the LOOKED_AT that seem best are then judged by their
vectors, which are read from the file row by row, so that nothing of them stays in memory.

The sketch: 4-bit product quantisation, one dimension at a time, scanned by faiss in registers
(F. Andre et al., "Quicker ADC", TPAMI 2021). All of them are scanned, since a graph (HNSW) or
cells (IVF) find too few of the best by inner product among vectors of very unequal length:
docs/benchmarks.md has the figures. The vectors are turned by a random rotation first, so that no
dimension carries more than others; a prior is one more dimension, in which every query is 1.
"""

import os
import weakref
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import ArtefactDamaged, load_array, save_array
from recommender.engine.base import Ranking
from recommender.engine.ranking import best

Vectors = NDArray[np.float32]

# Every product of so many songs takes as long as the scan of ten times as many.
EXACT_UP_TO = 200_000

# How many songs the sketch puts forward: so many, and for long rankings so many for each song.
LOOKED_AT = 2000
LOOKED_AT_A_SONG = 8

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
        self._sketch = sketch
        # A file that is deleted while it serves stays open here, as it stays mapped.
        self._file = RowFile.of(vectors) if sketch is not None else None

    def best(self, wanted: Vectors, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return the `n` songs with the highest vector . wanted + prior, as `ranking.best` does.

        With a sketch, so good a ranking that 95 of the first 100 are right or more; the scores
        are exact. Rankings of an eighth of all songs and more are exact.
        """
        looked_at = max(LOOKED_AT, LOOKED_AT_A_SONG * (n + len(exclude)))
        # A query of nothing is as near to one song as to another, and no scale for the sketch.
        if self._sketch is None or looked_at >= len(self._song_ids) or not wanted.any():
            scores = self._vectors @ wanted
            if self._prior is not None:
                scores = scores + self._prior
            return best(self._song_ids, scores, n, exclude)
        rows = self._sketch.candidates(wanted, looked_at)
        scores = self.take(rows) @ wanted
        if self._prior is not None:
            scores = scores + self._prior[rows]
        return best(self._song_ids[rows], scores, n, exclude)

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors of some rows (r, d), without mapping what lies around them."""
        return self._vectors[rows] if self._file is None else self._file.take(rows)

    def write(self, directory: Path, name: str) -> None:
        """Write `name`.npy, and beside it the sketch if there are songs enough to need one."""
        save_array(directory, name, self._vectors)
        if len(self._song_ids) > EXACT_UP_TO:
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


class RowFile:
    """Rows of an array file, read one by one.

    A map of the same file would keep every page that was ever touched, and sixteen around it, in
    the process's resident memory: after some thousand requests the whole file.
    """

    def __init__(self, path: Path, start: int, width: int) -> None:
        """start: bytes before the first row; width: values of float32 in a row."""
        self._start, self._width = start, width
        self._handle = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._handle)

    @classmethod
    def of(cls, array: Vectors) -> "RowFile | None":
        """Return the file behind a mapped array of plain rows; None for any other array."""
        if not isinstance(array, np.memmap) or not array.flags.c_contiguous:
            return None
        mapped: np.memmap[Any, Any] = array
        if mapped.dtype != np.float32 or mapped.filename is None:
            return None
        return cls(Path(mapped.filename), mapped.offset, mapped.shape[1])

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """Return these rows: (r, width). Safe to call from several threads."""
        found = np.empty((len(rows), self._width), dtype=np.float32)
        size, handle = found.itemsize * self._width, self._handle
        into = found.reshape(-1).view(np.uint8).data
        parts = (into[start : start + size] for start in range(0, len(into), size))
        places = (self._start + rows * size).tolist()
        read = sum(os.preadv(handle, [part], at) for part, at in zip(parts, places, strict=True))
        if read != found.nbytes:
            raise ArtefactDamaged("the file of the vectors ended before its last row")
        return found


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
