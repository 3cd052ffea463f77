"""N-grams as 32-bit numbers, made by the thousand in NumPy."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint32]
Codes = NDArray[np.uint64]

# A rolling hash: codes as digits in an odd base, mixed as in MurmurHash3's 64-bit finaliser.
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(33)
BLANK = np.uint64(0x20)


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)


def grams(codes: Codes, n: int, family: int) -> Codes:
    """The hashes of all runs of `n` codes; another `family` gives other numbers."""
    if len(codes) < n:
        return np.zeros(0, np.uint64)
    size = len(codes) - n + 1
    found = np.full(size, family * 64 + n, np.uint64)
    for offset in range(n):
        found = found * _BASE + codes[offset : offset + size]
    return found


def inside_words(codes: Codes, n: int) -> NDArray[np.bool_]:
    """Which runs of `n` codes have a blank at their edges only."""
    if len(codes) < n:
        return np.zeros(0, bool)
    blank = np.concatenate([[0], np.cumsum(codes == BLANK)])
    inner = blank[n - 1 : len(codes)] - blank[1 : len(codes) - n + 2]
    return np.asarray(inner <= 0)


def word_codes(words: Sequence[str]) -> Codes:
    """One number for each word."""
    return np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], np.uint64)


def to_keys(hashes: Sequence[Codes]) -> Keys:
    """Mix hashes well and keep 32 bits."""
    whole = np.concatenate([np.zeros(0, np.uint64), *hashes])
    whole = (whole ^ (whole >> _SHIFT)) * _MIX
    return np.asarray(whole >> np.uint64(32), np.uint32)
