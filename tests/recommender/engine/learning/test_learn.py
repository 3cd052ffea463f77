"""Learning a mix from rankings whose worth is known."""

import numpy as np
import pytest

from recommender.engine.learning.learn import FOLDS, Example, Stack, climb, learn
from recommender.engine.metrics import ndcg
from recommender.engine.mixer import fuse

SONGS = np.arange(60)


def ranking(rng, hidden, skill):
    """Songs by a noise that hides the hidden ones the less the more skill there is."""
    scores = rng.normal(size=len(SONGS)) + skill * np.isin(SONGS, list(hidden))
    order = np.argsort(-scores)
    return SONGS[order], scores[order].astype(np.float32)


def examples(count=80, seed=0, **skills):
    """Each engine finds the hidden songs with its own skill and its own noise."""
    rng = np.random.default_rng(seed)
    made = []
    for group in range(count):
        hidden = frozenset(rng.choice(SONGS, 6, replace=False).tolist())
        rankings = {name: ranking(rng, hidden, skill) for name, skill in skills.items()}
        made.append(Example(rankings, hidden, group))
    return made


def reached(learned, made):
    scores = [
        ndcg(fuse(one.rankings, learned.weights, learned.fusion).song_ids.tolist(), one.hidden)
        for one in made
    ]
    return float(np.mean(scores))


def test_two_that_know_different_things_are_better_than_one():
    learned = learn(examples(als=1.5, tag2vec=1.5))
    assert learned.score > learned.best + 0.02
    assert learned.weights["als"] == pytest.approx(0.5, abs=0.25)


def test_what_is_learned_holds_on_others():
    learned, fresh = (
        learn(examples(als=2.0, mood=1.0, popular=0.5)),
        examples(seed=9, als=2.0, mood=1.0, popular=0.5),
    )
    alone = np.mean([ndcg(one.rankings["als"][0].tolist(), one.hidden) for one in fresh])
    assert reached(learned, fresh) > alone
    assert learned.score == pytest.approx(reached(learned, fresh), abs=0.05)


@pytest.mark.parametrize("seed", range(6))
def test_the_mix_is_never_worse_than_its_best_part_where_it_was_held_out(seed):
    learned = learn(examples(count=24, seed=seed, als=2.0, noise=0.0, worse=-1.0))
    assert learned.score >= learned.best


def test_one_that_harms_gets_nothing():
    learned = learn(examples(als=2.0, wrong=-2.0))
    assert "wrong" not in learned.weights


def test_where_no_mix_helps_the_best_stands_alone():
    """Everyone says the same: there is nothing to gain."""
    made = [
        Example({"als": one.rankings["als"], "copy": one.rankings["als"]}, one.hidden, one.group)
        for one in examples(als=2.0)
    ]
    learned = learn(made)
    assert len(learned.weights) == 1
    assert learned.score == learned.best


def test_weights_sum_to_one():
    assert sum(learn(examples(als=1.0, mood=1.0, popular=1.0)).weights.values()) == pytest.approx(
        1, abs=1e-3
    )


def test_the_same_examples_teach_the_same():
    assert learn(examples(als=1.0, mood=1.0)) == learn(examples(als=1.0, mood=1.0))


def test_an_engine_that_is_silent_for_some_queries():
    made = examples(als=2.0, mood=0.5)
    nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    for one in made[::2]:
        one.rankings["als"] = nothing
    learned = learn(made)
    assert learned.score > learned.alone["mood"]
    assert set(learned.weights) == {"als", "mood"}


def test_what_is_popular_is_left_where_all_others_are_silent():
    """The best engine answers half of the queries; the floor serves the others."""
    made = examples(als=3.0, popular=0.5)
    nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    for one in made[::2]:
        one.rankings["als"] = nothing
    stack = Stack(made, ("als", "popular"), "places")
    scores = stack.scores(np.array([1.0, 0.0]))
    assert scores[::2].mean() > 0.2
    assert scores[1::2].mean() > scores[::2].mean()


def test_too_few_lists():
    assert learn(examples(count=2 * FOLDS - 1, als=2.0)) is None
    assert learn([]) is None
    one_list = [Example(one.rankings, one.hidden, 0) for one in examples(als=2.0)]
    assert learn(one_list) is None


def test_scores_are_the_measure_itself():
    made = examples(count=10, als=1.0, mood=1.0)
    stack = Stack(made, ("als", "mood"), "places")
    weights = np.array([0.7, 0.3])
    by_hand = [
        ndcg(fuse(one.rankings, {"als": 0.7, "mood": 0.3}).song_ids.tolist(), one.hidden)
        for one in made
    ]
    assert stack.scores(weights) == pytest.approx(by_hand, abs=1e-4)
    assert climb(stack, slice(None)).sum() == pytest.approx(1)
