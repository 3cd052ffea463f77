"""The playing order: from the first song on, without jumps in energy."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.order import smooth_order

energies = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=40)


def array(*values):
    return np.array(values, dtype=np.float32)


@settings(deadline=None)
@given(energies, st.data(), st.sampled_from(["any", "calm", "lively"]))
def test_every_song_once_and_no_step_over_three_gaps(values, data, finish):
    energy = array(*values)
    first = data.draw(st.integers(0, len(values) - 1))
    order = smooth_order(energy, first, finish)
    assert order[0] == first
    assert sorted(order) == list(range(len(values)))
    place = np.argsort(np.argsort(energy, kind="stable"))
    steps = np.abs(np.diff(place[order]))
    assert (steps <= 3).all()
    assert (steps == 3).sum() <= 1  # on passing the start again


def test_it_goes_the_shorter_way_first():
    assert smooth_order(array(0.3, 0.2, 0.9, 0.6), 0) == [0, 1, 3, 2]


def test_calm_ends_low():
    order = smooth_order(array(0.5, 0.1, 0.9, 0.7, 0.3), 0, "calm")
    assert order == [0, 3, 2, 4, 1]


def test_lively_ends_high():
    order = smooth_order(array(0.5, 0.1, 0.9, 0.7, 0.3), 0, "lively")
    assert order == [0, 4, 1, 3, 2]


def test_equal_energies_keep_their_order():
    assert smooth_order(array(0.5, 0.5, 0.5), 0, "lively") == [0, 1, 2]


def test_nothing_to_order():
    assert smooth_order(array(), 0) == []
