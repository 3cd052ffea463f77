"""Carve lists out of a training set, to ask for their hidden half what the rest has taught."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from emotion.moods import Mood
from recommender.engine.base import Engine, Query
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.learning.learn import Example
from recommender.engine.mixes import KINDS

# A fifth of the lists, though no more than what is enough to learn a handful of weights from.
SHARE = 0.2
MOST_LISTS = 400

# A list with fewer songs is not halved: it stays in the training set.
FEWEST = 4

# So many songs of every engine are mixed while learning.
DEPTH = 500


@dataclass(frozen=True)
class Halved:
    """A list that was held out: what is given of it, and what is to be found."""

    given: tuple[int, ...]
    tags: tuple[str, ...]
    hidden: frozenset[int]


def carve(corpus: Corpus, seed: int, share: float = SHARE) -> tuple[Corpus, list[Halved]]:
    """Return the corpus without a random share of its lists, and these, each halved at random."""
    rng = np.random.default_rng(seed)
    long = [place for place, one in enumerate(corpus.playlists) if len(set(one.songs)) >= FEWEST]
    taken = set(rng.permutation(long)[: min(MOST_LISTS, int(len(long) * share))].tolist())
    rest = [one for place, one in enumerate(corpus.playlists) if place not in taken]
    known = {song for one in rest for song in one.songs}
    halves = [_halved(corpus.playlists[place], rng, known) for place in sorted(taken)]
    return replace(corpus, playlists=rest), [one for one in halves if one.hidden]


def _halved(playlist: PlaylistRow, rng: np.random.Generator, known: set[int]) -> Halved:
    """Half of the songs and of the tags, rounded up; of the others, the songs that are known."""
    songs = rng.permutation(np.array(sorted(set(playlist.songs)))).tolist()
    tags = [playlist.tags[place] for place in rng.permutation(len(playlist.tags)).tolist()]
    half, half_tags = (len(songs) + 1) // 2, (len(tags) + 1) // 2
    hidden = frozenset(song for song in songs[half:] if song in known)
    return Halved(tuple(songs[:half]), tuple(tags[:half_tags]), hidden)


def queries(corpus: Corpus, half: Halved) -> Iterator[tuple[str, Query]]:
    """Yield every kind of query that can be made of what is given, with its kind."""
    rows, tags = corpus.rows(half.given), dict.fromkeys(half.tags, 1.0)
    if half.given:
        yield "songs", Query(seeds=half.given)
    if tags:
        yield "tags", Query(tags=tags)
    if tags and half.given:
        yield "songs+tags", Query(seeds=half.given, tags=tags)
    if len(rows) and has_moods(corpus):
        yield "mood", Query(mood=Mood(corpus.mood[rows].mean(axis=0)))


def has_moods(corpus: Corpus) -> bool:
    """Tell whether anything is known of the songs' moods."""
    return bool(len(corpus.mood)) and bool(np.ptp(corpus.mood) > 1e-6)


def examples(
    corpus: Corpus,
    halves: Sequence[Halved],
    engines: Mapping[str, Engine],
    kinds: Sequence[str] = KINDS,
) -> dict[str, list[Example]]:
    """Ask the engines for the hidden half of every list, in these kinds of query."""
    found: dict[str, list[Example]] = {kind: [] for kind in kinds}
    for place, half in enumerate(halves):
        for kind, query in queries(corpus, half):
            if kind in found:
                found[kind].append(example(engines, query, half.given, half.hidden, place))
    return found


def example(
    engines: Mapping[str, Engine],
    query: Query,
    given: Sequence[int],
    hidden: frozenset[int],
    group: int,
) -> Example:
    """What every engine ranks for one query, without the songs that are given."""
    rankings = {name: engine.rank(query, DEPTH, given) for name, engine in engines.items()}
    return Example(rankings, hidden, group)
