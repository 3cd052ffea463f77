"""ALS beyond the interface: the fold-in, dislikes, listeners, and songs without a list."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.engine.als import AlsConfig, AlsEngine
from recommender.engine.base import Query
from recommender.engine.corpus import ListenerRow
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import CONFIG, IDS, RAIN, SUN, corpus


@pytest.fixture
def engine():
    return trained(AlsEngine)


def test_the_fold_in_is_implicits_own():
    """Our solve for a new listener gives what the library gives for a listener in training."""
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(
        factors=4, regularization=0.1, alpha=10.0, random_state=1, num_threads=1, use_cg=False
    )
    lists = np.array(
        [[song in one.songs for song in IDS.tolist()] for one in corpus().playlists], dtype=float
    )
    model.fit(csr_matrix(lists, dtype=np.float32), show_progress=False)
    vectors = np.asarray(model.item_factors)
    engine = AlsEngine(IDS, vectors, vectors.T.astype(float) @ vectors, CONFIG.als)
    theirs = model.recalculate_user(0, csr_matrix(lists[:1], dtype=np.float32))
    mine = engine._fold_in(dict.fromkeys(corpus().playlists[0].songs, 1.0))
    assert mine == pytest.approx(theirs, abs=1e-3)


def test_a_dislike_pushes_down(engine):
    def place(query):
        return engine.rank(query, 12)[0].tolist().index(14)

    seeds = (11, 21)
    assert place(Query(seeds=seeds, dislikes=(14,))) > place(Query(seeds=seeds))


def test_a_dislike_overrules_a_like_of_the_same_song(engine):
    both = engine.rank(Query(likes=(11, 21), dislikes=(21,)), 6)[0]
    assert set(both.tolist()) == set(SUN)


def test_silence_without_a_song_that_it_knows(engine):
    for query in (Query(), Query(dislikes=(11,)), Query(seeds=(999,)), Query(tags={"sun": 1.0})):
        assert len(engine.rank(query, 5)[0]) == 0


def test_a_song_in_no_list_is_not_known():
    lists = [replace(one, songs=tuple(s for s in one.songs if s != 15))
             for one in corpus().playlists]  # fmt: skip
    engine = AlsEngine.fit(replace(corpus(), playlists=lists), CONFIG.als)
    assert not engine.knows(15)
    assert 15 not in engine.rank(Query(seeds=(11,)), 12)[0].tolist()


def test_listeners_are_rows_like_playlists():
    listeners = [
        ListenerRow(f"{world[0]}-{n}", world, (1.0,) * 6) for world in (SUN, RAIN) for n in range(5)
    ]
    engine = AlsEngine.fit(replace(corpus(), playlists=(), listeners=listeners), CONFIG.als)
    assert set(engine.rank(Query(seeds=(11,)), 6)[0].tolist()) == set(SUN)


def test_what_listeners_dislike_together_goes_down():
    """All who like the sun dislike 15; nobody said so of 14, which is in as many lists."""
    listeners = [ListenerRow(str(n), (11, 12, 13, 15), (1, 1, 1, -1)) for n in range(10)]
    engine = AlsEngine.fit(replace(corpus(), listeners=listeners), CONFIG.als)
    ids = engine.rank(Query(seeds=(11, 12)), 12)[0].tolist()
    assert ids.index(14) < ids.index(15)


def test_songs_outside_the_corpus_are_left_out():
    lists = [replace(one, songs=(*one.songs, 777)) for one in corpus().playlists]
    engine = AlsEngine.fit(replace(corpus(), playlists=lists), CONFIG.als)
    assert engine.song_ids.tolist() == IDS.tolist()


def test_nothing_to_learn_from():
    engine = AlsEngine.fit(replace(corpus(), playlists=()), CONFIG.als)
    assert len(engine.rank(Query(seeds=(11,)), 5)[0]) == 0


def test_settings_of_another_time(engine, tmp_path):
    from recommender.engine.artefacts import ArtefactDamaged, Meta, Origin, seal

    engine.save(tmp_path)
    seal(tmp_path, Meta("als", Origin({"warp": 9}), 12))
    with pytest.raises(ArtefactDamaged, match="settings"):
        AlsEngine.load(tmp_path)


def test_progress_ends_at_one():
    seen = []
    AlsEngine.fit(corpus(), AlsConfig(factors=2, iterations=3), lambda share, _: seen.append(share))
    assert seen == [pytest.approx(1 / 3), pytest.approx(2 / 3), 1.0]
