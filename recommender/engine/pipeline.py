"""The way from a query to a playlist, on one page."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from recommender.engine.aim import Aim, aim_ranking
from recommender.engine.base import Engine, Query, Ranking
from recommender.engine.mixer import Mixed, Rules, mix
from recommender.engine.mixes import NOT_LEARNED, Mix
from recommender.engine.snapshot import Snapshot

NO_AIM = Aim()
NO_RANKINGS: Mapping[str, Ranking] = MappingProxyType({})

# How deep each engine is asked, so that the filters and the other engines have a choice.
SMALLEST_DEPTH = 200
DEPTH_A_SONG = 20
# How many times as many songs it is asked for when too few of them can play.
MORE = 8


def recommend(
    query: Query,
    snapshot: Snapshot,
    engines: Mapping[str, Engine],
    weights: Mapping[str, float],
    rules: Rules,
    n: int,
    aim: Aim = NO_AIM,
    beside: Mapping[str, Ranking] = NO_RANKINGS,
    learned: Mix = NOT_LEARNED,
) -> list[Mixed]:
    """Rank in each engine -> mix -> filter -> order: at most `n` songs with their reasons.

    `beside`: rankings that no engine made (a curator's list), by the name of their weight.
    Songs that the query dislikes are banned as those of the rules are. Where the query's tags or
    the aim say where to go, a ranking by them joins the mix under the name "aim": of the songs
    that some engine ranked, or of the whole catalogue if no engine did. If there is no such
    ranking either, the list is empty. `learned`: the fusion and the weights by kind of query,
    which `weights` then modify.
    """
    fusion, weights = learned.for_query(query, weights)
    banned = banning(rules, query).banned()
    ranked = {
        name: rank_playable(engines[name], query, snapshot, depth(n), banned)
        for name in sorted(engines)
        if weights.get(name, 0.0) > 0
    }
    rankings = {**ranked, **beside}
    pool = set().union(*(ids.tolist() for ids, _ in rankings.values())) or snapshot.song_ids
    rankings["aim"] = aim_ranking(snapshot, aim, query.tags, len(snapshot), pool)
    return mix(rankings, weights, snapshot, banning(rules, query), n, fusion)


def rank_playable(
    engine: Engine, query: Query, snapshot: Snapshot, n: int, banned: Collection[int] = ()
) -> Ranking:
    """Return an engine's first songs that can play, at most `n`.

    A catalogue may know hundreds of thousands of songs that it can only learn from; among the
    first that an engine names there may then be none to play.
    """
    return playable_first(
        lambda asked: engine.rank(query, asked, banned), snapshot, n, len(engine.song_ids)
    )


def playable_first(
    rank: Callable[[int], Ranking], snapshot: Snapshot, n: int, known: int
) -> Ranking:
    """Return the first songs of a ranking that can play, at most `n`, of an engine of so many.

    Where not even half of those it names can, it is asked for more, and then for all: to name
    them all takes less time than to name many.
    """
    for asked in (n, MORE * n, len(snapshot) + known):
        song_ids, scores = rank(asked)
        rows = snapshot.rows(song_ids)
        playable = rows >= 0
        playable[playable] = snapshot.available[rows[playable]]
        if 2 * playable.sum() >= n or len(song_ids) < asked:
            break
    return song_ids[playable][:n], scores[playable][:n]


def banning(rules: Rules, query: Query) -> Rules:
    """The rules with the query's dislikes among theirs."""
    disliked = frozenset(rules.dislikes) | frozenset(query.dislikes)
    return replace(rules, dislikes=disliked)


def depth(n: int) -> int:
    """How many songs to ask of each engine for a list of `n`."""
    return max(SMALLEST_DEPTH, DEPTH_A_SONG * n)
