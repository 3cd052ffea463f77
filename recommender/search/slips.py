"""Find keys that differ from what was typed by a slip or two of the fingers.

A slip is a letter too many, too few, another one, or two that changed places (optimal string
alignment). It spoils at most three of a word's pairs of letters, so keys that lack more of them
need no closer look; the signs tell that for all keys at once, and rapidfuzz counts for the rest.
"""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from recommender.search.keys import SIGNED, WIDTH, Keys, cut, signs_of

# Letters from which one slip, and two, are forgiven. Two Korean syllables have four to six.
ONE_FROM, TWO_FROM = 4, 8
# How many keys are looked at closely: the ones with the most pairs in common.
MOST = 500
SPOILT = 3


def forgiven(letters: str) -> int:
    """Return how many slips a word of this length may have."""
    return (len(letters) >= ONE_FROM) + (len(letters) >= TWO_FROM)


def near(keys: Keys, letters: str, *, open_end: bool) -> list[tuple[int, int]]:
    """Return keys with a slip or more, as (slips, number of the key), the fewest slips first.

    open_end: the word is still being typed, so a key may go on after it.
    """
    most = forgiven(letters)
    if not most or not len(keys.keys):
        return []
    found = []
    for number in candidates(keys, letters, most).tolist():
        slips = distance(letters, keys.text(number), most, open_end=open_end)
        if slips <= most:
            found.append((slips, number))
    return sorted(found)


def candidates(keys: Keys, letters: str, most: int) -> NDArray[np.int64]:
    """Return the numbers of keys that have enough pairs of letters in common with a word."""
    sign = signs_of(padded(letters)).view(np.uint64)[0]
    shared = np.bitwise_count(keys.signs.view(np.uint64) & sign)
    pairs = int(np.bitwise_count(sign))
    least = max(2, pairs - SPOILT * most)
    counts = np.bincount(shared, minlength=pairs + 1)
    enough, total = pairs, int(counts[pairs])
    while enough > least and total + counts[enough - 1] <= MOST:
        enough -= 1
        total += int(counts[enough])
    found = np.flatnonzero(shared >= enough)
    if enough > least:
        found = np.append(found, np.flatnonzero(shared == enough - 1)[: max(0, MOST - len(found))])
    return found[:MOST]


def padded(letters: str) -> NDArray[np.uint8]:
    """Return the first letters of a word as one row of keys."""
    key = cut(letters)[:SIGNED].ljust(WIDTH, b"\0")
    return np.frombuffer(key, dtype=np.uint8)[None, :]


def distance(letters: str, key: str, most: int, *, open_end: bool) -> int:
    """Return how many slips part a word from a key, or from the key's beginning."""
    if not open_end:
        return int(OSA.distance(letters, key, score_cutoff=most))
    ends = {min(len(key), len(letters) + step) for step in range(-most, most + 1)}
    return min(int(OSA.distance(letters, key[:end], score_cutoff=most)) for end in ends)
