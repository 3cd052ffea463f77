"""Hide every song of every list once: what small sets of lists are judged and mixed by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from recommender.engine.base import Engine, Progress, Query
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.fusion import Fusion
from recommender.engine.learning.carve import Halved, queries
from recommender.engine.learning.learn import (
    FOLDS,
    Example,
    folds,
    learn,
    learned_mix,
)
from recommender.engine.metrics import chance, hit_rate, mrr, ndcg
from recommender.engine.mixer import fuse
from recommender.engine.mixes import KINDS, Mix
from recommender.engine.weights import DEFAULT_WEIGHTS

# Lists are judged by whether the hidden song is among the first so many.
HEAD = 10

Metrics = dict[str, dict[str, float]]
Train = Callable[[Corpus], Mapping[str, Engine]]


def hide_in_turn(
    corpus: Corpus, train: Train, progress: Progress, most_turns: int | None = None
) -> dict[str, list[Example]]:
    """Return examples by kind of query: in turn i the i-th song of each list is hidden.

    In each turn everything is trained without the hidden songs, and all songs but those given
    are ranked. Lists of one song are left out. `most_turns` stops after so many.
    """
    long = [place for place, one in enumerate(corpus.playlists) if len(one.songs) > 1]
    turns = max((len(corpus.playlists[place].songs) for place in long), default=0)
    turns = turns if most_turns is None else min(turns, most_turns)
    found: dict[str, list[Example]] = {kind: [] for kind in KINDS}
    for turn in range(turns):
        rest = [without(one, turn) for one in corpus.playlists]
        engines = train(replace(corpus, playlists=rest))
        for place in long:
            one = corpus.playlists[place]
            if turn < len(one.songs):
                half = Halved(rest[place].songs, one.tags, frozenset({one.songs[turn]}))
                for kind, query in queries(corpus, half):
                    found[kind].append(_example(engines, query, half, place, len(corpus.song_ids)))
        progress((turn + 1) / turns, "leave one out")
    return found


def learn_mix(found: Mapping[str, Sequence[Example]]) -> Mix:
    """What these examples teach about mixing, for every kind of query that they hold."""
    learned = {kind: learn(of_kind) for kind, of_kind in found.items()}
    return Mix({kind: learned_mix(one) for kind, one in learned.items() if one is not None})


def judge(examples: Sequence[Example], songs: int) -> Metrics:
    """Figures of each engine, of the mix and of chance over a catalogue of so many songs.

    The mix of each example is the one that the examples of other lists teach (in FOLDS parts);
    where they are too few, it is that of the default weights. Tells {"mix", each engine,
    "chance"}: hit_rate (first HEAD), mrr, ndcg, n.
    """
    rows: dict[str, list[tuple[float, float, float]]] = {}
    mixes = _mixes(examples)
    for one, fold in zip(examples, folds(examples).tolist(), strict=True):
        ranked = {name: ids.tolist() for name, (ids, _) in one.rankings.items()}
        fusion, weights = mixes[fold]
        ranked["mix"] = fuse(one.rankings, weights, fusion).song_ids.tolist()
        for name, ids in ranked.items():
            row = (
                hit_rate(ids, one.hidden, HEAD), mrr(ids, one.hidden, songs),
                ndcg(ids, one.hidden, songs),
            )  # fmt: skip
            rows.setdefault(name, []).append(row)
        rows.setdefault("chance", []).append(_luck(songs - one.given))
    return {name: _means(of_name) for name, of_name in sorted(rows.items())}


def without(playlist: PlaylistRow, turn: int) -> PlaylistRow:
    """The list without its song of this turn; a list of one song stays as it is."""
    if len(playlist.songs) < 2:
        return playlist
    songs = tuple(song for place, song in enumerate(playlist.songs) if place != turn)
    return replace(playlist, songs=songs)


def _example(
    engines: Mapping[str, Engine], query: Query, half: Halved, place: int, songs: int
) -> Example:
    rankings = {name: engine.rank(query, songs, half.given) for name, engine in engines.items()}
    return Example(rankings, half.hidden, place, len(half.given))


def _mixes(examples: Sequence[Example]) -> list[tuple[Fusion, Mapping[str, float]]]:
    """For each fold, what the others teach."""
    part = folds(examples)
    found: list[tuple[Fusion, Mapping[str, float]]] = []
    for fold in range(FOLDS):
        others = [one for one, of in zip(examples, part.tolist(), strict=True) if of != fold]
        learned = learn(others)
        usual: tuple[Fusion, Mapping[str, float]] = ("places", DEFAULT_WEIGHTS)
        found.append(usual if learned is None else (learned.fusion, learned.weights))
    return found


def _luck(left: int) -> tuple[float, float, float]:
    luck = chance(left, left)
    return min(HEAD, left) / max(left, 1), luck["mrr"], luck["ndcg"]


def _means(rows: list[tuple[float, float, float]]) -> dict[str, float]:
    means = np.array(rows).mean(axis=0)
    names = (f"hit_rate@{HEAD}", "mrr", "ndcg")
    figures = {name: round(float(mean), 4) for name, mean in zip(names, means, strict=True)}
    return {**figures, "n": len(rows)}
