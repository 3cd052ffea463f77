"""A shuffle is not a refinement: every seeded answer moves the list the way it says.

Judged on the starter library where it is complete, and on a made-up one of the same shape.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.starter_snapshot import snapshot_from_library
from emotion.moods import MOODS, Mood
from recommender.engine.aim import DIMENSIONS, centre
from recommender.engine.answer import answer, moves
from recommender.engine.base import Query
from recommender.engine.mixer import Rules, mix
from recommender.engine.pipeline import recommend
from recommender.engine.ranking import best
from recommender.engine.refine import Effects, Target
from recommender.engine.starter_corpus import (
    LIBRARY,
    corpus_from_library,
    read_library,
)
from recommender.engine.train import train
from tests.recommender.engine.library import default_list, make_library

SEED = Path(__file__).resolve().parents[3] / "recommender" / "data" / "questions.json"
QUESTIONS = json.loads(SEED.read_text(encoding="utf-8"))["questions"]
CASES = [
    (mood, question["slug"], reply["slug"], reply["effects"])
    for question in QUESTIONS
    for mood in question["moods"]
    for reply in question["answers"]
]
N = 10
WHOLE = 60


@cache
def stage(which):
    """(library, catalogue, engines) of the made-up library or of the starter's."""
    if which == "starter":
        if not LIBRARY.exists() or len(read_library()["songs"]) < WHOLE:
            pytest.skip("the starter library is not complete yet")
        library = read_library()
    else:
        library = make_library()
    songs = snapshot_from_library(library)
    return library, songs, train(corpus_from_library(library))


def of_mood(library, mood):
    """The mood's default list, and the target that a door makes of it."""
    heard = default_list(library, mood)
    return heard, Target(query=Query(mood=Mood.of(mood), seeds=heard))


@pytest.mark.parametrize("which", ["made-up", "starter"])
@pytest.mark.parametrize(("mood", "question", "reply", "effects"), CASES)
def test_every_seeded_answer_moves_the_list(which, mood, question, reply, effects):
    library, songs, engines = stage(which)
    heard, target = of_mood(library, mood)
    effects = Effects.from_dict(effects)
    _, mixed = answer(target, [effects], heard, songs, engines, Rules(), N)
    after = [one.song_id for one in mixed]
    assert len(after) == N
    assert set(after) != set(heard)
    assert moves(songs, heard, after, [effects]) or at_the_end(songs, heard, after, effects)


def at_the_end(songs, heard, after, effects):
    """Tell whether the list before was already as far as the catalogue goes, and this one is too.

    As far as it goes: the mean of the list by that measure alone, under the same rules.
    """
    measures = [
        (getattr(songs, name), getattr(effects, name))
        for name in DIMENSIONS
        if getattr(effects, name)
    ]
    if effects.tags:
        measures.append((songs.tag_match(effects.tags.items()), 1.0))
    for values, move in measures:
        signed = (values if move > 0 else -values).astype(np.float32)
        outermost = mix({"x": best(songs.song_ids, signed, 60)}, {"x": 1.0}, songs, Rules(), N)
        furthest, before, now = (
            signed[songs.known_rows(ids)].mean()
            for ids in ([one.song_id for one in outermost], heard, after)
        )
        if now <= before and now < furthest - 0.03:
            return False
    return True


@pytest.mark.parametrize("mood", MOODS)
def test_an_answer_is_not_undone_by_the_next_round(mood):
    library, songs, engines = stage("made-up")
    heard, target = of_mood(library, mood)
    calm = Effects(energy=-0.2)
    for _ in range(2):
        before = centre(songs, heard).energy
        target, mixed = answer(target, [calm], heard, songs, engines, Rules(), N)
        heard = [one.song_id for one in mixed]
        assert centre(songs, heard).energy < before or before < 0.2
    lively, mixed = answer(target, [Effects(energy=0.2)], heard, songs, engines, Rules(), N)
    assert centre(songs, [one.song_id for one in mixed]).energy > centre(songs, heard).energy
    assert lively.finish == "lively"


def test_the_same_answers_the_same_list():
    library, songs, engines = stage("made-up")
    heard, target = of_mood(library, "joy")
    effects = [Effects(energy=-0.2), Effects(tags={"morning": 1.0})]
    first = answer(target, effects, heard, songs, engines, Rules(), N)
    assert answer(target, effects, heard, songs, engines, Rules(), N) == first


def test_tag2vec_and_als_are_mixed_anew():
    library, songs, engines = stage("made-up")
    heard, target = of_mood(library, "joy")
    _, mixed = answer(target, [Effects(energy=-0.2)], heard, songs, engines, Rules(), N)
    for one in mixed:
        assert {"als", "tag2vec", "mood", "aim"} <= set(one.reasons)
        assert sum(one.reasons.values()) == pytest.approx(1)


def test_contradicting_answers_still_make_a_list():
    library, songs, engines = stage("made-up")
    heard, target = of_mood(library, "neutral")
    effects = [Effects(energy=0.3), Effects(energy=-0.3, tags={"no-such-tag": 1.0})]
    assert len(answer(target, effects, heard, songs, engines, Rules(), N)[1]) == N


def test_a_shuffle_does_not_count_as_a_move():
    _, songs, _ = stage("made-up")
    assert not moves(songs, [1, 2, 3], [3, 1, 2], [Effects(energy=0.1)])
    assert not moves(songs, [1, 2, 3], [3, 1, 2], [Effects(tags={"anger": 1.0})])


def test_before_any_answer_the_list_is_of_the_mood():
    library, songs, engines = stage("made-up")
    for mood in MOODS:
        heard, target = of_mood(library, mood)
        mixed = recommend(target.query, songs, engines, target.weights, Rules(), N)
        own = sum(one.song_id in heard for one in mixed)
        assert own >= 8
