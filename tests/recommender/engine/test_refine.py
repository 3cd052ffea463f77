"""What answers do to the target of the next list."""

import json

import pytest

from emotion.moods import Mood
from recommender.engine.aim import Aim
from recommender.engine.base import Query
from recommender.engine.refine import NAMED_STRENGTH, Effects, Target, more_like, refine
from recommender.engine.weights import DEFAULT_WEIGHTS

HEARD = Aim(valence=-0.5, arousal=-0.2, energy=0.3, familiar=0.4)
SAD = Target(query=Query(seeds=(1, 2), mood=Mood.of("sadness")))


def test_no_answers_change_nothing():
    assert refine(SAD, [], HEARD) is SAD


def test_a_move_starts_from_what_is_heard():
    aim = refine(SAD, [Effects(energy=0.25)], HEARD).aim
    assert aim == Aim(energy=pytest.approx(0.55))


def test_a_second_round_starts_from_the_second_list():
    once = refine(SAD, [Effects(energy=0.25, valence=0.5)], HEARD)
    twice = refine(once, [Effects(energy=-0.1)], Aim(0.1, 0, 0.8, 0))
    assert twice.aim.energy == pytest.approx(0.7)
    assert twice.aim.valence == once.aim.valence  # nobody spoke of it again


def test_moves_of_several_answers_add_up():
    target = refine(SAD, [Effects(energy=0.3), Effects(energy=-0.1, familiar=1)], HEARD)
    assert target.aim.energy == pytest.approx(0.5)
    assert target.aim.familiar == pytest.approx(1.4)


def test_opposite_moves_leave_the_dimension_alone():
    assert refine(SAD, [Effects(energy=0.3), Effects(energy=-0.3)], HEARD).aim == Aim()


def test_tags_add_up_within_bounds():
    target = refine(SAD, [Effects(tags={"rain": 0.7}), Effects(tags={"rain": 0.7})], HEARD)
    assert target.query.tags == {"rain": 1.0}
    target = refine(target, [Effects(tags={"rain": -0.4, "sun": -0.5})], HEARD)
    assert target.query.tags == {"rain": pytest.approx(0.6), "sun": -0.5}


def test_the_mood_is_blended():
    target = refine(SAD, [Effects(mood=Mood.of("joy"), blend=0.5)], HEARD)
    expected = Mood.blend([(Mood.of("sadness"), 0.5), (Mood.of("joy"), 0.5)])
    assert target.query.mood == expected


def test_a_mood_where_there_was_none():
    target = refine(Target(), [Effects(mood=Mood.of("joy"), blend=0.5)], HEARD)
    assert target.query.mood == Mood.of("joy")


def test_weights_are_factors():
    target = refine(SAD, [Effects(weights={"popular": 0.5}), Effects(weights={"als": 0})], HEARD)
    assert target.weights["popular"] == DEFAULT_WEIGHTS["popular"] / 2
    assert target.weights["als"] == 0
    assert target.weights["mood"] == DEFAULT_WEIGHTS["mood"]


@pytest.mark.parametrize(("move", "finish"), [(0.2, "lively"), (-0.2, "calm"), (0, "any")])
def test_the_list_ends_where_the_energy_was_sent(move, finish):
    assert refine(SAD, [Effects(energy=move)], HEARD).finish == finish


def test_the_seeds_stay():
    assert refine(SAD, [Effects(energy=0.2)], HEARD).query.seeds == (1, 2)


def test_more_like_puts_the_song_first():
    target = more_like(SAD, 2)
    assert target.query.seeds == (2, 1)
    assert target.weights["als"] == 2 * DEFAULT_WEIGHTS["als"]
    assert more_like(target, 2) == target


def test_target_survives_json():
    target = refine(
        SAD, [Effects(energy=0.2, tags={"rain": 1}, mood=Mood.of("joy"), blend=0.3)], HEARD
    )
    again = Target.from_dict(json.loads(json.dumps(target.as_dict())))
    assert again == target
    assert Target.from_dict(json.loads(json.dumps(Target().as_dict()))) == Target()


class TestEffects:
    def test_from_dict(self):
        effects = Effects.from_dict(
            {"energy": 0.2, "tags": {"rain": 1}, "mood": "joy", "blend": 0.5, "weights": {"als": 2}}
        )
        assert effects == Effects(
            energy=0.2,
            tags={"rain": 1.0},
            mood=Mood.of("joy", NAMED_STRENGTH),
            blend=0.5,
            weights={"als": 2.0},
        )

    def test_from_dict_with_a_blend_of_moods(self):
        effects = Effects.from_dict({"mood": {"joy": 0.5, "peace": 0.5}, "blend": 1})
        assert effects.mood.share("peace") == pytest.approx(0.5)

    def test_from_parts_is_from_dict(self):
        parts = [
            ("energy", "", 0.2),
            ("tag", "rain", 1.0),
            ("mood", "joy", 0.5),
            ("weight", "als", 2.0),
        ]
        assert Effects.from_parts(parts) == Effects.from_dict(
            {"energy": 0.2, "tags": {"rain": 1}, "mood": "joy", "blend": 0.5, "weights": {"als": 2}}
        )

    def test_from_parts_with_two_moods(self):
        effects = Effects.from_parts([("mood", "joy", 0.2), ("mood", "peace", 0.2)])
        assert effects.blend == pytest.approx(0.4)
        assert effects.mood.share("joy") == pytest.approx(effects.mood.share("peace"))

    @pytest.mark.parametrize(
        "values",
        [
            {"volume": 1},
            {"energy": 3},
            {"energy": "loud"},
            {"energy": None},
            {"energy": float("nan")},
            {"tags": {"rain": 2}},
            {"tags": {"rain": float("nan")}},
            {"tags": ["rain"]},
            {"weights": {"als": -1}},
            {"weights": {"als": float("inf")}},
            {"mood": "boredom"},
            {"mood": 3},
            {"mood": "joy", "blend": 1.5},
        ],
    )
    def test_effects_that_cannot_be(self, values):
        with pytest.raises(ValueError):
            Effects.from_dict(values)

    def test_a_kind_that_is_none(self):
        with pytest.raises(ValueError, match="volume"):
            Effects.from_parts([("volume", "", 1.0)])

    def test_they_cannot_be_changed(self):
        with pytest.raises(TypeError):
            Effects(tags={"rain": 1}).tags["rain"] = 2
