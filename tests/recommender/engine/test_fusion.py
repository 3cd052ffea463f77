"""What a ranking gives to its songs, by place and by score."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.engine.fusion import FUSIONS, constant, gains


def ranking(*scores):
    return np.arange(len(scores)), np.array(scores, dtype=np.float32)


falling = st.lists(st.floats(-1e3, 1e3, width=32), min_size=1, max_size=30).map(
    lambda scores: ranking(*sorted(scores, reverse=True))
)


@pytest.mark.parametrize("fusion", FUSIONS)
@given(one=falling)
def test_more_for_a_better_place_and_something_for_all(fusion, one):
    given_ = gains(one, len(one[0]) + 5, fusion)
    assert (given_ > 0).all()
    assert (np.diff(given_) <= 1e-12).all()


@given(one=falling, factor=st.floats(0.5, 100), shift=st.integers(-50, 50))
def test_the_scale_of_scores_does_not_matter(one, factor, shift):
    ids, scores = one
    scores = np.round(scores.astype(np.float64), 2)
    same = gains((ids, scores), 40, "scores")
    other = gains((ids, scores * factor + shift), 40, "scores")
    assert other == pytest.approx(same, rel=1e-4, abs=1e-7)


def test_a_clear_lead_counts_by_score_alone():
    clear, close = ranking(10, 2, 1, 0), ranking(3, 2, 1, 0)
    assert gains(clear, 4, "places").tolist() == gains(close, 4, "places").tolist()
    lead = [g[0] / g[1] for g in (gains(one, 4, "scores") for one in (clear, close))]
    assert lead[0] > 2 * lead[1]


def test_scores_that_are_all_alike_say_what_places_say():
    flat = ranking(2, 2, 2)
    assert gains(flat, 9, "scores").tolist() == gains(flat, 9, "places").tolist()


@pytest.mark.parametrize("fusion", FUSIONS)
def test_nothing_ranked(fusion):
    assert len(gains(ranking(), 9, fusion)) == 0


def test_the_constant_grows_with_the_candidates():
    assert [constant(n) for n in (4, 100, 10_000)] == [10, 25, 60]
