"""Mix a listener's next list from the catalogue, the engines that serve and what they liked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS, Mood
from mlfym.accounts.models import Listener
from recommender import library, snapshots
from recommender.engine.answer import answer
from recommender.engine.base import Engine, Ranking, no_songs
from recommender.engine.lyrics import LyricsEngine, Pair
from recommender.engine.mixer import Mixed, Rules
from recommender.engine.mixes import NOT_LEARNED, Mix
from recommender.engine.pipeline import recommend
from recommender.engine.ranking import best
from recommender.engine.refine import Effects, Target
from recommender.engine.snapshot import Snapshot
from recommender.feedback import Taste, taste
from recommender.leaning import engine_factors

# About ten minutes of the starter's short pieces, or a good half hour of full songs.
LIST_LENGTH = 12
# A list with fewer songs than this takes back what was played in the last hour.
FEWEST = 5
# The curator's default list, and what the listener likes, come before all that the engines say:
# at rank fusion's k a weight of 4 puts its last song above a song that every engine puts first.
BESIDE_WEIGHT = 4.0
# Liked songs may take so much of a first list, lest it be the same songs every day.
MOST_LIKED = LIST_LENGTH // 3

# A song whose mood has this cosine with the one asked for is of that mood: the starter's songs have
# .86 and more with their leading mood, and at most .48 with any other.
NEAR_IN_MOOD = 0.7

NOTHING_BESIDE: Mapping[str, Ranking] = MappingProxyType({})


class NothingToPlay(Exception):
    """No playable song is left that the listener has not put aside."""


@dataclass(frozen=True)
class Stage:
    """All that a mix stands on, taken once, so that every step sees the same catalogue."""

    snapshot: Snapshot
    engines: Mapping[str, Engine]
    taste: Taste
    learned: Mix = NOT_LEARNED

    @classmethod
    def now(cls, listener: Listener) -> "Stage":
        """Take the catalogue, the engines and the listener's taste as they are now."""
        engines = library.engines()
        mix = library.learned_mix().leaning(engine_factors(listener))
        return cls(snapshots.current(), engines, taste(listener), mix)

    @property
    def versions(self) -> dict[str, str]:
        """Return the version of each engine; empty for the one that needs no training."""
        return {name: library.version_of(engine) for name, engine in self.engines.items()}

    @property
    def liked(self) -> tuple[int, ...]:
        """Return what the engines hear as liked: likes, and songs that more was asked of."""
        songs = dict.fromkeys((*self.taste.likes, *self.taste.more_seeds))
        return tuple(song for song in songs if song not in self.taste.dislikes)

    def rules(self, exclude: Collection[int]) -> Iterator[tuple[Rules, int]]:
        """Yield the rules for a list, each milder than the one before, and how many songs do.

        Disliked songs never come. Songs skipped of late, then those played in the last hour,
        then those in `exclude` may come where the list would be too short without them.
        """
        never, recent = frozenset(self.taste.dislikes), frozenset(self.taste.recent)
        out = frozenset(exclude)
        yield Rules(never, recent, out | frozenset(self.taste.skips)), LIST_LENGTH
        yield Rules(never, recent, out), FEWEST
        yield Rules(never, exclude=out), 1
        yield Rules(never), 1

    def with_taste(self, target: Target) -> Target:
        """Return the target with what the listener likes and dislikes now."""
        query = replace(target.query, likes=self.liked, dislikes=self.taste.dislikes)
        return replace(target, query=query)


def mix_list(
    stage: Stage,
    target: Target,
    *,
    exclude: Collection[int] = (),
    beside: Mapping[str, Ranking] = NOTHING_BESIDE,
    length: int = LIST_LENGTH,
) -> list[Mixed]:
    """Return the next list for a target: at most `length` songs with their reasons.

    `beside`: what comes before the engines' word, by name ("curated", "liked").
    NothingToPlay if there is no playable song that is not disliked.
    """
    query = stage.with_taste(target).query
    weights = {**target.weights, **dict.fromkeys(beside, BESIDE_WEIGHT)}
    for rules, enough in stage.rules(exclude):
        rules = replace(rules, finish=target.finish)
        songs = recommend(
            query,
            stage.snapshot,
            stage.engines,
            weights,
            rules,
            length,
            target.aim,
            beside,
            stage.learned,
        )
        if len(songs) >= min(enough, length):
            return songs
    raise NothingToPlay


def mix_words(stage: Stage, target: Target, *, length: int) -> list[Mixed]:
    """Return at most `length` songs for a target with a text.

    Songs of the mood that have words come first, then others with words, then all others; a song
    that was just played comes again only where there are too few others of all three.
    NothingToPlay if there is no playable song that is not disliked.
    """
    speaking = words_engine(stage)
    if not target.query.text or speaking is None:
        return mix_list(stage, target, length=length)
    wanted = stage.with_taste(target)
    worded = np.isin(stage.snapshot.song_ids, speaking.song_ids)
    near = worded & near_in_mood(stage.snapshot, wanted.query.mood)
    circles = (near, worded & ~near, ~worded)
    for rules, enough in stage.rules(()):
        songs = mix_circles(stage, wanted, circles, rules, length)
        if len(songs) >= min(enough, length):
            return songs
    raise NothingToPlay


def mix_circles(
    stage: Stage, wanted: Target, circles: Sequence[NDArray[np.bool_]], rules: Rules, length: int
) -> list[Mixed]:
    """Fill one list of at most `length` songs from one circle after another, under the same rules.

    circles: each (n,), which songs of the catalogue it holds.
    """
    found = list[Mixed]()
    for circle in circles:
        within = replace(stage.snapshot, available=stage.snapshot.available & circle)
        there = tuple(song.song_id for song in found)
        found += recommend(
            wanted.query,
            within,
            stage.engines,
            wanted.weights,
            replace(rules, finish=wanted.finish, there=there),
            length - len(found),
            wanted.aim,
            learned=stage.learned,
        )
        if len(found) == length:
            break
    return found


def near_in_mood(snapshot: Snapshot, mood: Mood | None) -> NDArray[np.bool_]:
    """Tell which songs are of a mood: (n,). Where the mood is unclear, few or none are."""
    if mood is None:
        return np.zeros(len(snapshot), np.bool_)
    norms = np.linalg.norm(snapshot.mood, axis=1) * np.linalg.norm(mood.shares)
    return np.asarray(snapshot.mood @ mood.shares >= NEAR_IN_MOOD * norms, np.bool_)


def pairs_for(stage: Stage, text: str, songs: Sequence[Mixed]) -> dict[int, dict[str, Any]]:
    """Return by song which part of the text met which line of it, where there are any.

    {start, end, line, similarity}: the sentence is text[start:end]; its words are not kept.
    """
    speaking = words_engine(stage)
    if not text or speaking is None:
        return {}
    ids = [song.song_id for song in songs]
    pairs = zip(ids, speaking.best_pairs(text, ids), strict=True)
    return {song: placed(pair, text) for song, pair in pairs if pair is not None}


def placed(pair: Pair, text: str) -> dict[str, Any]:
    """Return what a list keeps of a pair: where its sentence stands, and the song's own line."""
    start = text.index(pair.sentence)
    end = start + len(pair.sentence)
    return {"start": start, "end": end, "line": pair.line, "similarity": pair.similarity}


def words_engine(stage: Stage) -> LyricsEngine | None:
    """Return the engine that answers a text, None where it does not serve."""
    found = stage.engines.get(LyricsEngine.name)
    return found if isinstance(found, LyricsEngine) else None


def mix_answers(
    stage: Stage,
    target: Target,
    answers: Sequence[Effects],
    heard: Sequence[int],
    exclude: Collection[int] = (),
) -> tuple[Target, list[Mixed]]:
    """Return the target after the answers, and the list that moves from `heard` as they say.

    NothingToPlay if there is no playable song that is not disliked.
    """
    wanted = stage.with_taste(target)
    for rules, enough in stage.rules(exclude):
        refined, songs = answer(
            wanted,
            answers,
            heard,
            stage.snapshot,
            stage.engines,
            rules,
            LIST_LENGTH,
            stage.learned,
        )
        if len(songs) >= enough:
            return refined, songs
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
