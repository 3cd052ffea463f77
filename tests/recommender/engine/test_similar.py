"""Similar songs: what genre, sound, listeners and mood say, and how the lean changes it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.base import Engine, no_songs
from recommender.engine.mood import MoodEngine
from recommender.engine.ranking import best
from recommender.engine.similar import PARTS, Likeness, missing_parts, similar_songs
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import IDS, RAIN, SUN, snapshot


class Told(Engine):
    """An engine that scores songs as it is told to: like the songs with numbers near a seed's."""

    name = "told"

    def __init__(self, scores):
        """scores: {song: score}; a seed that is not in there gets silence."""
        self.scores = dict(sorted(scores.items()))

    @classmethod
    def fit(cls, corpus, config=None, progress=None):
        raise NotImplementedError

    def rank(self, query, n, exclude=()):
        if not set(query.seeds) & set(self.scores):
            return no_songs()
        values = np.array(list(self.scores.values()), dtype=np.float32)
        return best(self.song_ids, values, n, exclude)

    similar = write_arrays = read_arrays = None

    @property
    def song_ids(self):
        return np.array(list(self.scores), dtype=np.int64)


Told.__abstractmethods__ = frozenset()


def engines(**others):
    return {"mood": MoodEngine.from_snapshot(snapshot()), **others}


def moodless():
    """The catalogue as it is before anybody knows a mood."""
    return snapshot(mood=np.full((12, 6), 1 / 6, dtype=np.float32))


def ids(found):
    return [one.song_id for one in found]


@pytest.fixture(scope="module")
def trained_engines():
    from recommender.engine.als import AlsEngine
    from recommender.engine.genre import GenreEngine
    from recommender.engine.neighbours import NeighboursEngine

    kinds = (AlsEngine, NeighboursEngine, GenreEngine)
    return engines(**{kind.name: trained(kind) for kind in kinds})


def test_songs_of_the_same_world(trained_engines):
    found = similar_songs({11: 1.0}, trained_engines, snapshot(), n=5)
    assert set(ids(found)) == set(SUN) - {11}
    assert all(isinstance(one, Likeness) for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_less_like_that_pushes_away(trained_engines):
    both = similar_songs({11: 1.0, 21: 1.0}, trained_engines, snapshot(), n=10)
    against = similar_songs({11: 1.0, 21: -1.0}, trained_engines, snapshot(), n=5)
    assert set(ids(both)) == set(IDS.tolist()) - {11, 21}
    assert set(ids(against)) == set(SUN) - {11}


def test_a_heavier_seed_leads(trained_engines):
    sunny = similar_songs({11: 1.0, 21: 0.2}, trained_engines, snapshot(), n=5)
    rainy = similar_songs({11: 0.2, 21: 1.0}, trained_engines, snapshot(), n=5)
    assert set(ids(sunny)) == set(SUN) - {11}
    assert set(ids(rainy)) == set(RAIN) - {21}


def test_leaning_to_the_sound_changes_who_leads():
    genre = Told({song: -song for song in IDS.tolist()})
    sound = Told({song: song for song in IDS.tolist()})
    heard = engines(genre=genre, sound=sound)
    at = {
        lean: similar_songs({13: 1.0}, heard, moodless(), n=3, lean=lean) for lean in (0.0, 0.5, 1)
    }
    assert ids(at[0.0]) == [10, 11, 12]
    assert ids(at[1]) == [25, 24, 23]
    assert max(at[0.0][0].shares, key=at[0.0][0].shares.get) == "genre"
    assert max(at[1][0].shares, key=at[1][0].shares.get) == "sound"
    assert {10, 25} <= set(ids(at[0.5]))


def test_without_audio_genre_takes_the_place_of_sound():
    genre = Told({song: -song for song in IDS.tolist()})
    sound = Told({20: 1.0, 21: 0.5})
    found = similar_songs({13: 1.0}, engines(genre=genre, sound=sound), snapshot(), n=3, lean=1)
    assert ids(found) == [10, 11, 12]
    assert "sound" not in found[0].shares


def test_what_the_joint_engine_says_is_shared_between_genre_and_sound():
    from recommender.engine.genre import GenreEngine
    from tests.recommender.engine.test_joint import joint, sound

    heard = sound(songs=(10, 11, 12, 20, 21))
    both = {"genre": trained(GenreEngine), "sound": heard}
    served = joint(heard).beside(both["genre"], heard)
    alone = engines(joint=served)
    shares = {
        one.song_id: one.shares for one in similar_songs({11: 1.0}, {**alone, **both}, moodless())
    }
    assert set(shares[12]) == {"genre", "sound"}
    assert set(shares[13]) == {"genre"}  # nobody has heard it
    unheard = similar_songs({13: 1.0}, {**alone, **both}, moodless(), lean=1)
    assert all(set(one.shares) == {"genre"} for one in unheard)


def test_a_song_that_only_the_joint_engine_can_place():
    from recommender.engine.genre import GenreEngine
    from tests.recommender.engine.test_joint import joint, sound

    served = joint(sound()).beside(trained(GenreEngine), sound())
    found = similar_songs({11: 1.0}, {"joint": served}, moodless(), n=5)
    assert set(ids(found)) == set(SUN) - {11}


def test_mood_alone_where_nobody_else_knows():
    found = similar_songs({21: 1.0}, engines(), snapshot(), n=5)
    assert set(ids(found)) == set(RAIN) - {21}
    assert all(one.shares == {"mood": 1.0} for one in found)


def test_nothing_to_say():
    assert similar_songs({21: 1.0}, engines(), moodless()) == []
    assert similar_songs({999: 1.0}, engines(), snapshot()) == []
    assert similar_songs({}, engines(), snapshot()) == []
    assert similar_songs({21: -1.0, 11: 0.0}, engines(), snapshot()) == []


def test_only_songs_that_play_no_copies_and_nothing_excluded():
    can = np.ones(12, dtype=bool)
    can[:2] = False
    keys = np.arange(12, dtype=np.int64)
    keys[[3, 4]] = 2  # 13 and 14 are copies of 12
    keys[11] = 6  # 25 is a copy of the seed
    songs = snapshot(available=can, duplicate_keys=keys)
    genre = Told({song: -song for song in IDS.tolist()})
    found = similar_songs({20: 1.0}, engines(genre=genre), songs, n=12, exclude=[22])
    assert sorted(ids(found)) == [12, 15, 21, 23, 24]


@pytest.mark.parametrize(
    ("seeds", "n", "lean"),
    [({11: 1.0}, -1, 0.5), ({11: 1.0}, 1, 1.5), ({11: 1.0}, 1, float("nan")), ({11: np.inf}, 1, 0)],
)
def test_what_makes_no_sense(seeds, n, lean):
    with pytest.raises(ValueError):
        similar_songs(seeds, engines(), snapshot(), n=n, lean=lean)


def test_missing_parts(trained_engines):
    assert missing_parts(11, trained_engines, snapshot()) == ("sound",)
    heard = {**trained_engines, "sound": Told({11: 1.0})}
    assert missing_parts(11, heard, snapshot()) == ()
    assert missing_parts(12, heard, snapshot()) == ("sound",)
    assert missing_parts(999, heard, snapshot()) == PARTS


scores = st.dictionaries(st.sampled_from(IDS.tolist()), st.integers(-3, 3).map(float), max_size=12)
weights = st.dictionaries(
    st.sampled_from(IDS.tolist()), st.sampled_from([-1.0, 0.5, 1.0]), max_size=4
)


@settings(max_examples=60, deadline=None)
@given(scores, scores, weights, st.floats(0, 1), st.integers(0, 12), st.sets(st.integers(8, 26)))
def test_every_list_keeps_the_rules(genre, sound, seeds, lean, n, exclude):
    heard = engines(genre=Told(genre), sound=Told(sound))
    found = similar_songs(seeds, heard, snapshot(), n, lean, exclude)
    again = similar_songs(dict(reversed(seeds.items())), heard, snapshot(), n, lean, exclude)
    assert found == again
    assert len(found) <= n
    assert len(set(ids(found))) == len(found)
    assert not set(ids(found)) & (exclude | {song for song, weight in seeds.items() if weight})
    for one in found:
        assert set(one.shares) <= set(PARTS)
        assert sum(one.shares.values()) == pytest.approx(1)
        assert all(share > 0 for share in one.shares.values())
    assert found == sorted(found, key=lambda one: (-one.score, one.song_id))


@settings(max_examples=60, deadline=None)
@given(scores, scores, st.lists(st.floats(0, 1), min_size=2, max_size=5), st.integers(1, 6))
def test_the_further_it_leans_the_more_sound_and_the_less_genre(genre, sound, leans, n):
    """Of each list, what sound gave less what genre gave never falls as the lean grows."""
    both = {13: 1.0}
    heard = {"genre": Told({13: 0.0, **genre}), "sound": Told({13: 0.0, **sound})}
    if not (set(genre) - {13} and set(sound) - {13}):
        return
    alone = {
        part: {
            one.song_id: one.score * one.shares.get(part, 0) / (1 + 0.02)
            for one in similar_songs(both, heard, snapshot(), 12, lean)
        }
        for part, lean in (("genre", 0.0), ("sound", 1.0))
    }
    tilt = []
    for lean in sorted(leans):
        found = similar_songs(both, heard, snapshot(), n, lean)
        tilt.append(sum(alone["sound"][one] - alone["genre"][one] for one in ids(found)))
    assert all(after >= before - 1e-9 for before, after in zip(tilt, tilt[1:], strict=False))
