"""Sorted keys and the names that hold them: what stands in for an index of a database.

    keys: (n, WIDTH) uint8, sorted, none twice: a key's letters in UTF-8, cut, filled with zeros
    starts: (n + 1,) int64, a key's part of `postings`
    postings: (m,) int32, twice the number of a name, and one more where the key is the whole name
    signs: (n,) int64, a bit for each pair of letters in a key; what slips are looked for by

All names that begin with some letters are one slice, which is read from the mapped file and nothing
else is. A million songs have 1.7 million keys of letters, 0.6 of initials and 0.8 of sounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Letters of a key. Ten Korean syllables; names that are longer are found by their beginning.
WIDTH = 28
# Letters of a key that its sign is made of: a slip in those is forgiven.
SIGNED = 12
BITS = 64
BATCH = 500_000

Key = bytes
Words = NDArray[np.uint8]


@dataclass(frozen=True)
class Postings:
    """Names found by a part of the keys: their numbers, and whether the key is all of the name."""

    names: NDArray[np.int32]
    whole: NDArray[np.bool_]

    @classmethod
    def of(cls, packed: NDArray[np.int32]) -> "Postings":
        """Read what an index holds."""
        return cls(packed >> 1, (packed & 1).astype(np.bool_))


@dataclass(frozen=True)
class Keys:
    """One kind of key (letters, initial consonants, or sounds) of all names."""

    keys: Words
    starts: NDArray[np.int64]
    postings: NDArray[np.int32]
    signs: NDArray[np.int64]

    @property
    def texts(self) -> NDArray[np.bytes_]:
        """The keys as strings of bytes, which compare as they are sorted."""
        return self.keys.view(f"S{WIDTH}").reshape(-1)

    def part(self, letters: str) -> tuple[int, int, int]:
        """Return where keys that begin with some letters are: first, after the equal, after all."""
        key = cut(letters)
        texts = self.texts
        first = int(texts.searchsorted(np.bytes_(key), "left"))
        equal = int(texts.searchsorted(np.bytes_(key), "right"))
        if len(key) == WIDTH:
            return first, equal, equal
        return first, equal, int(texts.searchsorted(np.bytes_(key + b"\xff"), "right"))

    def between(self, first: int, last: int) -> Postings:
        """Return the names of a part of the keys."""
        return Postings.of(self.postings[self.starts[first] : self.starts[last]])

    def text(self, number: int) -> str:
        """Return a key's letters; one that was cut within a letter loses that letter."""
        return bytes(self.keys[number]).rstrip(b"\0").decode("utf-8", "ignore")


def cut(letters: str) -> Key:
    """Return letters as a key."""
    return letters.encode("utf-8", "replace")[:WIDTH]


class KeysWriter:
    """Gathers keys, and sorts them in the end."""

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._packed: list[int] = []
        self._parts: list[tuple[NDArray[np.bytes_], NDArray[np.int32]]] = []

    def add(self, letters: Sequence[str], name: int, *, whole: bool = False) -> None:
        """Note keys of a name."""
        self._keys += [cut(text) for text in letters if text]
        self._packed += [2 * name + whole] * (len(self._keys) - len(self._packed))
        if len(self._keys) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        keys = np.array(self._keys, dtype=f"S{WIDTH}")
        self._parts.append((keys, np.array(self._packed, dtype=np.int32)))
        self._keys, self._packed = [], []

    def finish(self) -> Keys:
        """Return the keys in order."""
        self._flush()
        keys = np.concatenate([part for part, _ in self._parts])
        packed = np.concatenate([part for _, part in self._parts])
        self._parts = []
        order = np.argsort(keys, kind="stable")
        keys, packed = keys[order], packed[order]
        del order
        new = np.ones(len(keys), dtype=np.bool_)
        new[1:] = keys[1:] != keys[:-1]
        starts = np.append(np.flatnonzero(new), len(keys)).astype(np.int64)
        distinct = np.ascontiguousarray(keys[new]).view(np.uint8).reshape(-1, WIDTH)
        return Keys(distinct, starts, packed, signs_of(distinct))


def signs_of(keys: Words) -> NDArray[np.int64]:
    """Return the signs of keys: (n,), a bit for each of their first SIGNED pairs of letters."""
    signs = np.zeros(len(keys), dtype=np.uint64)
    before = np.zeros(len(keys), dtype=np.uint64)
    for place in range(min(SIGNED, keys.shape[1])):
        letter = keys[:, place].astype(np.uint64)
        pair = (before * np.uint64(37) + letter * np.uint64(11)) % np.uint64(BITS)
        signs |= np.where(letter > 0, np.uint64(1) << pair, np.uint64(0))
        before = letter
    return signs.view(np.int64)
