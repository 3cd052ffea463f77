"""What follows in a station: never a song twice, and in the end every song was there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.station import KEPT_IN_ALL, LATEST, LEFT_IN_ALL, SoFar, next_songs, steer
from recommender.engine.tag2vec import Tag2VecEngine
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import IDS, RAIN, SUN, snapshot

WORDS = st.dictionaries(st.sampled_from(IDS.tolist()), st.floats(-1, 1), max_size=12)


def engines() -> dict:
    return {"tag2vec": trained(Tag2VecEngine)}


def listen(seed: int, catalogue, said, step: int = 3) -> list[int]:
    """Listen until the station is over; return its songs in order."""
    there = [seed]
    while True:
        heard = SoFar(there, {song: word for song, word in said.items() if song in there})
        found = next_songs(seed, heard, engines(), catalogue, step)
        assert len(found) <= step
        if not found:
            return there
        there += [song.song_id for song in found]


@settings(deadline=None)
@given(said=WORDS, seed=st.sampled_from(IDS.tolist()), gone=st.sets(st.sampled_from(range(12))))
def test_every_song_that_plays_once_and_no_more(said, seed: int, gone: set[int]) -> None:
    available = np.array([place not in gone for place in range(12)])
    songs = listen(seed, snapshot(available=available), said)
    assert len(songs) == len(set(songs))
    assert set(songs) == {seed, *IDS[available].tolist()}


@settings(deadline=None)
@given(said=WORDS, keys=st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_no_copy_of_a_song_comes(said, keys: list[int]) -> None:
    catalogue = snapshot(duplicate_keys=np.array(keys, dtype=np.int64))
    songs = listen(10, catalogue, said)
    of = dict(zip(IDS.tolist(), keys, strict=True))
    assert sorted(of[song] for song in songs) == sorted(set(keys))


def test_it_begins_where_the_song_is() -> None:
    """The other songs of the sun come before any of the rain."""
    assert set(listen(11, snapshot(), {})[:6]) == set(SUN)


def test_it_goes_where_the_listener_does() -> None:
    """A song of the rain that was kept, while those of the sun were skipped."""
    heard = SoFar([11, 12, 13, 21], {12: -1.0, 13: -1.0, 21: 1.0})
    found = next_songs(11, heard, engines(), snapshot(), 2)
    assert {song.song_id for song in found} <= set(RAIN)


def test_what_may_never_come_does_not() -> None:
    heard = SoFar([11], never=[12, 13])
    assert not {12, 13} & {song.song_id for song in next_songs(11, heard, {}, snapshot(), 50)}


def test_what_was_just_heard_comes_last() -> None:
    heard = SoFar([11], later=[12, 13, 14])
    found = [song.song_id for song in next_songs(11, heard, engines(), snapshot(), 5)]
    assert set(found[:2]) == {10, 15}


def test_without_engines_the_mood_leads() -> None:
    found = next_songs(11, SoFar([11]), {}, snapshot(), 5)
    assert {song.song_id for song in found} == set(SUN) - {11}


@settings(deadline=None)
@given(said=WORDS)
def test_where_it_began_weighs_as_much_as_all_that_was_kept(said) -> None:
    seeds = steer(10, said)
    assert seeds[10] == 1.0
    others = [weight for song, weight in seeds.items() if song != 10]
    assert sum(weight for weight in others if weight > 0) <= KEPT_IN_ALL + 1e-9
    assert -sum(weight for weight in others if weight < 0) <= LEFT_IN_ALL + 1e-9
    assert len(others) <= LATEST


@pytest.mark.parametrize("n", [0, -1])
def test_nothing_is_asked_for(n: int) -> None:
    if n < 0:
        with pytest.raises(ValueError, match="-1"):
            next_songs(11, SoFar([11]), engines(), snapshot(), n)
    else:
        assert next_songs(11, SoFar([11]), engines(), snapshot(), n) == []
