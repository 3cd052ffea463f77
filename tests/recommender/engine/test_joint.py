"""The joint engine: songs with a genre, a sound or both stand in one space."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.genre import GenreEngine
from recommender.engine.joint import JointConfig, JointEngine, Learning
from recommender.engine.joint_fit import Sides, fit_maps, slopes_of, take
from recommender.engine.sound import SoundConfig, SoundEngine
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import IDS, RAIN, SUN, corpus, snapshot

LEARNING = Learning(steps=120, batch=64)


def sound(songs=(*SUN, *RAIN), network="one") -> SoundEngine:
    """What songs sound like: those of a world nearly alike."""
    rng = np.random.default_rng(0)
    way = {True: np.array([1.0, 0, 0, 0, 0.2]), False: np.array([0, 1.0, 0, 0, 0.2])}
    vectors = {song: (way[song in SUN] + rng.normal(0, 0.2, 5)).astype("f4") for song in songs}
    return SoundEngine.fit(corpus(), SoundConfig(vectors, network))


def joint(heard) -> JointEngine:
    config = JointConfig(LEARNING, trained(GenreEngine), heard)
    return JointEngine.fit(corpus(), config)


def test_a_recording_without_tags_is_near_songs_whose_genre_goes_with_it():
    engine = joint(sound(songs=(10, 11, 12, 20, 21, 22)))
    newcomers = sound(songs=(10, 11, 12, 20, 21, 22, 900, 901))
    served = engine.beside(trained(GenreEngine), newcomers)
    assert not engine.knows(900)
    assert served.knows(900)
    # 900 and 901 were made after RAIN's way; 13..15 and 23..25 have no sound at all.
    assert set(served.similar([900], 7)[0].tolist()) == {*RAIN, 901}


def test_another_network_is_another_space():
    engine = joint(sound())
    assert not engine.beside(trained(GenreEngine), sound((900,), "two")).knows(900)


def test_genre_alone():
    engine = joint(None)
    assert set(engine.similar([11], 5)[0].tolist()) == set(SUN) - {11}
    came = snapshot(song_ids=IDS + 100)
    genre = trained(GenreEngine).with_catalogue(came)
    served = engine.beside(genre, None)
    assert set(served.similar([11], 11)[0].tolist()) == {*SUN, *(song + 100 for song in SUN)} - {11}
    assert served.genre_share({11: 1.0}, np.array([110, 12]), genre, None).tolist() == [1, 1]


def test_shares_tell_which_side_it_is():
    heard = sound(songs=(10, 11, 12, 20))
    engine = joint(heard)
    served = engine.beside(trained(GenreEngine), sound((10, 11, 12, 20, 900)))
    ids = np.array([10, 13, 900])
    shares = served.genre_share({11: 1.0}, ids, trained(GenreEngine), sound((10, 11, 12, 20, 900)))
    assert 0 < shares[0] < 1
    assert shares[1:].tolist() == [1, 0]


def test_without_lists_genre_stays_as_it_is():
    from dataclasses import replace

    alone = replace(corpus(), playlists=[])
    sides = Sides(np.eye(12, 4, dtype="f4"), np.zeros((12, 0), dtype="f4"))
    maps = fit_maps(alone, sides, LEARNING, lambda *_: None)
    assert (maps.genre == np.eye(4)).all()
    assert maps.sound.shape == (0, 4)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_the_slopes_are_those_of_the_loss(seed):
    """Against differences of the loss itself, at one cell of each map."""
    rng = np.random.default_rng(seed)
    sides = Sides(rng.normal(size=(6, 3)).astype("f4"), rng.normal(size=(6, 4)).astype("f4"))
    maps = [rng.normal(size=(3, 2)), rng.normal(size=(4, 2))]
    left, right = (take(rng.integers(0, 6, 5), sides, rng) for _ in range(2))
    belong = rng.random(5) < 0.5

    def ways(taken):
        found = (sides.genre[taken.rows] * taken.by_genre) @ maps[0]
        found = found + (sides.sound[taken.rows] * taken.by_sound) @ maps[1]
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    def loss():
        cosines = (ways(left) * ways(right)).sum(axis=1)
        return np.where(belong, 1 - cosines, np.maximum(cosines - 0.2, 0)).mean()

    slopes = slopes_of(maps, sides, left, right, belong)
    for place in range(2):
        before, step = maps[place][1, 1], 1e-6
        maps[place][1, 1] = before + step
        above = loss()
        maps[place][1, 1] = before - step
        below = loss()
        maps[place][1, 1] = before
        assert slopes[place][1, 1] == pytest.approx((above - below) / (2 * step), abs=1e-4)
