"""An array file that is written as its rows come, for more rows than memory holds."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray


class GrowingArray:
    """An .npy file of rows that are all of one kind and width.

    NumPy pads its header so that a longer length fits into the same room: it is written again in
    the end. empty: an array without rows, of the kind and width that it has if nothing is added.
    """

    def __init__(self, path: Path, empty: NDArray[Any]) -> None:
        self.length = 0
        self._like = empty[:0]
        self._file = path.open("wb")
        self._start = self._write_header()

    def add(self, rows: NDArray[Any]) -> None:
        """Append rows; the first ones say of which kind and width all are."""
        if not len(rows):
            return
        if not self.length:
            self._like = rows[:0]
            self._start = self._write_header()
        if (rows.dtype, rows.shape[1:]) != (self._like.dtype, self._like.shape[1:]):
            raise ValueError(f"rows of {rows.dtype} {rows.shape[1:]} among {self._like.dtype}")
        self._file.write(np.ascontiguousarray(rows).tobytes())
        self.length += len(rows)

    def finish(self) -> None:
        """Write the true length; close."""
        if self._write_header() != self._start:
            raise RuntimeError("the header grew over the rows")
        self.close()

    def close(self) -> None:
        """Close the file, finished or not."""
        self._file.close()

    def _write_header(self) -> int:
        """Write the header over what stands there, and return where the rows begin."""
        self._file.seek(0)
        descr = npy.dtype_to_descr(self._like.dtype)
        shape = (self.length, *self._like.shape[1:])
        npy.write_array_header_1_0(
            self._file, {"descr": descr, "fortran_order": False, "shape": shape}
        )
        return self._file.tell()
