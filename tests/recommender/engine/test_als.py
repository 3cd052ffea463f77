"""ALS beyond the interface: the fold-in, dislikes, listeners, and songs without a list."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.engine.als import AlsConfig, AlsEngine
from recommender.engine.base import Query
from recommender.engine.corpus import ListenerRow
from recommender.engine.tag_map import TagMap
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import CONFIG, IDS, RAIN, SUN, corpus

NO_TAGS = TagMap((), np.empty((0, 4), np.float32), np.empty(0, np.float32), np.zeros(4, np.float32))


@pytest.fixture
def engine():
    return trained(AlsEngine)


def test_the_fold_in_is_implicits_own():
    """Our solve for a new listener gives what the library gives for a listener in training."""
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(
        factors=4, regularization=1.0, alpha=10.0, random_state=1, num_threads=1, use_cg=False
    )
    lists = np.array(
        [[song in one.songs for song in IDS.tolist()] for one in corpus().playlists], dtype=float
    )
    model.fit(csr_matrix(lists, dtype=np.float32), show_progress=False)
    vectors = np.asarray(model.item_factors)
    engine = AlsEngine(IDS, vectors, np.ones(12, np.float32), NO_TAGS, CONFIG.als)
    theirs = model.recalculate_user(0, csr_matrix(lists[:1], dtype=np.float32))
    mine = engine._fold_in(dict.fromkeys(corpus().playlists[0].songs, 1.0), {})
    assert mine == pytest.approx(theirs, abs=1e-3)


def test_a_dislike_pushes_down(engine):
    def place(query):
        return engine.rank(query, 12)[0].tolist().index(14)

    seeds = (11, 21)
    assert place(Query(seeds=seeds, dislikes=(14,))) > place(Query(seeds=seeds))


def test_a_dislike_overrules_a_like_of_the_same_song(engine):
    both = engine.rank(Query(likes=(11, 21), dislikes=(21,)), 6)[0]
    assert set(both.tolist()) == set(SUN)


def test_silence_without_a_song_or_tag_that_it_knows(engine):
    strange, unwanted = Query(tags={"no-such-tag": 1.0}), Query(tags={"sun": -1.0})
    for query in (Query(), Query(dislikes=(11,)), Query(seeds=(999,)), strange, unwanted):
        assert len(engine.rank(query, 5)[0]) == 0


def without_tags():
    """The two worlds, but nobody has tagged a song."""
    none = csr_matrix((12, 0), dtype=np.float32)
    return replace(corpus(), tag_slugs=(), song_tags=none)


def test_a_song_in_no_list_is_known_by_its_tags_alone():
    lists = [replace(one, songs=tuple(s for s in one.songs if s != 15))
             for one in corpus().playlists]  # fmt: skip
    tagged = AlsEngine.fit(replace(corpus(), playlists=lists), CONFIG.als)
    assert tagged.knows(15)
    engine = AlsEngine.fit(replace(without_tags(), playlists=lists), CONFIG.als)
    assert not engine.knows(15)
    assert 15 not in engine.rank(Query(seeds=(11,)), 12)[0].tolist()


def test_tags_of_lists_alone_are_learned():
    engine = AlsEngine.fit(without_tags(), CONFIG.als)
    assert set(engine.rank(Query(tags={"rain": 1.0}), 6)[0].tolist()) == set(RAIN)


def test_tags_can_pull_a_listener_whose_songs_are_given():
    """Both worlds are given alike; the tag raises its own, the more the stronger it pulls."""

    def sunny(pull):
        engine = AlsEngine.fit(corpus(), replace(CONFIG.als, tag_pull=pull))
        ids, scores = engine.rank(Query(seeds=(11, 21), tags={"sun": 1.0}), 12)
        return scores[np.isin(ids, SUN)].mean() - scores[np.isin(ids, RAIN)].mean()

    assert sunny(0.0) < sunny(1.0) < sunny(10.0)


def test_a_rare_song_says_more_than_a_frequent_one():
    """Song 10 is in more lists than 25; with both given, rarity lets 25's world win."""
    lists = (*corpus().playlists, *corpus().playlists[:5])
    for rarity, first in ((0.0, SUN), (2.0, RAIN)):
        config = replace(CONFIG.als, rarity=rarity)
        engine = AlsEngine.fit(replace(without_tags(), playlists=lists), config)
        assert engine.rank(Query(seeds=(10, 25)), 1)[0][0] in first


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
    engine = AlsEngine.fit(replace(without_tags(), playlists=()), CONFIG.als)
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
