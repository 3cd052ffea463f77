"""Find in one index what someone typed, the best first.

A find's grade says how it was found, four to each way: the whole name, its beginning, a word, a
word's beginning. Within a grade a title comes before an artist, an album and a tag, and the better
known before the less known. Of several words each must be found, in any order and in any of a
song's names; what they make together without spaces may be a name, too. Slips are looked for only
where little was found without.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.search.building import no_ids
from recommender.search.index import ALBUM, KINDS, SONGS, Index
from recommender.search.keyboards import other_layout
from recommender.search.keys import Keys, Postings
from recommender.search.letters import asked_initials, has_hangul, strokes, words_of
from recommender.search.romanising import folded, romanised, unfinished
from recommender.search.slips import near

# Whole name, its beginning, word, its beginning.
LETTERS = (44, 40, 36, 32)
BY_INITIALS = (31, 30, 29, 28)
BY_SOUND = (27, 26, 25, 24)
# What the sounds may become with a letter more: "fate" is no 파티, and "fatee" could be.
BY_GUESS = (23, 22, 21, 20)
BY_LAYOUT = (19, 18, 17, 16)
ONE_SLIP = (15, 14, 13, 12)
TWO_SLIPS = (11, 10, 9, 8)
FIELDS = 4
SCALE = 16

# Words of a query that are looked for; what one asks with more is found by these.
MOST_WORDS = 6
# Keys of so few letters are in too many names for the songs of their artists and tags to be a find.
SHORT = 2
# A spelling may have so many times the letters of its sounds.
SQUEEZED = 3
# With fewer songs than this a slip is likely, and in a query of fewer letters only where none is.
FEW, LONG = 4, 6

Grades = NDArray[np.uint8]
Scores = NDArray[np.uint16]
Ways = tuple[int, int, int, int]


@dataclass(frozen=True)
class Asked:
    """A query: its words, and all of them in one."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Asked":
        """Read what was typed."""
        return cls(tuple(dict.fromkeys(words_of(text)))[:MOST_WORDS])

    @property
    def squeezed(self) -> str:
        """The words without spaces, empty where there is one alone."""
        return "".join(self.words) if len(self.words) > 1 else ""


@dataclass(frozen=True)
class Finds:
    """Rows of one kind, best first, their scores, and which were found by their album alone."""

    rows: NDArray[np.int64]
    scores: Scores
    by_album: NDArray[np.bool_]


def find(
    index: Index, asked: Asked, most: int, among: NDArray[np.bool_] | None = None
) -> list[Finds]:
    """Return the best songs, artists and tags, at most so many of each.

    among: the rows that may be found, (rows,); all where there is none.
    """
    if not asked.words:
        nothing = Finds(no_ids(), np.empty(0, dtype=np.uint16), np.empty(0, dtype=np.bool_))
        return [nothing for _ in KINDS]
    several = len(asked.words) > 1
    # Of "ㄴ ㅂㅍ" the ㄴ is a syllable's first letter like the others, and no word that is begun.
    begun = not (several and all(map(asked_initials, asked.words)))
    words = [
        graded(index, word, heard=several or len(word) > SHORT, begun=begun or len(word) > 1)
        for word in asked.words
    ]
    whole = graded(index, asked.squeezed, whole=True) if asked.squeezed else None
    scores = together(index, asked, words, whole, among)
    if poor(index, asked, scores):
        forgive(index, asked, words, whole)
        scores = together(index, asked, words, whole, among)
    by_album = found_by_album(index, asked, words, whole, scores)
    return [best(index, scores, by_album, kind, most) for kind in KINDS]


def found_by_album(
    index: Index, asked: Asked, words: list[Grades], whole: Grades | None, scores: Scores
) -> NDArray[np.bool_]:
    """Tell which rows that were found would not be without the names of albums: (rows,)."""
    albums = index.names.fields == ALBUM
    if not any((albums & (grades > 0)).any() for grades in (*words, whole) if grades is not None):
        return np.zeros(len(scores), dtype=np.bool_)
    rest = [np.where(albums, np.uint8(0), grades) for grades in words]
    rest_whole = None if whole is None else np.where(albums, np.uint8(0), whole)
    without = together(index, asked, rest, rest_whole, None)
    found: NDArray[np.bool_] = (scores > 0) & (without == 0)
    return found


def poor(index: Index, asked: Asked, scores: Scores) -> bool:
    """Tell whether so little was found that a slip is likely."""
    songs = np.count_nonzero(scores[: index.bearers.counts[SONGS]])
    if not songs:
        return True
    long = len("".join(asked.words)) >= LONG
    return bool(long and songs < FEW and scores.max() < LETTERS[1] * FIELDS * SCALE)


def forgive(index: Index, asked: Asked, words: list[Grades], whole: Grades | None) -> None:
    """Let words count that differ by slips: those that say nothing by themselves, else all."""
    silent = [not grades.any() for grades in words]
    for grades, word, alone in zip(words, asked.words, silent, strict=True):
        if alone or not any(silent):
            slip(index, grades, word)
    if whole is not None and not whole.any():
        slip(index, whole, asked.squeezed, whole=True)


def graded(
    index: Index, word: str, *, whole: bool = False, heard: bool = True, begun: bool = True
) -> Grades:
    """Return how each name was found by a word: (names,), 0 where it was not.

    whole: look at whole names alone. heard: look for its sounds, too, which two letters hardly
    have. begun: look for the letters as they stand, as of a word that is still being typed. The
    names' grades, with their fields in the last two bits.
    """
    found = np.zeros(len(index.names.fields), dtype=np.uint8)
    for keys, letters, ways in lookups(word, heard=heard, begun=begun):
        put(index, found, keys_of(index, keys), letters, ways, whole=whole)
    if not found.any():
        # Only what says nothing as it stands may have been meant for the other layout.
        put(index, found, index.plain, other_layout(word), BY_LAYOUT, whole=whole)
    return found


def lookups(word: str, *, heard: bool, begun: bool) -> Iterator[tuple[str, str, Ways]]:
    """Yield what to look for: in which keys, which letters, and how good a find it is."""
    if begun:
        yield "plain", strokes(word), LETTERS
    if consonants := asked_initials(word):
        yield "initials", consonants, BY_INITIALS
    elif has_hangul(word):
        if len(word) > 1:
            for latin in romanised(word):
                yield "sounds", folded(latin), BY_SOUND
    elif heard and word.isascii() and word.isalpha():
        for number, sound in enumerate(unfinished(word)):
            # aaaaaa sounds like a, and means nothing.
            if SQUEEZED * len(sound) >= len(word):
                yield "sounds", sound, BY_GUESS if number else BY_SOUND


def keys_of(index: Index, name: str) -> Keys:
    """Return the keys of a kind."""
    return {"plain": index.plain, "initials": index.initials, "sounds": index.sounds}[name]


def put(
    index: Index, found: Grades, keys: Keys, letters: str, ways: Ways, *, whole: bool = False
) -> None:
    """Grade the names that have letters, or begin with them, better than they were."""
    if not letters:
        return
    first, equal, last = keys.part(letters)
    note(index, found, keys.between(first, equal), ways[0], ways[2], whole=whole)
    note(index, found, keys.between(equal, last), ways[1], ways[3], whole=whole)


def note(
    index: Index, found: Grades, postings: Postings, name: int, word: int, *, whole: bool = False
) -> None:
    """Grade names: `name` for those that were found by all they are, `word` by a part."""
    if not len(postings.names):
        return
    names = postings.names[postings.whole] if whole else postings.names
    grades = np.full(len(names), name) if whole else np.where(postings.whole, name, word)
    values = (grades * FIELDS + index.names.fields[names]).astype(np.uint8)
    np.maximum.at(found, names, values)


def slip(index: Index, found: Grades, word: str, *, whole: bool = False) -> None:
    """Grade names that differ from a word by a slip or two."""
    searched = [(index.plain, strokes(word))] if not asked_initials(word) else []
    if word.isascii() and word.isalpha():
        searched.append((index.sounds, folded(word)))
    for keys, letters in searched:
        for slips, number in near(keys, letters):
            ways = ONE_SLIP if slips <= 1 else TWO_SLIPS
            all_of_it = len(keys.text(number)) <= len(letters) + slips
            name, part = (ways[0], ways[2]) if all_of_it else (ways[1], ways[3])
            note(index, found, keys.between(number, number + 1), name, part, whole=whole)


def together(
    index: Index,
    asked: Asked,
    words: list[Grades],
    whole: Grades | None,
    among: NDArray[np.bool_] | None,
) -> Scores:
    """Return each row's score: the mean over the words, 0 where one is missing or may not be."""
    total = np.zeros(len(index.bearers.ids), dtype=np.uint16)
    missing = np.zeros(len(total), dtype=np.bool_)
    for word, grades in zip(asked.words, words, strict=True):
        own = borne(index, grades, short=len(strokes(word)) <= SHORT)
        total += own
        missing |= own == 0
    total[missing] = 0
    scores = total * np.uint16(SCALE) // np.uint16(len(words))
    if whole is not None:
        scores = np.maximum(scores, borne(index, whole, short=False).astype(np.uint16) * SCALE)
    if among is not None:
        scores *= among
    return scores


def borne(index: Index, grades: Grades, *, short: bool) -> Grades:
    """Return the best grade of the names of each row: (rows,).

    short: where a name only begins so, it counts for the artist or tag itself and for no song.
    """
    names = np.flatnonzero(grades)
    held = index.names
    starts = held.starts[names]
    found = np.zeros(len(index.bearers.ids), dtype=np.uint8)
    lengths = held.starts[names + 1] - starts
    if short:
        lengths[grades[names] < LETTERS[0] * FIELDS] = 1
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
    np.maximum.at(found, held.rows[places], np.repeat(grades[names], lengths))
    return found


def best(index: Index, scores: Scores, by_album: NDArray[np.bool_], kind: int, most: int) -> Finds:
    """Return the best rows of a kind; of equal ones the lower, which is the better known."""
    first, last = index.bearers.bounds(kind)
    part = scores[first:last]
    rows = np.flatnonzero(part)
    order = np.argsort(np.iinfo(np.uint16).max - part[rows], kind="stable")[:most]
    rows_found = rows[order]
    return Finds(first + rows_found, part[rows_found], by_album[first:last][rows_found])
