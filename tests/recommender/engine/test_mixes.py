"""The learned mix: what kind a query is, whose weights it gets, and its way to disk and back."""

import json

import pytest

from emotion.moods import Mood
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, Meta, Origin, seal
from recommender.engine.base import Query
from recommender.engine.mixes import FLOOR, KINDS, NOT_LEARNED, KindMix, Mix, kinds_of
from recommender.engine.weights import DEFAULT_WEIGHTS, WORDS_SHARE

JOY = Mood.of("joy")
MIX = Mix({"songs": KindMix("scores", {"als": 0.75, "mood": 0.25}, {"examples": 9})})
ENGINES = sum(weight for name, weight in DEFAULT_WEIGHTS.items() if name != "aim")


@pytest.mark.parametrize(
    "query, shares",
    [
        (Query(), {}),
        (Query(dislikes=(1,)), {}),
        (Query(seeds=(1,)), {"songs": 1}),
        (Query(seeds=(1,), likes=(2,)), {"songs": 1}),
        (Query(likes=(1,)), {"songs": 1}),
        (Query(tags={"sun": 1}), {"tags": 1}),
        (Query(mood=JOY), {"mood": 1}),
        (Query(seeds=(1,), tags={"sun": 1}), {"songs+tags": 1}),
        (Query(seeds=(1,), mood=JOY), {"songs": 0.5, "mood": 0.5}),
        (Query(tags={"sun": 1}, mood=JOY), {"tags": 0.5, "mood": 0.5}),
        (Query(likes=(1,), mood=JOY), {"mood": 0.7, "songs": 0.3}),
        (Query(seeds=(1,), tags={"s": 1}, mood=JOY), {"songs+tags": 0.5, "mood": 0.5}),
    ],
)
def test_kinds(query, shares):
    assert kinds_of(query) == pytest.approx(shares)
    assert set(kinds_of(query)) <= set(KINDS)


def test_a_kind_that_was_learned():
    fusion, weights = MIX.for_query(Query(seeds=(1,)), DEFAULT_WEIGHTS)
    assert fusion == "scores"
    assert weights == {
        "aim": DEFAULT_WEIGHTS["aim"],
        "als": pytest.approx(0.75 * ENGINES),
        "mood": pytest.approx(0.25 * ENGINES),
        "popular": pytest.approx(FLOOR * ENGINES),
    }


def test_a_listener_who_wants_nothing_popular_gets_no_floor():
    asked = {**DEFAULT_WEIGHTS, "popular": 0.0}
    assert MIX.for_query(Query(seeds=(1,)), asked)[1]["popular"] == 0


def test_a_kind_that_was_not_learned_keeps_what_was_asked():
    assert MIX.for_query(Query(mood=JOY), {"mood": 2.0}) == ("places", {"mood": 2.0})


def test_what_a_listener_changed_counts_on_top_of_what_was_learned():
    asked = {**DEFAULT_WEIGHTS, "als": 2 * DEFAULT_WEIGHTS["als"], "mood": 0.0, "curated": 4.0}
    _, weights = MIX.for_query(Query(seeds=(1,)), asked)
    assert weights["als"] == pytest.approx(2 * 0.75 * ENGINES)
    assert weights["mood"] == 0
    assert weights["curated"] == 4


def test_a_query_of_two_kinds_takes_half_of_each():
    both = Mix({**MIX.kinds, "mood": KindMix("places", {"mood": 1.0})})
    fusion, weights = both.for_query(Query(seeds=(1,), mood=JOY), DEFAULT_WEIGHTS)
    assert fusion == "scores"
    assert weights["als"] == pytest.approx(0.375 * ENGINES)
    assert weights["mood"] == pytest.approx(0.625 * ENGINES)


def test_a_query_of_a_kind_that_was_learned_and_one_that_was_not():
    asked = Query(seeds=(1,), mood=JOY)
    assert MIX.for_query(asked, {"mood": 2.0}) == ("places", {"mood": 2.0})


def test_a_target_from_before_an_engine_was_there_has_its_usual_weight():
    old = {name: weight for name, weight in DEFAULT_WEIGHTS.items() if name != "als"}
    assert MIX.for_query(Query(seeds=(1,)), old)[1]["als"] == pytest.approx(0.75 * ENGINES)


def test_to_disk_and_back(tmp_path):
    MIX.save(tmp_path, "v1", {"mix": {"ndcg": 0.5}})
    assert Mix.load(tmp_path).as_dict() == MIX.as_dict()


def test_nothing_there(tmp_path):
    with pytest.raises(ArtefactMissing):
        Mix.load(tmp_path)


def test_a_changed_byte(tmp_path):
    MIX.save(tmp_path)
    path = tmp_path / "mix.json"
    path.write_text(path.read_text().replace("0.75", "0.76"))
    with pytest.raises(ArtefactDamaged):
        Mix.load(tmp_path)


@pytest.mark.parametrize(
    "bad",
    [
        [], 3, {"songs": 3}, {"songs": {}}, {"songs": {"fusion": "magic", "weights": {"als": 1}}},
        {"songs": {"fusion": "places", "weights": {}}},
        {"songs": {"fusion": "places", "weights": {"als": -1}}},
        {"songs": {"fusion": "places", "weights": {"als": "much"}}},
    ],
)  # fmt: skip
def test_what_is_no_mix(tmp_path, bad):
    (tmp_path / "mix.json").write_text(json.dumps(bad))
    seal(tmp_path, Meta("mix", Origin(), 0))
    with pytest.raises(ArtefactDamaged):
        Mix.load(tmp_path)


def test_the_artefact_of_an_engine(tmp_path):
    seal(tmp_path, Meta("als", Origin(), 0))
    with pytest.raises(ArtefactDamaged, match="als"):
        Mix.load(tmp_path)


def test_feedback_moves_weights_and_keeps_their_sum():
    moved = MIX.leaning({"als": 0.5, "strange": 3.0}).kinds["songs"]
    assert sum(moved.weights.values()) == pytest.approx(1)
    assert moved.weights["als"] == pytest.approx(0.375 / 0.625)
    assert (moved.fusion, moved.figures) == ("scores", {"examples": 9})


def test_no_feedback_leaves_the_mix():
    assert MIX.leaning({}) is MIX


def test_words_get_their_share_beside_what_was_learned():
    plain = MIX.for_query(Query(seeds=(1,)), DEFAULT_WEIGHTS)[1]
    fusion, weights = MIX.for_query(Query(seeds=(1,), text="rain"), DEFAULT_WEIGHTS)
    assert fusion == MIX.for_query(Query(seeds=(1,)), DEFAULT_WEIGHTS)[0]
    assert weights["lyrics"] == pytest.approx(WORDS_SHARE * ENGINES, rel=0.01)
    assert weights["als"] == pytest.approx((1 - WORDS_SHARE) * plain["als"])
    assert weights["aim"] == plain["aim"]
    assert "lyrics" not in plain


def test_words_get_their_share_where_nothing_was_learned():
    weights = NOT_LEARNED.for_query(Query(text="rain"), DEFAULT_WEIGHTS)[1]
    assert weights["lyrics"] == pytest.approx(WORDS_SHARE * ENGINES)
    assert weights["mood"] == pytest.approx((1 - WORDS_SHARE) * DEFAULT_WEIGHTS["mood"])
    silenced = NOT_LEARNED.for_query(Query(text="rain"), {**DEFAULT_WEIGHTS, "lyrics": 0.0})[1]
    assert silenced["lyrics"] == 0
