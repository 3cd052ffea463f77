"""Songs that are like others: what genre, sound, listeners and mood say, joined into one list.

Each engine names the songs nearest to the seeds. What a song gets for its place there is added up,
genre against sound by `lean`; so the shares of a song say exactly where its score comes from, and
the further it leans the more sound and the less genre is in the list, never the other way round.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Engine
from recommender.engine.similar_parts import (
    GENRE,
    PARTS,
    SOUND,
    SPEAKERS,
    Rule,
    Said,
    ask,
    in_mood,
    known_moods,
)
from recommender.engine.snapshot import Snapshot

__all__ = ["PARTS", "Likeness", "in_mood", "missing_parts", "similar_songs"]

# The best of those compared: docs/models/sound.md.
RULE = Rule()
# What a side keeps that the listener leans away from, so that its songs can fill the list.
TRACE = 0.02


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
    wanted = {int(song): float(weight) for song, weight in sorted(seeds.items()) if weight}
    if not any(weight > 0 for weight in wanted.values()):
        return []
    said = ask(wanted, engines, snapshot, {*wanted, *(int(song) for song in exclude)})
    return joined(said, wanted, snapshot, n, lean, RULE)


def joined(
    said: Said,
    wanted: Mapping[int, float],
    snapshot: Snapshot,
    n: int,
    lean: float,
    rule: Rule,
) -> list[Likeness]:
    """Return the list of what was said, by a rule."""
    gains = said.gains(rule)
    weights = weights_for(gains, lean, rule)
    order = np.argsort(-(gains @ weights), kind="stable")
    copies = set(snapshot.duplicate_keys[snapshot.known_rows(list(wanted))].tolist())
    chosen = without_copies(said.song_ids, order.tolist(), snapshot, copies, n)
    return [_likeness(int(said.song_ids[place]), gains[place] * weights) for place in chosen]


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


def weights_for(gains: NDArray[np.float64], lean: float, rule: Rule) -> NDArray[np.float64]:
    """What each part weighs, (4,): genre and sound by the lean; if one is silent, the other all."""
    genre, sound = 1 - lean, lean
    if not gains[:, SOUND].any():
        genre, sound = 1.0, 0.0
    elif not gains[:, GENRE].any():
        genre, sound = 0.0, 1.0
    given = {"genre": genre + TRACE, "sound": sound + TRACE, **rule.beside}
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
