"""From a query to a list: the engines, the aim and the rules together."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from emotion.moods import Mood
from recommender.engine.aim import Aim
from recommender.engine.base import Engine, Query
from recommender.engine.mixer import Rules
from recommender.engine.pipeline import rank_playable, recommend
from recommender.engine.train import train
from recommender.engine.weights import DEFAULT_WEIGHTS
from tests.recommender.engine.tiny import CONFIG, RAIN, SUN, corpus, snapshot


@cache
def engines():
    return train(corpus(), CONFIG)


def listed(query, weights=DEFAULT_WEIGHTS, rules=None, n=6, aim=None, **catalogue):
    mixed = recommend(
        query, snapshot(**catalogue), engines(), weights, rules or Rules(), n, aim or Aim()
    )
    return [one.song_id for one in mixed]


def test_a_mood():
    assert set(listed(Query(mood=Mood.of("joy")))) == set(SUN)
    assert set(listed(Query(mood=Mood.of("sadness")))) == set(RAIN)


def test_a_song():
    assert set(listed(Query(seeds=(21,)))) == set(RAIN)


def test_a_tag():
    assert set(listed(Query(tags={"rain": 1.0}))) == set(RAIN)


def test_an_empty_query_gets_what_is_popular():
    assert set(listed(Query(), n=2)) == {10, 20}


def test_disliked_songs_do_not_come_back():
    ids = listed(Query(mood=Mood.of("joy"), dislikes=(11, 12)), n=12)
    assert not {11, 12} & set(ids)
    assert len(ids) == 10


def test_rules_hold():
    ids = listed(Query(mood=Mood.of("joy")), rules=Rules(recent={10}, exclude={13}), n=12)
    assert not {10, 13} & set(ids)


def test_an_aim_moves_the_list_and_a_strong_one_turns_it():
    sunny, aim = Query(mood=Mood.of("joy")), Aim(energy=0.1)
    assert len(set(listed(sunny, aim=aim)) & set(RAIN)) >= 3
    strong = {**DEFAULT_WEIGHTS, "aim": 10.0}
    assert set(listed(sunny, strong, aim=aim)) == set(RAIN)


def test_an_engine_that_is_off_is_missed_by_nobody():
    some = {"mood": engines()["mood"]}
    mixed = recommend(Query(seeds=(21,)), snapshot(), some, DEFAULT_WEIGHTS, Rules(), 6)
    assert {one.song_id for one in mixed} == set(RAIN)
    assert all(one.reasons == {"mood": 1.0} for one in mixed)


def test_without_any_engine_the_aim_alone():
    ids = [
        one.song_id
        for one in recommend(Query(tags={"sun": 1.0}), snapshot(), {}, DEFAULT_WEIGHTS, Rules(), 6)
    ]
    assert set(ids) == set(SUN)
    assert recommend(Query(), snapshot(), {}, DEFAULT_WEIGHTS, Rules(), 6) == []


def test_reasons_name_every_engine_that_had_a_part():
    query = Query(seeds=(21,), tags={"rain": 1.0})
    mixed = recommend(query, snapshot(), engines(), DEFAULT_WEIGHTS, Rules(), 6)
    assert set(mixed[0].reasons) == {"aim", "als", "mood", "neighbours", "popular", "tag2vec"}
    assert sum(mixed[0].reasons.values()) == pytest.approx(1)


def test_weight_zero_is_not_even_asked():
    weights = {**DEFAULT_WEIGHTS, "als": 0.0}
    mixed = recommend(Query(seeds=(21,)), snapshot(), engines(), weights, Rules(), 6)
    assert all("als" not in one.reasons for one in mixed)


def test_a_song_that_came_after_training():
    """Song 99 has rain's tag and mood; it was in no list, and still it comes."""
    from scipy.sparse import csr_matrix, vstack

    old = snapshot()
    row = 6  # song 20
    one = slice(row, row + 1)
    new = snapshot(
        song_ids=np.append(old.song_ids, 99),
        mood=np.append(old.mood, old.mood[one], axis=0),
        song_tags=csr_matrix(vstack([old.song_tags, old.song_tags[row]])),
        artist_ids=np.append(old.artist_ids, 99),
        duplicate_keys=np.append(old.duplicate_keys, 99),
        available=np.append(old.available, True),
        **{
            name: np.append(getattr(old, name), getattr(old, name)[one])
            for name in ("energy", "valence", "arousal", "familiar")
        },
    )
    fitted = {name: engine.with_catalogue(new) for name, engine in engines().items()}
    assert fitted["tag2vec"].knows(99)
    assert fitted["mood"].knows(99)
    assert not fitted["als"].knows(99)
    assert not engines()["tag2vec"].knows(99)
    mixed = recommend(Query(tags={"rain": 1.0}), new, fitted, DEFAULT_WEIGHTS, Rules(), 7)
    assert {one.song_id for one in mixed} == {*RAIN, 99}


class Many(Engine):
    """Ranks every song of a large catalogue by its id, however many are asked for."""

    name = "many"

    def __init__(self, count):
        self.count, self.asked = count, []

    @classmethod
    def fit(cls, corpus, config=None, progress=None):
        raise NotImplementedError

    def rank(self, query, n, exclude=()):
        self.asked.append(n)
        ids = np.array([i for i in range(self.count) if i not in exclude][:n], dtype=np.int64)
        return ids, -ids.astype(np.float32)

    similar = write_arrays = read_arrays = None
    song_ids = property(lambda self: np.arange(self.count, dtype=np.int64))


def many_songs(count, playable):
    """A catalogue of `count` songs of which these alone can play."""
    some = snapshot()
    ids = np.arange(count, dtype=np.int64)
    repeated = {
        name: np.resize(getattr(some, name), (count, *getattr(some, name).shape[1:]))
        for name in ("mood", "energy", "valence", "arousal", "familiar")
    }
    return replace(
        some,
        song_ids=ids,
        **repeated,
        artist_ids=np.full(count, -1),
        duplicate_keys=ids,
        available=np.isin(ids, playable),
        song_tags=some.song_tags[np.zeros(count, dtype=np.int64)],
    )


def test_songs_that_cannot_play_do_not_crowd_out_those_that_can():
    catalogue, engine = many_songs(20_000, [15_000, 19_999]), Many(20_000)
    ids, _ = rank_playable(engine, Query(), catalogue, 10)
    assert ids.tolist() == [15_000, 19_999]
    mixed = recommend(Query(), catalogue, {"many": engine}, {"many": 1.0}, Rules(), 2)
    assert {one.song_id for one in mixed} == {15_000, 19_999}


def test_an_engine_is_asked_once_where_its_first_songs_play():
    engine = Many(5000)
    ids, scores = rank_playable(engine, Query(), many_songs(5000, range(40)), 10, {3})
    assert (engine.asked, ids.tolist()) == ([10], [0, 1, 2, 4, 5, 6, 7, 8, 9, 10])
    assert (np.diff(scores) < 0).all()
