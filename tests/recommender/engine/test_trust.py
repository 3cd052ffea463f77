"""How much a list says, by who made it and when."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.engine.als import AlsEngine
from recommender.engine.base import Query
from recommender.engine.corpus import PlaylistRow
from recommender.engine.trust import YEAR, Trust
from tests.recommender.engine.tiny import CONFIG, IDS, corpus

TODAY = 1_700_000_000


def made(source="", years=None):
    updated = 0 if years is None else TODAY - int(years * YEAR)
    return PlaylistRow((1, 2), (), source, updated)


def test_lists_of_one_kind_and_day_weigh_one():
    assert Trust().of([made(), made(), made()]).tolist() == [1.0, 1.0, 1.0]


def test_a_curator_counts_more_than_a_listener_and_a_listener_more_than_a_file():
    curator, listener, melon = Trust().of([made("curator"), made("listener"), made("melon")])
    assert curator / melon == pytest.approx(2.0)
    assert listener / melon == pytest.approx(1.5)


def test_a_list_of_one_half_life_ago_counts_half():
    new, old, ancient = Trust(half_life=6).of([made(years=0), made(years=6), made(years=50)])
    assert old / new == pytest.approx(0.5, abs=1e-3)
    assert ancient / new == pytest.approx(Trust().least)


def test_a_list_without_a_date_is_of_the_mean_age():
    new, old, unknown = Trust().of([made(years=0), made(years=6), made()])
    assert unknown == pytest.approx((new + old) / 2)


def test_no_lists_no_weights():
    assert len(Trust().of([])) == 0


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "curator", "listener", "mpd"]), st.integers(0, 2**31)),
        min_size=1,
    )
)
def test_weights_are_positive_with_a_mean_of_one(rows):
    weights = Trust().of([PlaylistRow((1,), (), source, day) for source, day in rows])
    assert (weights > 0).all() and np.isfinite(weights).all()
    assert weights.mean() == pytest.approx(1, rel=1e-4)


def test_als_goes_by_the_list_that_counts_more():
    """Song 11 stands in two lists: beside 12 in one, beside 21 in the other."""

    def ahead(first, second):
        lists = [replace(first, songs=(11, 12)), replace(second, songs=(11, 21))] * 3
        engine = AlsEngine.fit(replace(corpus(), playlists=lists, listeners=()), CONFIG.als)
        ids = engine.rank(Query(seeds=(11,)), len(IDS), (11,))[0].tolist()
        return ids.index(12) < ids.index(21)

    assert ahead(made("curator"), made("melon")) and not ahead(made("melon"), made("curator"))
    assert ahead(made(years=0), made(years=20)) and not ahead(made(years=20), made(years=0))
