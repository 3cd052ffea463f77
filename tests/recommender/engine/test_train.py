"""Training everything, and the leave-one-out figures."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.engine.corpus import PlaylistRow
from recommender.engine.kinds import FEW_LISTS, TRAINED, TrainConfig, config_for
from recommender.engine.starter_corpus import corpus_from_library
from recommender.engine.train import judge_and_learn, train
from tests.recommender.engine.library import make_library
from tests.recommender.engine.tiny import CONFIG, corpus


def test_train_makes_every_engine():
    seen = []
    engines = train(corpus(), CONFIG, lambda share, what: seen.append(share))
    assert set(engines) == {*TRAINED, "mood"}
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0)


def test_small_catalogues_get_small_models():
    small = config_for(corpus())
    assert small.als.factors < TrainConfig().als.factors
    many = type(corpus())(
        **{**vars(corpus()), "playlists": list(corpus().playlists) * (FEW_LISTS // 10)}
    )
    assert config_for(many) == TrainConfig()


def test_leave_one_out_in_two_worlds():
    """The other world's songs can be told apart for certain, so the mix must beat chance."""
    found, _ = judge_and_learn(corpus(), CONFIG)
    assert set(found) == {*TRAINED, "mood", "mix", "chance"}
    assert {one["n"] for one in found.values()} == {50}
    assert found["mix"]["mrr"] > found["popular"]["mrr"]
    assert found["mix"]["mrr"] > found["chance"]["mrr"]
    # Eight songs are left of twelve, ten are looked at: everyone finds the hidden one.
    assert found["mix"]["hit_rate@10"] == found["chance"]["hit_rate@10"] == 1


def test_the_hidden_song_is_not_in_training():
    """A list of two songs that are nowhere else: nothing but the mood can know the other."""
    pair = PlaylistRow((10, 20), (), "odd")
    none = csr_matrix((12, 0), dtype=np.float32)
    untagged = replace(corpus(), tag_slugs=(), song_tags=none, playlists=[pair])
    found, _ = judge_and_learn(untagged, CONFIG)
    assert found["als"]["mrr"] == 0
    assert found["als"]["n"] == 2


@pytest.mark.parametrize("seed", [1])
def test_the_mix_beats_popularity_and_chance_on_a_library(seed):
    found, _ = judge_and_learn(corpus_from_library(make_library(seed)))
    for figure in ("hit_rate@10", "mrr", "ndcg"):
        assert found["mix"][figure] > found["popular"][figure]
        assert found["mix"][figure] > found["chance"][figure]
