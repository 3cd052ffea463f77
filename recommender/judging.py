"""Judge models on songs that none of them has seen, so that a new version can be compared.

The pairs of list and song are dealt into FOLDS parts by a hash of what they are. For each part a
*twin* is trained on everything else, asked for the songs that were hidden from it, and kept beside
the models that are published, which are trained on everything. The next training judges the twins
of the version in service on the same pairs of today's lists as its own.

Why this is fair. The published arrays in service have seen the lists of their time, so on those
they would beat any newcomer. Their twins have not: the hash deals the pairs of an old list today
as it did then, and lists that came since are new to both. Training again with the old settings
would not do either: on the same data it only compares settings, and says nothing about data that
went bad. Each version is mixed as it learned with its own twins, by the songs hidden from them: a
handful of weights, which cannot learn songs. What is left of unfairness: a list that loses or gets
one of the LOWEST songs it goes by is dealt anew, and an old twin may know some of its pairs. That
favours the version in service.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Engine, Query
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.metrics import chance
from recommender.engine.mixer import fuse
from recommender.engine.mixes import Mix
from recommender.engine.mood import MoodEngine
from recommender.engine.snapshot import Snapshot
from recommender.engine.weights import DEFAULT_WEIGHTS

FOLDS = 5
LOWEST = 3
# With so many lists or listeners a training is long, and one part holds enough pairs.
MANY_ROWS = 1000
# So many lists of one part are judged; their mean nDCG is then known to about .01.
MOST_JUDGED = 500
# A song behind this place counts as not found.
DEPTH = 1000
# Lists are also judged by whether the hidden song is among the first so many.
HEAD = 10
# What versions are compared by: every place counts, so it is steadier than a hit rate.
FIGURE = "ndcg"

# For each of "mix", every engine and "chance": (hit, reciprocal rank, ndcg) of each hidden song.
Judged = dict[str, list[tuple[float, float, float]]]
Figures = dict[str, dict[str, float]]
# The songs of a list that are given, those that are hidden, and its tags.
Hidden = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]


class Without(Sequence[PlaylistRow]):
    """The lists without the songs of one part; made as they are read, since there may be many."""

    def __init__(self, playlists: Sequence[PlaylistRow], fold: int) -> None:
        self._playlists, self._fold = playlists, fold

    def __len__(self) -> int:
        return len(self._playlists)

    @overload
    def __getitem__(self, place: int) -> PlaylistRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PlaylistRow]: ...
    def __getitem__(self, place: int | slice) -> PlaylistRow | Sequence[PlaylistRow]:
        if isinstance(place, slice):
            return Without(self._playlists[place], self._fold)
        return self._cut(self._playlists[place])

    def __iter__(self) -> Iterator[PlaylistRow]:
        return (self._cut(playlist) for playlist in self._playlists)

    def _cut(self, playlist: PlaylistRow) -> PlaylistRow:
        given, hidden = dealt(playlist, self._fold)
        return replace(playlist, songs=given) if hidden else playlist


def folds_of(corpus: Corpus) -> range:
    """Return the parts to judge: all of them, or the first where one training takes long."""
    many = len(corpus.playlists) + len(corpus.listeners) >= MANY_ROWS
    return range(1 if many else FOLDS)


def without(corpus: Corpus, fold: int) -> Corpus:
    """Return what the twin of a part learns from."""
    return replace(corpus, playlists=Without(corpus.playlists, fold))


def dealt(playlist: PlaylistRow, fold: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a list's songs that are given, and those that this part hides, in their order.

    A list of which nothing would be left hides nothing.
    """
    songs = np.array(playlist.songs, dtype=np.uint64)
    if len(songs) < 2:
        return playlist.songs, ()
    # Lists have no name here. One goes by its songs of the lowest hashes, which seldom change when
    # a song joins or leaves; by one alone, all lists with a hit of the day would hide the same.
    name = np.bitwise_xor.reduce(np.sort(scattered(songs))[:LOWEST])
    inside = scattered(songs ^ name) % np.uint64(FOLDS) == fold
    if inside.all():
        return playlist.songs, ()
    given = tuple(song for song, out in zip(playlist.songs, inside, strict=True) if not out)
    hidden = tuple(song for song, out in zip(playlist.songs, inside, strict=True) if out)
    return given, hidden


def scattered(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return 64-bit hashes (splitmix64's finaliser: Steele, Lea, Flood, OOPSLA 2014)."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def hidden_pairs(corpus: Corpus, fold: int, most: int) -> list[Hidden]:
    """Return (given, hidden, tags) of at most `most` lists, always the same ones."""
    dealt_lists = ((*dealt(playlist, fold), playlist.tags) for playlist in corpus.playlists)
    chosen = (one for one in dealt_lists if one[1])
    return heapq.nsmallest(most, chosen, key=_lot)


def _lot(one: Hidden) -> int:
    """Return a list's place in the draw of those that are judged."""
    return int(scattered(np.array([sum(one[0])], dtype=np.uint64))[0])


def as_served(engines: Mapping[str, Engine], snapshot: Snapshot) -> dict[str, Engine]:
    """Return the engines as they would serve today's catalogue, the mood's among them."""
    ready = {name: engine.with_catalogue(snapshot) for name, engine in engines.items()}
    return {**ready, MoodEngine.name: MoodEngine.from_snapshot(snapshot)}


def judge(engines: Mapping[str, Engine], corpus: Corpus, fold: int, mix: Mix) -> Judged:
    """Ask for the hidden songs of one part, the others of their list given, and note their places.

    No mood and no tags are given. A song that an engine does not rank within DEPTH counts 0.
    """
    found: Judged = {}
    depth = min(len(corpus.song_ids), DEPTH)
    for given, named, _ in hidden_pairs(corpus, fold, MOST_JUDGED):
        hidden = corpus.song_ids[corpus.rows(named)].tolist()
        query = Query(seeds=given)
        rankings = {name: engine.rank(query, depth, given) for name, engine in engines.items()}
        ranked = {name: ids for name, (ids, _) in rankings.items()}
        fusion, weights = mix.for_query(query, DEFAULT_WEIGHTS)
        ranked["mix"] = fuse(rankings, weights, fusion).song_ids[:depth]
        for name, ids in ranked.items():
            found.setdefault(name, []).extend(_place(ids, song) for song in hidden)
        left = len(corpus.song_ids) - len(corpus.rows(given))
        found.setdefault("chance", []).extend([_luck(left, depth)] * len(hidden))
    return found


def together(parts: Sequence[Judged]) -> Judged:
    """Return the rows of several parts in one."""
    names = {name for part in parts for name in part}
    return {name: [row for part in parts for row in part.get(name, [])] for name in sorted(names)}


def figures_of(judged: Judged) -> Figures:
    """Return the means: hit rate, mean reciprocal rank, nDCG, and of how many songs."""
    return {name: _means(rows) for name, rows in judged.items() if rows}


def _place(ids: NDArray[np.int64], song: int) -> tuple[float, float, float]:
    where = np.flatnonzero(ids == song)
    if len(where) == 0:
        return 0.0, 0.0, 0.0
    place = int(where[0]) + 1
    return float(place <= HEAD), 1 / place, float(1 / np.log2(place + 1))


def _luck(left: int, depth: int) -> tuple[float, float, float]:
    """Return what a random order of the songs that are left reaches in expectation."""
    if left == 0:
        return 0.0, 0.0, 0.0
    luck = chance(left, depth)
    return min(HEAD, left) / left, luck["mrr"], luck["ndcg"]


def _means(rows: list[tuple[float, float, float]]) -> dict[str, float]:
    means = np.array(rows).mean(axis=0)
    names = (f"hit_rate@{HEAD}", "mrr", FIGURE)
    figures = {name: round(float(mean), 4) for name, mean in zip(names, means, strict=True)}
    return {**figures, "n": len(rows)}
