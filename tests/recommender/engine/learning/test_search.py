"""Searching settings: one dial after the other, and no training where asking otherwise will do."""

from dataclasses import replace

from recommender.engine.als import AlsEngine
from recommender.engine.base import Query
from recommender.engine.kinds import ENGINES
from recommender.engine.learning.search import DIALS, Dial, search
from recommender.engine.popular import PopularConfig, PopularEngine
from recommender.engine.tag2vec import Tag2VecEngine
from tests.recommender.engine.tiny import CONFIG, corpus


def test_the_best_value_of_each_dial_is_taken():
    """The judge likes rare songs to count much, and little regularisation."""

    def judge(engine):
        return engine._config.rarity - engine._config.regularization

    config, engine, reached = search("als", corpus(), CONFIG.als, judge)
    assert (config.rarity, config.regularization) == (0.6, 0.25)
    assert engine._config == config
    assert reached == judge(engine)


def test_a_judge_who_sees_no_difference_keeps_what_there_was():
    config, _, _ = search("als", corpus(), CONFIG.als, lambda engine: 1.0)
    assert config == CONFIG.als


def test_an_engine_without_dials_is_trained_once():
    config, engine, _ = search("popular", corpus(), PopularConfig(), lambda engine: 0.0)
    assert config == PopularConfig()
    assert isinstance(engine, PopularEngine)


def test_scoring_dials_do_not_train(monkeypatch):
    trainings = []
    real = AlsEngine.fit.__func__
    monkeypatch.setattr(
        AlsEngine, "fit", classmethod(lambda *args: (trainings.append(1), real(*args))[1])
    )
    search("als", corpus(), CONFIG.als, lambda engine: 0.0)
    tried = sum(len(dial.values) for dial in DIALS["als"] if not dial.scoring)
    assert len(trainings) == 1 + tried


def test_asked_otherwise_it_is_as_if_trained_so():
    query = Query(seeds=(11, 21), tags={"sun": 1.0})
    for kind, start, other in (
        (AlsEngine, CONFIG.als, {"tag_pull": 3.0}),
        (Tag2VecEngine, CONFIG.tag2vec, {"tag_share": 0.7, "prior": 0.5}),
    ):
        wanted = replace(start, **other)
        rescored = kind.fit(corpus(), start).scored_by(wanted)
        trained = kind.fit(corpus(), wanted)
        mine, theirs = rescored.rank(query, 12), trained.rank(query, 12)
        assert mine[0].tolist() == theirs[0].tolist()
        assert abs(mine[1] - theirs[1]).max() < 1e-4
        assert rescored.origin == trained.origin


def test_a_ratio_is_of_what_it_is():
    assert Dial("alpha", (2.0,), ratio=True).turned(CONFIG.als, 2.0).alpha == 20.0
    assert Dial("alpha", (2.0,)).turned(CONFIG.als, 2.0).alpha == 2.0


def test_dials_are_of_engines_and_settings_that_exist():
    for name, dials in DIALS.items():
        assert name in ENGINES
        for dial in dials:
            assert hasattr(getattr(CONFIG, name), dial.field)
