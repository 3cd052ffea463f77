"""The ranking by where the answers steer."""

import numpy as np
import pytest

from recommender.engine.aim import Aim, aim_ranking, centre
from tests.recommender.engine.tiny import IDS, RAIN, SUN, snapshot

ENERGY = np.linspace(0, 1, 12).astype(np.float32)


def ranked(aim=None, tags=None, n=12, pool=None, **catalogue):
    pool = IDS.tolist() if pool is None else pool
    ids, _ = aim_ranking(snapshot(**catalogue), aim or Aim(), tags or {}, n, pool)
    return ids.tolist()


def test_the_nearest_first():
    assert ranked(Aim(energy=0.0), energy=ENERGY) == IDS.tolist()
    assert ranked(Aim(energy=1.0), energy=ENERGY) == IDS.tolist()[::-1]
    assert ranked(Aim(energy=3 / 11), n=1, energy=ENERGY) == [13]


def test_a_target_beyond_all_songs():
    assert ranked(Aim(energy=1.7), energy=ENERGY) == IDS.tolist()[::-1]


def test_tags_wanted_and_unwanted():
    assert set(ranked(tags={"rain": 1.0}, n=6)) == set(RAIN)
    assert set(ranked(tags={"rain": -1.0}, n=6)) == set(SUN)


def test_familiar():
    found = ranked(Aim(familiar=1.0), n=6)
    assert found == [11, 13, 15, 21, 23, 25]


def test_only_the_pool():
    assert ranked(Aim(energy=1.0), pool=[12, 999, 11], energy=ENERGY) == [12, 11]


def test_nothing_asked_nothing_said():
    assert ranked() == []
    assert ranked(Aim(energy=1.0), pool=[]) == []


def test_a_tag_that_no_song_has():
    assert ranked(tags={"no-such-tag": 1.0}, n=3) == [10, 11, 12]


def test_centre():
    songs = snapshot(energy=ENERGY)
    assert centre(songs, [10, 11, 999]).energy == pytest.approx(0.5 / 11)
    assert centre(songs, [20]).valence == pytest.approx(-0.6)
    assert centre(songs, []).energy == pytest.approx(0.5)
