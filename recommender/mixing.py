"""Mix a listener's next list from the catalogue, the engines that serve and what they liked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from emotion.moods import MOODS, Mood
from mlfym.accounts.models import Listener
from recommender.engine.base import Engine, Ranking, no_songs
from recommender.engine.mixer import Mixed, Rules
from recommender.engine.mood import MoodEngine
from recommender.engine.pipeline import recommend
from recommender.engine.ranking import best
from recommender.engine.refine import Target
from recommender.engine.snapshot import Snapshot

if TYPE_CHECKING:
    from recommender.feedback import Taste

# About ten minutes of the starter's short pieces, or a good half hour of full songs.
LIST_LENGTH = 12
# A list with fewer songs than this takes back what was played in the last hour.
FEWEST = 5
# The curator's default list, and what the listener likes, come before all that the engines say:
# at rank fusion's k a weight of 4 puts its last song above a song that every engine puts first.
CURATED_WEIGHT = 4.0
LIKED_WEIGHT = 4.0
# Liked songs may take so much of a first list, lest it be the same songs every day.
MOST_LIKED = LIST_LENGTH // 3

NOTHING_BESIDE: Mapping[str, Ranking] = MappingProxyType({})


class NothingToPlay(Exception):
    """No playable song is left that the listener has not put aside."""


@dataclass(frozen=True)
class Stage:
    """All that a mix stands on, taken once, so that every step sees the same catalogue."""

    snapshot: Snapshot
    engines: Mapping[str, Engine]
    taste: "Taste"

    @classmethod
    def now(cls, listener: Listener) -> "Stage":
        """Take the catalogue, the engines and the listener's taste as they are now.

        The mood engine needs no training: it stands in where no artefact serves, so that there
        is always a list.
        """
        from recommender import feedback, library, snapshots

        snapshot = snapshots.current()
        engines = {"mood": MoodEngine.from_snapshot(snapshot), **library.engines()}
        return cls(snapshot, engines, feedback.taste(listener))

    @property
    def versions(self) -> dict[str, str]:
        """Return each engine's artefact version, empty where it came without one."""
        return {
            name: engine.meta.version if engine.meta else ""
            for name, engine in self.engines.items()
        }


def mix_list(
    stage: Stage,
    target: Target,
    *,
    exclude: Collection[int] = (),
    beside: Mapping[str, Ranking] = NOTHING_BESIDE,
) -> list[Mixed]:
    """Return the next list for a target: at most LIST_LENGTH songs with their reasons.

    Disliked songs never come. Where too few songs are left, what was played in the last hour
    may come again, and where there is still none, what is in `exclude`.
    NothingToPlay if there is no playable song that is not disliked.
    """
    dislikes, recent = frozenset(stage.taste.dislikes), frozenset(stage.taste.recent)
    query = replace(target.query, likes=tuple(stage.taste.likes), dislikes=tuple(dislikes))
    weights = {**target.weights, "curated": CURATED_WEIGHT, "liked": LIKED_WEIGHT}
    songs: list[Mixed] = []
    for rules, enough in (
        (Rules(dislikes, recent, frozenset(exclude), finish=target.finish), FEWEST),
        (Rules(dislikes, exclude=frozenset(exclude), finish=target.finish), 1),
        (Rules(dislikes, finish=target.finish), 1),
    ):
        songs = recommend(
            query, stage.snapshot, stage.engines, weights, rules, LIST_LENGTH, target.aim, beside
        )
        if len(songs) >= enough:
            return songs
    raise NothingToPlay


def in_this_order(snapshot: Snapshot, song_ids: Iterable[int]) -> Ranking:
    """Rank the songs as they come, leaving out what the catalogue does not know."""
    rows = snapshot.known_rows(song_ids)
    scores = np.arange(len(rows), 0, -1, dtype=np.float32)
    return (snapshot.song_ids[rows].copy(), scores) if len(rows) else no_songs()


def liked_for(snapshot: Snapshot, likes: Iterable[int], mood: Mood) -> Ranking:
    """Rank the liked songs whose leading mood is the one asked for, the nearest first."""
    rows = np.unique(snapshot.known_rows(likes))
    rows = rows[snapshot.mood[rows].argmax(axis=1) == MOODS.index(mood.top)]
    scores = np.asarray(snapshot.mood[rows] @ mood.shares, dtype=np.float32)
    return best(snapshot.song_ids[rows], scores, MOST_LIKED)
