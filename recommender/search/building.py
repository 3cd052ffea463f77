"""Make an index of songs, artists and tags with their names."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommender.engine.corpus import rows_of
from recommender.search.index import ALBUM, ARTIST, TAG, TITLE, Bearers, Index, Names
from recommender.search.keys import KeysWriter
from recommender.search.letters import has_hangul, initials, strokes, words_of
from recommender.search.romanising import folded, romanised

Ids = NDArray[np.int64]
# Owner, name, and whether the name is another one in Latin letters.
Named = Iterable[tuple[int, str, bool]]
# Words from which a Korean name is also found without its spaces (우리의밤편지 by 밤편지).
LATER_STARTS = 3


def no_ids() -> Ids:
    """Return no keys."""
    return np.empty(0, dtype=np.int64)


@dataclass
class Entries:
    """What stands in an index. Pairs are (song, other) as two arrays of primary keys.

    worth: popularity of each song, by `song_ids`. titles, albums: by song. others: by primary key.
    more_tags: tags that no song here has, and are to be found all the same.
    """

    song_ids: Ids
    stamps: Ids
    worth: NDArray[np.float32]
    titles: Named
    albums: Named
    artist_names: Named
    tag_names: Named
    artists: tuple[Ids, Ids] = field(default_factory=lambda: (no_ids(), no_ids()))
    tags: tuple[Ids, Ids] = field(default_factory=lambda: (no_ids(), no_ids()))
    more_tags: Ids = field(default_factory=no_ids)


@dataclass(frozen=True)
class Group:
    """Bearers of one kind: primary keys in the order of their rows, and what they are worth."""

    ids: Ids
    worth: NDArray[np.float32]
    by_id: NDArray[np.int64]  # rows by ascending primary key

    @classmethod
    def of(cls, ids: Ids, worth: NDArray[np.float32]) -> "Group":
        """Order bearers, the most popular first, then by primary key."""
        order = np.lexsort((ids, -worth))
        ids, worth = ids[order], worth[order].astype(np.float32)
        return cls(ids, worth, np.argsort(ids, kind="stable"))

    def rows(self, ids: Ids) -> Ids:
        """Return the row of each primary key, -1 where there is none."""
        places = rows_of(self.ids[self.by_id], ids)
        found = self.by_id[places] if len(self.ids) else places
        return np.where(places >= 0, found, -1)


def build(entries: Entries) -> Index:
    """Return the index of entries. Memory while it works: about three times the index."""
    songs = Group.of(entries.song_ids, entries.worth)
    artists = owners(entries.artists, songs)
    tags = owners(entries.tags, songs, entries.more_tags)
    stamps = entries.stamps[np.argsort(entries.song_ids)]
    stamps_by_row = np.empty_like(stamps)
    stamps_by_row[songs.by_id] = stamps
    writer = NamesWriter()
    writer.songs(entries.titles, TITLE, songs)
    writer.albums(entries.albums, songs)
    first = len(songs.ids)
    writer.others(
        entries.artist_names, ARTIST, artists, first, linked(entries.artists, songs, artists)
    )
    first += len(artists.ids)
    writer.others(entries.tag_names, TAG, tags, first, linked(entries.tags, songs, tags))
    groups = (songs, artists, tags)
    bearers = Bearers(
        (len(songs.ids), len(artists.ids), len(tags.ids)),
        np.concatenate([group.ids for group in groups]),
        np.concatenate([group.by_id for group in groups]).astype(np.int32),
        np.concatenate([group.worth for group in groups]),
        stamps_by_row,
    )
    return writer.finish(bearers)


def owners(pairs: tuple[Ids, Ids], songs: Group, more: Ids | None = None) -> Group:
    """Return who has songs: worth what the best known is, and a little for each song."""
    rows = songs.rows(pairs[0])
    known = rows >= 0
    ids, place = np.unique(pairs[1][known], return_inverse=True)
    worth = np.zeros(len(ids), dtype=np.float32)
    np.maximum.at(worth, place, songs.worth[rows[known]])
    worth += np.log1p(np.bincount(place, minlength=len(ids))).astype(np.float32)
    if more is not None and len(more):
        new = np.setdiff1d(more, ids)
        ids = np.concatenate([ids, new])
        worth = np.concatenate([worth, np.zeros(len(new), dtype=np.float32)])
    return Group.of(ids, worth)


def linked(
    pairs: tuple[Ids, Ids], songs: Group, others: Group
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the songs of each other: (others + 1,) starts, and rows, the best known first."""
    song_rows, other_rows = songs.rows(pairs[0]), others.rows(pairs[1])
    known = (song_rows >= 0) & (other_rows >= 0)
    order = np.lexsort((song_rows[known], other_rows[known]))
    counts = np.bincount(other_rows[known], minlength=len(others.ids))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return starts, song_rows[known][order].astype(np.int32)


class NamesWriter:
    """Gathers names with their keys and bearers."""

    def __init__(self) -> None:
        self._fields, self._counts = array("b"), array("q")
        self._rows: list[NDArray[np.int32]] = []
        self._single = array("i")
        self._plain, self._initials, self._sounds = KeysWriter(), KeysWriter(), KeysWriter()

    def songs(self, names: Named, kind: int, songs: Group) -> None:
        """Note names of songs, each song's by itself."""
        for rows, batch in _placed(names, songs):
            for row, (_, text, latin) in zip(rows, batch, strict=True):
                if row >= 0 and self._keys(text, kind, latin=latin):
                    self._single.append(row)
                    self._counts.append(1)

    def albums(self, names: Named, songs: Group) -> None:
        """Note names of albums, each once with all its songs."""
        held: dict[str, list[int]] = {}
        for rows, batch in _placed(names, songs):
            for row, (_, text, _) in zip(rows, batch, strict=True):
                if row >= 0:
                    held.setdefault(text, []).append(row)
        for text, bearers in held.items():
            if self._keys(text, ALBUM):
                self._bear(np.sort(np.array(bearers, dtype=np.int32)))

    def others(
        self,
        names: Named,
        kind: int,
        group: Group,
        first: int,
        links: tuple[NDArray[np.int64], NDArray[np.int32]],
    ) -> None:
        """Note names of artists or tags: the first bearer is the artist or tag itself."""
        starts, songs = links
        for rows, batch in _placed(names, group):
            for row, (_, text, latin) in zip(rows, batch, strict=True):
                if row >= 0 and self._keys(text, kind, latin=latin):
                    own = songs[starts[row] : starts[row + 1]]
                    self._bear(np.concatenate([np.array([first + row], dtype=np.int32), own]))

    def finish(self, bearers: Bearers) -> Index:
        """Return the index."""
        self._settle()
        counts = np.frombuffer(self._counts, dtype=np.int64) if self._counts else no_ids()
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        rows = np.concatenate([np.empty(0, dtype=np.int32), *self._rows])
        fields = np.array(self._fields, dtype=np.int8)
        names = Names(fields, starts, rows)
        kinds = (self._plain, self._initials, self._sounds)
        plain, initial, sounding = (kind.finish() for kind in kinds)
        return Index(bearers, names, plain, initial, sounding)

    def _bear(self, rows: NDArray[np.int32]) -> None:
        self._settle()
        self._counts.append(len(rows))
        self._rows.append(rows)

    def _settle(self) -> None:
        """Take over the bearers of names that have one each."""
        if self._single:
            self._rows.append(np.array(self._single, dtype=np.int32))
            self._single = array("i")

    def _keys(self, text: str, kind: int, *, latin: bool = False) -> bool:
        """Note the keys of the next name; False if it has no letters to be found by."""
        words = words_of(text)
        if not words:
            return False
        name = len(self._fields)
        self._fields.append(kind)
        distinct = list(dict.fromkeys(words)) if len(words) > 1 else []
        squeezed = "".join(words)
        self._plain.add([strokes(squeezed)], name, whole=True)
        self._plain.add([strokes(word) for word in distinct], name)
        if has_hangul(squeezed):
            later = ["".join(words[at:]) for at in range(1, min(len(words) - 1, LATER_STARTS + 1))]
            self._plain.add([strokes(word) for word in later], name)
            self._initials.add([initials(squeezed)], name, whole=True)
            self._initials.add([initials(word) for word in (*distinct, *later)], name)
        if has_hangul(squeezed) or latin:
            self._sounds.add(sounds(squeezed), name, whole=True)
            self._sounds.add([key for word in distinct for key in sounds(word)], name)
        return True


def sounds(word: str) -> list[str]:
    """Return the keys by which a word's sounds are found."""
    return list(dict.fromkeys(folded(latin) for latin in romanised(word)))


def _placed(names: Named, group: Group) -> Iterable[tuple[list[int], list[tuple[int, str, bool]]]]:
    """Yield names by the thousand, with the rows of their owners."""
    batch: list[tuple[int, str, bool]] = []
    for one in names:
        batch.append(one)
        if len(batch) == 10_000:
            yield _rows(batch, group), batch
            batch = []
    if batch:
        yield _rows(batch, group), batch


def _rows(batch: list[tuple[int, str, bool]], group: Group) -> list[int]:
    ids = np.array([owner for owner, _, _ in batch], dtype=np.int64)
    found: list[int] = group.rows(ids).tolist()
    return found
