"""Find keys that differ from what was typed by a slip or two of the fingers.

A slip is a letter too many, too few, another one, or two that changed places (optimal string
alignment). It spoils at most three of a word's pairs of letters, so keys that lack more of them
need no closer look; the signs tell that for all keys at once, and rapidfuzz counts for the rest.
"""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from recommender.search.keys import SIGNED, WIDTH, Key, Keys, cut, signs_of

# Letters from which one slip, and two, are forgiven. Two Korean syllables have four to six.
ONE_FROM, TWO_FROM = 4, 8
# How many keys are looked at closely: the ones with the most pairs in common.
MOST = 300
SPOILT = 3


def forgiven(letters: str) -> int:
    """Return how many slips a word of this length may have."""
    return (len(letters) >= ONE_FROM) + (len(letters) >= TWO_FROM)


def near(keys: Keys, letters: str) -> list[tuple[int, int]]:
    """Return keys with a slip or more, as (slips, number of the key), the fewest slips first.

    The word may still be being typed, so a key may go on after it.
    """
    most = forgiven(letters)
    if not most or not len(keys.keys):
        return []
    numbers = candidates(keys, letters, most)
    slips = distances(keys, numbers, cut(letters), most)
    close = np.flatnonzero(slips <= most)
    return sorted(zip(slips[close].tolist(), numbers[close].tolist(), strict=True))


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


def distances(keys: Keys, numbers: NDArray[np.int64], word: Key, most: int) -> NDArray[np.int64]:
    """Return how many slips part a word from the beginning of each key: (n,), at most `most` + 1.

    Letters outside ASCII have several bytes, of which a slip may change one or all: they are then
    counted as one each, with the ends of keys in bytes as a guess.
    """
    fewest = np.full(len(numbers), most + 1, dtype=np.int64)
    rows = keys.keys[numbers]
    plain = word.isascii()
    asked = word if plain else word.decode("utf-8", "ignore")
    for end in range(max(1, len(word) - most), min(WIDTH, len(word) + most) + 1):
        begun = np.ascontiguousarray(rows[:, :end]).view(f"S{end}").reshape(-1).tolist()
        texts = begun if plain else [text.decode("utf-8", "ignore") for text in begun]
        found = cdist([asked], texts, scorer=OSA.distance, score_cutoff=most, dtype=np.int64)
        fewest = np.minimum(fewest, found[0])
    return fewest
