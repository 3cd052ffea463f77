"""What each part says of songs that are like others: by its own engines, in one scale."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Engine, Ranking, no_songs
from recommender.engine.fusion import places_of
from recommender.engine.joint import JointEngine
from recommender.engine.pipeline import playable_first
from recommender.engine.ranking import best
from recommender.engine.snapshot import Snapshot

# What can speak for a song, in the order in which reasons are told.
PARTS = ("genre", "sound", "listeners", "mood")
GENRE, SOUND, LISTENERS, MOOD = range(len(PARTS))
# The engines that each part listens to. What the joint engine says is genre's and sound's.
SPEAKERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"genre": ("genre",), "sound": ("sound",), "listeners": ("als", "neighbours")}
)
JOINT = JointEngine.name

# So many songs of each engine take part.
TOP = 50
# A mood whose shares differ by less than this is nobody's.
EVEN = 1e-6


@dataclass(frozen=True)
class Rule:
    """How rankings become one.

    k: a song gets 1 / (k + place), scaled to 1 for the first; None goes by scores instead.
    joint: what the joint engine counts beside genre, or sound, itself.
    beside: what the other parts weigh beside genre and sound, which weigh 1 together. Little
        enough that at "same sound" a song does not stand high because the same people play it.
    """

    k: float | None = 0.0
    joint: float = 0.15
    beside: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"listeners": 0.3, "mood": 0.2})
    )


@dataclass(frozen=True)
class Said:
    """What was said about some seeds.

    song_ids: (m,) all that any engine names, ascending. rankings: by engine. mood: (m,), 0..1.
    genre_shares: how much of what the joint engine says of each song it names is genre's.
    """

    song_ids: NDArray[np.int64]
    rankings: Mapping[str, Ranking]
    mood: NDArray[np.float64]
    genre_shares: NDArray[np.float64]

    def gains(self, rule: Rule) -> NDArray[np.float64]:
        """What each part gives to each song, 0..1: (m, 4)."""
        found = np.zeros((len(self.song_ids), len(PARTS)))
        for part, names in SPEAKERS.items():
            speaking = [name for name in names if name in self.rankings]
            for name in speaking:
                at, given = self._given(name, rule)
                found[at, PARTS.index(part)] += given / len(speaking)
        if JOINT in self.rankings and rule.joint:
            at, given = self._given(JOINT, rule)
            found[at, GENRE] += rule.joint * given * self.genre_shares
            found[at, SOUND] += rule.joint * given * (1 - self.genre_shares)
            found[:, : SOUND + 1] /= 1 + rule.joint
        found[:, MOOD] = self.mood
        return found

    def _given(self, name: str, rule: Rule) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Where the songs of an engine are among all, and what it gives them."""
        ids, scores = self.rankings[name]
        given = by_score(scores) if rule.k is None else by_place(scores, rule.k)
        return np.searchsorted(self.song_ids, ids), given


def ask(
    wanted: Mapping[int, float],
    engines: Mapping[str, Engine],
    snapshot: Snapshot,
    banned: Collection[int],
) -> Said:
    """Ask every engine for the songs nearest to those wanted, by weight, outside `banned`.

    The mood, of which a catalogue has few different ones, is asked about the songs that the
    others name; it names songs itself only where nobody else does.
    """
    names = (*(name for of_part in SPEAKERS.values() for name in of_part), JOINT)
    asked = {
        name: nearest(engines[name], wanted, snapshot, banned) for name in names if name in engines
    }
    rankings = {name: ranking for name, ranking in asked.items() if len(ranking[0])}
    if rankings:
        song_ids = np.unique(np.concatenate([ids for ids, _ in rankings.values()]))
    else:
        song_ids = np.sort(nearest_in_mood(wanted, snapshot, banned)[0])
    shares = genre_shares(rankings, wanted, engines)
    return Said(song_ids, rankings, in_mood(wanted, snapshot, song_ids), shares)


def nearest(
    engine: Engine, wanted: Mapping[int, float], snapshot: Snapshot, banned: Collection[int]
) -> Ranking:
    """Return the TOP songs of one engine that can play."""
    return playable_first(
        lambda asked: engine.like(wanted, asked, banned), snapshot, TOP, len(engine.song_ids)
    )


def genre_shares(
    rankings: Mapping[str, Ranking], wanted: Mapping[int, float], engines: Mapping[str, Engine]
) -> NDArray[np.float64]:
    """Of each song that the joint engine names, how much of that is genre's: 0..1.

    All, where nobody has heard the seeds; nothing, where they have no genre.
    """
    joint = engines.get(JOINT)
    if not isinstance(joint, JointEngine) or JOINT not in rankings:
        return np.empty(0)
    ids, _ = rankings[JOINT]
    if "sound" not in rankings:
        return np.ones(len(ids))
    if "genre" not in rankings:
        return np.zeros(len(ids))
    return joint.genre_share(wanted, ids, engines["genre"], engines["sound"])


def by_place(scores: NDArray[np.float32], k: float) -> NDArray[np.float64]:
    """What the songs of a ranking get: 1 for the first, falling to just above 0 for the last."""
    behind = 1 / (k + TOP + 1)
    given: NDArray[np.float64] = (1 / (k + places_of(scores)) - behind) / (1 / (k + 1) - behind)
    return given


def by_score(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """The same by score: 1 for the best, falling to just above 0 for the last."""
    values = scores.astype(np.float64)
    spread = float(values[0] - values[-1])
    if spread <= 0:
        return np.ones(len(values))
    given: NDArray[np.float64] = (values - values[-1] + spread / TOP) / (spread + spread / TOP)
    return given


def in_mood(
    wanted: Mapping[int, float], snapshot: Snapshot, song_ids: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The cosine of each song's mood with that of the seeds, what is below 0 as 0: (m,).

    A song whose mood nobody knows gets nothing; nor does any, if those of the seeds are unknown.
    """
    aim = mood_of(wanted, snapshot)
    rows = snapshot.rows(song_ids)
    there = np.flatnonzero(rows >= 0)
    moods = snapshot.mood[rows[there]].astype(np.float64)
    lengths = np.linalg.norm(moods, axis=1) * np.linalg.norm(aim)
    told = (lengths > 0) & known_moods(snapshot, rows[there])
    found: NDArray[np.float64] = np.zeros(len(song_ids))
    found[there[told]] = np.maximum(moods[told] @ aim / lengths[told], 0)
    return found


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
    return np.asarray(np.ptp(snapshot.mood[rows], axis=1) > EVEN, np.bool_)
