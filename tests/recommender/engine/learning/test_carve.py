"""Lists that are carved out: nothing of them is left in what the engines learn from."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from emotion.moods import Mood
from recommender.engine.base import Query
from recommender.engine.corpus import PlaylistRow
from recommender.engine.learning.carve import FEWEST, Halved, carve, examples, queries
from recommender.engine.popular import PopularEngine
from tests.recommender.engine.tiny import IDS, SUN, corpus

lists = st.lists(
    st.builds(
        PlaylistRow,
        st.lists(st.sampled_from(IDS.tolist()), max_size=8).map(tuple),
        st.lists(st.sampled_from(["sun", "rain", "new"]), unique=True).map(tuple),
    ),
    max_size=30,
)


@given(playlists=lists, seed=st.integers(0, 9), share=st.floats(0, 1))
@settings(deadline=None, max_examples=60)
def test_whatever_the_lists(playlists, seed, share):
    whole = replace(corpus(), playlists=playlists)
    rest, halves = carve(whole, seed, share)
    assert len(rest.playlists) + len(halves) <= len(playlists)
    known = {song for one in rest.playlists for song in one.songs}
    for half in halves:
        assert half.hidden <= known
        assert not half.hidden & set(half.given)
        assert len(half.given) >= FEWEST / 2
    again, same = carve(whole, seed, share)
    assert (again.playlists, same) == (rest.playlists, halves)


def test_another_seed_takes_other_lists():
    many = replace(corpus(), playlists=list(corpus().playlists) * 5)
    assert carve(many, 1)[1] != carve(many, 2)[1]


def test_every_kind_of_query():
    half = Halved((11, 12), ("sun",), frozenset({13}))
    found = dict(queries(corpus(), half))
    assert found["songs"] == Query(seeds=(11, 12))
    assert found["tags"] == Query(tags={"sun": 1.0})
    assert found["songs+tags"] == Query(seeds=(11, 12), tags={"sun": 1.0})
    assert np.allclose(found["mood"].mood.shares, Mood.of("joy").shares)


def test_no_query_of_what_is_not_there():
    flat = replace(corpus(), mood=np.full((12, 6), 1 / 6, dtype=np.float32))
    assert set(dict(queries(flat, Halved((11,), (), frozenset({13}))))) == {"songs"}
    assert set(dict(queries(flat, Halved((), ("sun",), frozenset({13}))))) == {"tags"}


def test_examples_hold_what_the_engines_rank_without_what_is_given():
    halves = [Halved(SUN[:2], ("sun",), frozenset(SUN[2:]))]
    found = examples(corpus(), halves, {"popular": PopularEngine.fit(corpus())}, ("songs",))
    (one,) = found["songs"]
    assert set(found) == {"songs"}
    assert set(one.rankings["popular"][0].tolist()) == set(IDS.tolist()) - set(SUN[:2])
    assert one.hidden == frozenset(SUN[2:])
