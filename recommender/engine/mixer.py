"""Fuse the engines' rankings into one list: fuse, filter, order, each a step of its own."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Ranking
from recommender.engine.diversity import POOL_A_SONG, diversify
from recommender.engine.fusion import Fusion, gains
from recommender.engine.order import Finish, smooth_order
from recommender.engine.snapshot import Snapshot

# More than this of one artist sounds like an album.
SONGS_AN_ARTIST = 2


@dataclass(frozen=True)
class Rules:
    """What may not be in the list, and how it ends.

    dislikes: never again. recent: played in the last hour. exclude: any other reason.
    there: in the list already, which these songs go on; they count as copies and for artists.
    per_artist: at most so many songs of one artist.
    finish: where the energy ends (`smooth_order`).
    diversity: 0..1, how much songs that are unlike by tags and mood are preferred (`diversity`).
    """

    dislikes: Collection[int] = frozenset()
    recent: Collection[int] = frozenset()
    exclude: Collection[int] = frozenset()
    there: Collection[int] = frozenset()
    per_artist: int = SONGS_AN_ARTIST
    finish: Finish = "any"
    diversity: float = 0.0

    def banned(self) -> frozenset[int]:
        """Every id that may not be in the list."""
        return frozenset(self.dislikes) | frozenset(self.recent) | frozenset(self.exclude)


@dataclass(frozen=True)
class Mixed:
    """A song in the list; `reasons` is each engine's share in its score, summing to 1."""

    song_id: int
    score: float
    reasons: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Fused:
    """All candidates, best first; `parts[i, e]` is what engine e gave to candidate i."""

    song_ids: NDArray[np.int64]
    parts: NDArray[np.float64]
    engines: tuple[str, ...]

    @property
    def scores(self) -> NDArray[np.float64]:
        """The sum over the engines: (candidates,)."""
        total: NDArray[np.float64] = self.parts.sum(axis=1)
        return total

    def mixed(self, position: int) -> Mixed:
        """The candidate at a position, with its reasons, the largest first."""
        parts = self.parts[position]
        total = float(parts.sum())
        order = sorted(range(len(parts)), key=lambda e: (-parts[e], self.engines[e]))
        reasons = {self.engines[e]: float(parts[e]) / total for e in order if parts[e] > 0}
        return Mixed(int(self.song_ids[position]), total, reasons)


def fuse(
    rankings: Mapping[str, Ranking], weights: Mapping[str, float], fusion: Fusion = "places"
) -> Fused:
    """Fuse by the weighted sum of what each ranking gives to a song (`fusion.gains`).

    By places it is reciprocal-rank fusion, less what the place behind all candidates would give.
    So a song that an engine does not rank counts as its last and not as a whole ranking worse: a
    song that came after training must not lose to all that were there. It also keeps the reasons
    honest: to be ranked last is no reason. An engine without a weight, or with weight 0, is left
    out; a negative or non-finite weight raises ValueError.
    """
    used = tuple(sorted(name for name in rankings if _weight(weights, name) > 0))
    if not used:
        return Fused(np.empty(0, dtype=np.int64), np.empty((0, 0)), ())
    song_ids = np.unique(np.concatenate([rankings[name][0] for name in used]))
    parts = np.zeros((len(song_ids), len(used)))
    for column, name in enumerate(used):
        given = gains(rankings[name], len(song_ids), fusion)
        parts[np.searchsorted(song_ids, rankings[name][0]), column] = weights[name] * given
    order = np.argsort(-parts.sum(axis=1), kind="stable")  # equal scores: ascending id
    return Fused(song_ids[order], parts[order], used)


def choose(fused: Fused, snapshot: Snapshot, rules: Rules, n: int) -> list[int]:
    """Return positions in `fused` of the first `n` songs that the rules let through.

    With diversity, of the first POOL_A_SONG x n those that fit and are not all alike.
    """
    if rules.diversity == 0:
        return allowed(fused, snapshot, rules, n)
    pool = allowed(fused, snapshot, rules, POOL_A_SONG * n)
    rows = snapshot.rows(fused.song_ids[pool])
    vectors = np.hstack([snapshot.song_tags[rows].toarray(), snapshot.mood[rows]])
    chosen = diversify(fused.scores[pool], vectors.astype(np.float32), n, rules.diversity)
    return [pool[place] for place in chosen]


def allowed(fused: Fused, snapshot: Snapshot, rules: Rules, n: int) -> list[int]:
    """Return positions in `fused` of the first `n` songs that may come.

    Left out: banned songs, songs that are not in the catalogue or cannot play, second copies,
    and what goes over the artist cap.
    """
    banned = rules.banned()
    rows, there = snapshot.rows(fused.song_ids), snapshot.known_rows(rules.there)
    chosen: list[int] = []
    copies: set[int] = set(snapshot.duplicate_keys[there].tolist())
    artists: Counter[int] = Counter(snapshot.artist_ids[there].tolist())
    for position, (song_id, row) in enumerate(zip(fused.song_ids, rows, strict=True)):
        if len(chosen) >= n:
            break
        if row < 0 or not snapshot.available[row] or int(song_id) in banned:
            continue
        copy, artist = int(snapshot.duplicate_keys[row]), int(snapshot.artist_ids[row])
        if copy in copies or (artist >= 0 and artists[artist] >= rules.per_artist):
            continue
        copies.add(copy)
        artists[artist] += 1
        chosen.append(position)
    return chosen


def mix(
    rankings: Mapping[str, Ranking],
    weights: Mapping[str, float],
    snapshot: Snapshot,
    rules: Rules,
    n: int,
    fusion: Fusion = "places",
) -> list[Mixed]:
    """Make one list of at most `n` songs: fuse, filter, then order by energy.

    The best song comes first; the others follow it without jumps in energy (`smooth_order`).
    The same input gives the same list.
    """
    fused = fuse(rankings, weights, fusion)
    chosen = choose(fused, snapshot, rules, n)
    if not chosen:
        return []
    energy = snapshot.energy[snapshot.rows(fused.song_ids[chosen])]
    return [fused.mixed(chosen[place]) for place in smooth_order(energy, 0, rules.finish)]


def _weight(weights: Mapping[str, float], name: str) -> float:
    weight = float(weights.get(name, 0.0))
    if not np.isfinite(weight) or weight < 0:
        raise ValueError(f"the weight of {name} must be a finite number of at least 0")
    return weight
