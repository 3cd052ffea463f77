"""The mixer: what is fused, what is left out, and what each song's reasons say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.base import Ranking
from recommender.engine.fusion import RRF_K, SMALLEST_K, places_of
from recommender.engine.mixer import Rules, choose, fuse, mix
from tests.recommender.engine.steps import mean_step
from tests.recommender.engine.tiny import IDS, RAIN, SUN, snapshot

SONGS = IDS.tolist()


def ranking(*ids: int) -> Ranking:
    """A ranking with falling scores."""
    return np.array(ids, dtype=np.int64), np.arange(len(ids), 0, -1, dtype=np.float32)


def chosen(rankings, weights=None, rules=None, n=5, **catalogue):
    weights = weights or dict.fromkeys(rankings, 1.0)
    mixed = mix(rankings, weights, snapshot(**catalogue), rules or Rules(), n)
    return [one.song_id for one in mixed]


rankings_of_any_kind = st.dictionaries(
    st.sampled_from(["als", "mood", "popular", "tag2vec"]),
    st.permutations(SONGS).flatmap(
        lambda order: st.integers(0, len(order)).map(lambda n: ranking(*order[:n]))
    ),
)
weights_of_any_kind = st.dictionaries(
    st.sampled_from(["als", "mood", "popular", "tag2vec"]),
    st.just(0.0) | st.floats(1e-6, 100),
)
some_songs = st.frozensets(st.sampled_from(SONGS))
rules_of_any_kind = st.builds(
    Rules,
    dislikes=some_songs,
    recent=some_songs,
    exclude=some_songs,
    there=some_songs,
    per_artist=st.integers(1, 3),
    finish=st.sampled_from(["any", "calm", "lively"]),
    diversity=st.sampled_from([0.0, 0.3, 1.0]),
)


class TestWhateverComesIn:
    @given(
        rankings=rankings_of_any_kind,
        weights=weights_of_any_kind,
        rules=rules_of_any_kind,
        n=st.integers(0, 15),
        artists=st.lists(st.integers(-1, 4), min_size=12, max_size=12),
        copies=st.lists(st.integers(0, 8), min_size=12, max_size=12),
        available=st.lists(st.booleans(), min_size=12, max_size=12),
        energy=st.lists(st.floats(0, 1, width=32), min_size=12, max_size=12),
    )
    @settings(max_examples=300, deadline=None)
    def test_the_rules_hold(self, rankings, weights, rules, n, artists, copies, available, energy):
        songs = snapshot(
            artist_ids=np.array(artists),
            duplicate_keys=np.array(copies),
            available=np.array(available),
            energy=np.array(energy, dtype=np.float32),
        )
        mixed = mix(rankings, weights, songs, rules, n)
        ids = [one.song_id for one in mixed]
        rows = songs.rows(ids)
        assert len(ids) <= n
        assert len(set(ids)) == len(ids)
        assert not rules.banned() & set(ids)
        assert all(available[row] for row in rows)
        there = songs.rows(sorted(rules.there))
        assert len({copies[row] for row in rows} - {copies[row] for row in there}) == len(ids)
        counted = [artists[row] for row in (*rows, *there)]
        come = {artists[row] for row in rows if artists[row] >= 0}
        assert all(counted.count(artist) <= rules.per_artist for artist in come)
        for one in mixed:
            assert sum(one.reasons.values()) == pytest.approx(1)
            assert all(weights.get(name, 0) > 0 for name in one.reasons)
        assert mix(rankings, weights, songs, rules, n) == mixed

    @given(rankings=rankings_of_any_kind, n=st.integers(0, 15))
    @settings(deadline=None)
    def test_weight_zero_is_as_if_the_engine_were_not_there(self, rankings, n):
        weights = {**dict.fromkeys(rankings, 1.0), "als": 0.0}
        without = {name: one for name, one in rankings.items() if name != "als"}
        mixed = mix(rankings, weights, snapshot(), Rules(), n)
        assert mixed == mix(without, weights, snapshot(), Rules(), n)


class TestFuse:
    def test_one_engine_keeps_its_order(self):
        fused = fuse({"als": ranking(15, 11, 22)}, {"als": 2.0})
        assert fused.song_ids.tolist() == [15, 11, 22]

    def test_the_formula(self):
        fused = fuse({"als": ranking(11, 12), "mood": ranking(12)}, {"als": 1.0, "mood": 3.0})
        assert fused.song_ids.tolist() == [12, 11]
        k = SMALLEST_K
        of_12 = (1 / (k + 2) - 1 / (k + 3)) + 3 * (1 / (k + 1) - 1 / (k + 3))
        assert fused.scores.tolist() == pytest.approx([of_12, 1 / (k + 1) - 1 / (k + 3)])

    def test_many_candidates_take_the_published_constant(self):
        fused = fuse({"als": ranking(*range(1, 1001))}, {"als": 1.0})
        assert fused.scores[0] == pytest.approx(1 / (RRF_K + 1) - 1 / (RRF_K + 1001))

    def test_a_song_that_an_engine_does_not_know_counts_as_its_last(self):
        """99 came after als was trained; the moods put it first, als ranks three others."""
        rankings = {"als": ranking(11, 12, 13), "mood": ranking(99, 13, 12, 11)}
        fused = fuse(rankings, {"als": 1.0, "mood": 2.0})
        assert fused.song_ids[0] == 99
        assert fused.mixed(0).reasons == {"mood": pytest.approx(1)}

    def test_equal_scores_share_a_place(self):
        """A tag that one song has says nothing about the order of the others."""
        tagged = np.array([22, 10, 11, 12]), np.array([1, 0, 0, 0], dtype=np.float32)
        fused = fuse({"aim": tagged, "mood": ranking(12, 11, 10, 22)}, {"aim": 3.0, "mood": 1.0})
        assert fused.song_ids.tolist() == [22, 12, 11, 10]
        assert places_of(np.array([9, 5, 5, 5, 1], dtype=np.float32)).tolist() == [1, 3, 3, 3, 5]

    def test_the_heavier_engine_wins(self):
        both = {"als": ranking(11, 12), "mood": ranking(12, 11)}
        assert fuse(both, {"als": 2.0, "mood": 1.0}).song_ids[0] == 11
        assert fuse(both, {"als": 1.0, "mood": 2.0}).song_ids[0] == 12

    def test_a_tie_goes_to_the_lower_id(self):
        both = {"als": ranking(22, 11), "mood": ranking(11, 22)}
        assert fuse(both, {"als": 1.0, "mood": 1.0}).song_ids.tolist() == [11, 22]

    def test_reasons_are_shares_largest_first(self):
        fused = fuse({"als": ranking(11), "mood": ranking(11)}, {"als": 1.0, "mood": 3.0})
        assert fused.mixed(0).reasons == {"mood": pytest.approx(0.75), "als": pytest.approx(0.25)}
        assert list(fused.mixed(0).reasons) == ["mood", "als"]

    def test_nothing_to_fuse(self):
        assert len(fuse({}, {}).song_ids) == 0
        assert len(fuse({"als": ranking(11)}, {}).song_ids) == 0
        assert len(fuse({"als": ranking()}, {"als": 1.0}).song_ids) == 0

    @pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
    def test_a_weight_that_is_none(self, weight):
        with pytest.raises(ValueError, match="als"):
            fuse({"als": ranking(11)}, {"als": weight})


class TestRules:
    every = {"als": ranking(*SONGS)}

    def test_without_rules_the_first_n(self):
        assert sorted(chosen(self.every, n=4)) == SONGS[:4]

    @pytest.mark.parametrize("rule", ["dislikes", "recent", "exclude"])
    def test_banned_songs(self, rule):
        ids = chosen(self.every, rules=Rules(**{rule: {10, 12}}), n=12)
        assert set(ids) == set(SONGS) - {10, 12}

    def test_songs_that_cannot_play(self):
        available = np.ones(12, dtype=bool)
        available[0] = False
        assert 10 not in chosen(self.every, n=12, available=available)

    def test_songs_that_are_not_in_the_catalogue(self):
        assert chosen({"als": ranking(999, 11)}) == [11]

    def test_the_better_of_two_copies(self):
        copies = np.arange(12)
        copies[3] = copies[1]
        ids = chosen({"als": ranking(13, 11, 12)}, duplicate_keys=copies)
        assert sorted(ids) == [12, 13]

    def test_two_songs_an_artist(self):
        ids = chosen(self.every, n=12, artist_ids=np.array([7] * 6 + [8] * 6))
        assert sorted(ids) == [10, 11, 20, 21]

    def test_songs_without_an_artist_are_not_one_artist(self):
        assert len(chosen(self.every, n=12, artist_ids=np.full(12, -1))) == 12

    def test_a_filter_makes_room_for_the_next(self):
        fused = fuse(self.every, {"als": 1.0})
        assert choose(fused, snapshot(), Rules(dislikes={10}), 2) == [1, 2]


class TestDiversity:
    every = {"als": ranking(*SUN, *RAIN)}

    def test_without_it_one_world_is_heard(self):
        assert set(chosen(self.every, n=4)) <= set(SUN)

    def test_with_it_both_worlds_are_heard(self):
        ids = chosen(self.every, rules=Rules(diversity=0.7), n=4)
        assert ids[0] == SUN[0]
        assert set(ids) & set(RAIN)


class TestOrder:
    def test_the_best_song_is_first(self):
        assert chosen({"als": ranking(22, 11, 23, 12)})[0] == 22

    def test_energy_does_not_jump_between_the_worlds(self):
        ids = chosen({"als": ranking(10, 20, 11, 21, 12, 22)}, n=6)
        worlds = "".join("S" if song in SUN else "R" for song in ids)
        assert worlds == "SSSRRR"
        assert set(ids) & set(RAIN)

    def test_steps_are_smaller_than_in_a_random_order(self):
        rng = np.random.default_rng(3)
        for _ in range(20):
            energy = rng.random(12).astype(np.float32)
            songs = snapshot(energy=energy)
            order = {"als": ranking(*rng.permutation(SONGS).tolist())}
            ids = [one.song_id for one in mix(order, {"als": 1.0}, songs, Rules(), 12)]
            random = np.mean([mean_step(rng.permutation(energy)) for _ in range(50)])
            assert mean_step(energy[songs.rows(ids)]) < 0.6 * random
