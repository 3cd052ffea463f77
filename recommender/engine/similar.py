"""Songs that are like others: what genre, sound, listeners and mood say, joined into one list.

Each engine names the songs nearest to the seeds. What a song gets for its place there is added up,
genre against sound by `lean`; so the shares of a song say exactly where its score comes from.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Engine, Ranking, no_songs
from recommender.engine.fusion import places_of
from recommender.engine.pipeline import playable_first
from recommender.engine.ranking import best
from recommender.engine.snapshot import Snapshot

# What can speak for a song, in the order in which reasons are told.
PARTS = ("genre", "sound", "listeners", "mood")
# The engines that each part listens to.
SPEAKERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"genre": ("genre",), "sound": ("sound",), "listeners": ("als", "neighbours")}
)

# So many songs of each engine take part.
TOP = 50
# 1 / (K + place): with 0 the first place would be worth twice the second.
K = 10

# What listeners and mood weigh beside genre and sound, which weigh 1 together.
BESIDE: Mapping[str, float] = MappingProxyType({"listeners": 0.3, "mood": 0.15})
# What a side keeps that the listener leans away from, so that its songs can fill the list.
TRACE = 0.02

# A mood whose shares differ by less than this is nobody's.
EVEN = 1e-6


@dataclass(frozen=True)
class Likeness:
    """A song that is like the seeds; `shares` is what each part had in its score, summing to 1."""

    song_id: int
    score: float
    shares: Mapping[str, float] = field(default_factory=dict)


def similar_songs(
    seeds: Mapping[int, float],
    engines: Mapping[str, Engine],
    snapshot: Snapshot,
    n: int = 10,
    lean: float = 0.5,
    exclude: Collection[int] = (),
) -> list[Likeness]:
    """Return at most `n` songs that are like the seeds, best first; equal scores by id.

    seeds: weight by song id; below zero means "less like that". lean: from 0, same genre, to 1,
    same sound. Only songs that can play come, one of each title and artist, and never a seed, a
    copy of one or a song of `exclude`. Empty where no part has anything to say about the seeds,
    or none of them is wanted. ValueError for a lean outside 0..1, a weight that is not finite, or
    a negative `n`.
    """
    if not 0 <= lean <= 1:
        raise ValueError(f"a lean is from 0 to 1, not {lean}")
    if n < 0:
        raise ValueError(f"cannot find {n} songs")
    if not all(np.isfinite(weight) for weight in seeds.values()):
        raise ValueError("a seed's weight must be a finite number")
    wanted = {int(song): float(weight) for song, weight in seeds.items() if weight}
    if not any(weight > 0 for weight in wanted.values()):
        return []
    banned = {*wanted, *(int(song) for song in exclude)}
    song_ids, gains = gather(wanted, engines, snapshot, banned)
    weights = weights_for(gains, lean)
    order = np.argsort(-(gains @ weights), kind="stable")
    copies = set(snapshot.duplicate_keys[snapshot.known_rows(list(wanted))].tolist())
    chosen = without_copies(song_ids, order.tolist(), snapshot, copies, n)
    return [_likeness(int(song_ids[place]), gains[place] * weights) for place in chosen]


def missing_parts(
    song_id: int, engines: Mapping[str, Engine], snapshot: Snapshot
) -> tuple[str, ...]:
    """Return the parts that have nothing to say about a song (one without audio: "sound")."""
    heard = {
        part: any(name in engines and engines[name].knows(song_id) for name in names)
        for part, names in SPEAKERS.items()
    }
    rows = snapshot.known_rows([song_id])
    heard["mood"] = bool(len(rows) and known_moods(snapshot, rows)[0])
    return tuple(part for part in PARTS if not heard[part])


def gather(
    wanted: Mapping[int, float],
    engines: Mapping[str, Engine],
    snapshot: Snapshot,
    banned: Collection[int],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the songs that any engine names, ascending, and what each part gives them, (m, 4).

    What a part gives is 0..1. The mood, of which a catalogue has few different ones, is asked
    about the songs that the others name; it names songs itself only where nobody else does.
    """
    found = {part: heard(part, wanted, engines, snapshot, banned) for part in SPEAKERS}
    named = [ids for of_part in found.values() for ids, _ in of_part]
    song_ids = np.unique(np.concatenate(named)) if named else np.empty(0, np.int64)
    if len(song_ids) == 0:
        song_ids = np.sort(nearest_in_mood(wanted, snapshot, banned)[0])
    gains = np.zeros((len(song_ids), len(PARTS)))
    for part, of_part in found.items():
        for ids, scores in of_part:
            at = np.searchsorted(song_ids, ids)
            gains[at, PARTS.index(part)] += by_place(scores) / len(of_part)
    gains[:, PARTS.index("mood")] = in_mood(wanted, snapshot, song_ids)
    return song_ids, gains


def heard(
    part: str,
    wanted: Mapping[int, float],
    engines: Mapping[str, Engine],
    snapshot: Snapshot,
    banned: Collection[int],
) -> list[Ranking]:
    """Return what the engines of a part name, of those that know one of the seeds."""
    rankings = [
        _nearest(engines[name], wanted, snapshot, banned)
        for name in SPEAKERS[part]
        if name in engines
    ]
    return [ranking for ranking in rankings if len(ranking[0])]


def _nearest(
    engine: Engine, wanted: Mapping[int, float], snapshot: Snapshot, banned: Collection[int]
) -> Ranking:
    """The TOP songs of one engine that can play."""
    return playable_first(
        lambda asked: engine.like(wanted, asked, banned), snapshot, TOP, len(engine.song_ids)
    )


def by_place(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the songs of a ranking get: 1 for the first, falling to just above 0 for the last."""
    behind = 1 / (K + TOP + 1)
    given: NDArray[np.float64] = (1 / (K + places_of(scores)) - behind) / (1 / (K + 1) - behind)
    return given


def in_mood(
    wanted: Mapping[int, float], snapshot: Snapshot, song_ids: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The cosine of each song's mood with that of the seeds, what is below 0 as 0: (m,).

    A song whose mood nobody knows gets nothing; nor does any, if those of the seeds are unknown.
    """
    aim = mood_of(wanted, snapshot)
    rows = snapshot.known_rows(song_ids)
    moods = snapshot.mood[rows].astype(np.float64)
    lengths = np.linalg.norm(moods, axis=1) * np.linalg.norm(aim)
    told = (lengths > 0) & known_moods(snapshot, rows)
    found: NDArray[np.float64] = np.zeros(len(song_ids))
    np.divide(moods @ aim, lengths, out=found, where=told)
    return np.maximum(found, 0)


def nearest_in_mood(
    wanted: Mapping[int, float], snapshot: Snapshot, banned: Collection[int]
) -> Ranking:
    """Return the TOP songs that can play whose mood is nearest to the seeds'."""
    ids = snapshot.song_ids[snapshot.available]
    scores = in_mood(wanted, snapshot, ids).astype(np.float32)
    told = scores > 0
    return best(ids[told], scores[told], TOP, banned) if told.any() else no_songs()


def mood_of(wanted: Mapping[int, float], snapshot: Snapshot) -> NDArray[np.float64]:
    """The weighted sum of the seeds' moods, as far as they are known: (6,)."""
    rows = snapshot.rows(list(wanted))
    weights = np.array(list(wanted.values()))[rows >= 0]
    rows = rows[rows >= 0]
    told = known_moods(snapshot, rows)
    aim: NDArray[np.float64] = weights[told] @ snapshot.mood[rows[told]].astype(np.float64)
    return aim


def known_moods(snapshot: Snapshot, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of which rows the mood is known: (r,). An unknown one is even in the catalogue."""
    moods = snapshot.mood[rows]
    return np.asarray(np.ptp(moods, axis=1) > EVEN, np.bool_)


def weights_for(gains: NDArray[np.float64], lean: float) -> NDArray[np.float64]:
    """What each part weighs, (4,): genre and sound by the lean; if one is silent, the other all."""
    genre, sound = 1 - lean, lean
    speaks = {part: bool(gains[:, place].any()) for place, part in enumerate(PARTS)}
    if not speaks["sound"]:
        genre, sound = 1.0, 0.0
    elif not speaks["genre"]:
        genre, sound = 0.0, 1.0
    given = {"genre": genre + TRACE, "sound": sound + TRACE, **BESIDE}
    return np.array([given[part] for part in PARTS])


def without_copies(
    song_ids: NDArray[np.int64],
    order: Iterable[int],
    snapshot: Snapshot,
    copies: set[int],
    n: int,
) -> list[int]:
    """Return the first `n` places of `order` whose songs are no copies of each other."""
    seen, chosen = set(copies), list[int]()
    keys = snapshot.duplicate_keys[snapshot.rows(song_ids)].tolist()
    for place in order:
        if len(chosen) >= n:
            break
        if keys[place] not in seen:
            seen.add(keys[place])
            chosen.append(place)
    return chosen


def _likeness(song_id: int, given: NDArray[np.float64]) -> Likeness:
    total = float(given.sum())
    shares = {part: float(of) / total for part, of in zip(PARTS, given, strict=True) if of > 0}
    return Likeness(song_id, total, MappingProxyType(shares))
