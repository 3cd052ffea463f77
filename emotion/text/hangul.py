"""Hangul syllables taken apart into jamo."""

import numpy as np
from numpy.typing import NDArray

FIRST, LAST = 0xAC00, 0xD7A3
VOWELS, FINALS = 21, 28
# Conjoining jamo (Unicode 15, section 3.12): leading, vowel and trailing ones.
LEADING, VOWEL, TRAILING = 0x1100, 0x1161, 0x11A7


def jamo(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Code points with each syllable as its two or three jamo; everything else as it is.

    A syllable without a final stays two jamo, so that "했" and "해" begin alike.
    """
    syllable = (codes >= FIRST) & (codes <= LAST)
    number = np.where(syllable, codes - np.uint64(FIRST), np.uint64(0))
    final = number % np.uint64(FINALS)
    parts = np.zeros((len(codes), 3), np.uint64)
    parts[:, 0] = np.where(
        syllable, np.uint64(LEADING) + number // np.uint64(VOWELS * FINALS), codes
    )
    parts[:, 1] = np.where(
        syllable, np.uint64(VOWEL) + number // np.uint64(FINALS) % np.uint64(VOWELS), 0
    )
    parts[:, 2] = np.where(syllable & (final > 0), np.uint64(TRAILING) + final, 0)
    flat = parts.ravel()
    return flat[flat > 0]
