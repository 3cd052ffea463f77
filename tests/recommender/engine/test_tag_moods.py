"""The table of tags: what stands in it, spelling, words, several tags together, and vectors."""

import csv
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotion.moods import MOODS, Mood
from recommender.engine.tag_moods import (
    TABLE,
    VECTORS_TRUST,
    WORDS_TRUST,
    TagMood,
    TagMoods,
    read_rows,
    table,
)
from recommender.engine.tag_spelling import phrases, spelling

# The 56 mood and theme tags of MTG-Jamendo.
JAMENDO = [
    "action", "adventure", "advertising", "background", "ballad", "calm", "children", "christmas",
    "commercial", "cool", "corporate", "dark", "deep", "documentary", "drama", "dramatic", "dream",
    "emotional", "energetic", "epic", "fast", "film", "fun", "funny", "game", "groovy", "happy",
    "heavy", "holiday", "hopeful", "inspiring", "love", "meditative", "melancholic", "melodic",
    "motivational", "movie", "nature", "party", "positive", "powerful", "relaxing", "retro",
    "romantic", "sad", "sexy", "slow", "soft", "soundscape", "space", "sport", "summer", "trailer",
    "travel", "upbeat", "uplifting",
]  # fmt: skip
KOREAN = {
    "새벽": "peace", "비오는날": "sadness", "드라이브": "joy", "운동": "joy", "출근길": "joy",
    "잠들기 전": "peace", "이별": "sadness", "설렘": "joy", "공부할 때": "peace", "분노": "anger",
    "긴장": "tension", "위로": "peace", "신나는": "joy", "우울": "sadness", "무서운": "tension",
}  # fmt: skip


def mood_of_tags(weights: dict[str, float]) -> Mood | None:
    found = table().reading(weights)
    return found and found.mood


def affect_of_tags(weights: dict[str, float]) -> tuple[float, float] | None:
    found = table().reading(weights)
    return found and (found.valence, found.arousal)


def lines() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_mood_tags_of_jamendo_stand_in_the_table() -> None:
    assert len(JAMENDO) == 56
    assert [tag for tag in JAMENDO if table().find(tag) is None] == []


def test_the_table_is_wide_in_both_languages() -> None:
    rows = read_rows(lines())
    korean = [tag for tag in rows if any("가" <= one <= "힣" for one in tag)]
    assert len(lines()) >= 200
    assert min(len(korean), len(rows) - len(korean)) >= 500


@pytest.mark.parametrize(("tag", "mood"), KOREAN.items())
def test_common_korean_tags_lead_to_the_mood_that_listeners_mean(tag: str, mood: str) -> None:
    found = mood_of_tags({tag: 1.0})
    assert found is not None
    assert found.top == mood


@pytest.mark.parametrize("mood", MOODS)
def test_the_names_of_the_moods_mean_themselves(mood: str) -> None:
    found = mood_of_tags({mood: 1.0})
    assert found is not None
    assert found.top == mood
    assert found.confidence > 0.75


def test_valence_and_arousal_agree_with_the_moods() -> None:
    """They are finer than six shares can be, but may not tell another story."""
    rows = list(read_rows(lines()).values())
    for told, of_mood in (
        ([row.valence for row in rows], [row.mood.valence for row in rows]),
        ([row.arousal for row in rows], [row.mood.arousal for row in rows]),
    ):
        assert np.corrcoef(told, of_mood)[0, 1] > 0.9
        assert np.abs(np.array(told) - of_mood).max() < 0.6


def test_a_genre_says_less_than_a_word_for_a_mood() -> None:
    by_kind: dict[str, list[float]] = {}
    for line in lines():
        by_kind.setdefault(line["kind"], []).append(float(line["strength"]))
    means = {kind: np.mean(values) for kind, values in by_kind.items()}
    assert means["mood"] > means["situation"] > means["genre"] > means["instrument"]


@pytest.mark.parametrize("change", [{"anger": "99"}, {"valence": "1.5"}, {"strength": "0"}])
def test_numbers_that_cannot_be_are_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not what they should be"):
        read_rows([lines()[0] | change])


def test_a_tag_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        read_rows([lines()[0], lines()[1] | {"also": "An-Gry"}])


def test_the_spelling_does_not_matter() -> None:
    expected = table().find("chillout")
    assert expected is not None
    for tag in ("Chill-Out", "chill out", "#CHILLOUT", " chill_out "):
        assert table().find(tag) is expected
    assert table().find(unicodedata.normalize("NFD", "비오는날")) is table().find("비 오는 날")


@given(st.text())
def test_a_spelling_is_its_own_spelling(text: str) -> None:
    once = spelling(text)
    assert spelling(once) == once
    assert spelling(unicodedata.normalize("NFC", text)) == once


@settings(deadline=None)  # the first call reads the table
@given(st.text())
def test_any_text_is_a_tag_or_unknown(text: str) -> None:
    found = table().find(text)
    assert found is None or 0 < found.strength <= 1


KNOWN = {"sad", "piano", "비오는날", "드라이브", "love", "hiphop"}


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("sad piano songs", ["sad", "piano"]),
        ("sadsongs", ["sad"]),
        ("비 오는 날 드라이브", ["비오는날", "드라이브"]),
        ("드라이브할때듣기좋은노래", []),
        ("드라이브듣기좋은노래모음", ["드라이브"]),
        ("hip hop beats", ["hiphop"]),
        ("not sad", []),
        ("love at first listen", []),
        ("노래", []),
        ("the best of", []),
        ("", []),
    ],
)
def test_a_tag_is_read_by_its_words(tag: str, found: list[str]) -> None:
    assert phrases(tag, KNOWN) == found


def test_words_say_a_little_less_than_the_tag_itself() -> None:
    alone, in_words = table().find("sad"), table().find("sad songs")
    assert alone is not None
    assert in_words is not None
    assert in_words.mood == alone.mood
    assert in_words.strength == pytest.approx(WORDS_TRUST * alone.strength)


def test_several_tags_are_weighed_by_what_they_say() -> None:
    both = mood_of_tags({"happy": 1.0, "metal": 1.0})
    assert both is not None
    assert both.top == "joy"
    mostly_metal = mood_of_tags({"happy": 0.2, "metal": 1.0})
    assert mostly_metal is not None
    assert mostly_metal.top == "anger"


def test_more_tags_make_a_stronger_word() -> None:
    one, two = table().reading({"pop": 1.0}), table().reading({"pop": 1.0, "rock": 1.0})
    assert one is not None
    assert two is not None
    assert one.strength < two.strength < 1


def test_unknown_and_unweighted_tags_say_nothing() -> None:
    assert mood_of_tags({}) is None
    assert mood_of_tags({"qwertz": 1.0}) is None
    assert mood_of_tags({"happy": 0.0}) is None
    assert mood_of_tags({"happy": -1.0}) is None
    assert affect_of_tags({"qwertz": 1.0}) is None
    assert mood_of_tags({"happy": 1.0, "qwertz": 1.0}) == mood_of_tags({"happy": 1.0})


@pytest.mark.parametrize("weight", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        mood_of_tags({"happy": weight})


@settings(deadline=None)  # the first call reads the table
@given(
    st.dictionaries(
        st.sampled_from(sorted(read_rows(lines()))), st.floats(0.01, 1), min_size=1, max_size=8
    )
)
def test_tags_together_stay_between_what_they_say_alone(weights: dict[str, float]) -> None:
    valence, arousal = affect_of_tags(weights) or (9.0, 9.0)
    alone = [affect_of_tags({tag: 1.0}) or (9.0, 9.0) for tag in weights]
    assert min(v for v, _ in alone) - 1e-9 <= valence <= max(v for v, _ in alone) + 1e-9
    assert min(a for _, a in alone) - 1e-9 <= arousal <= max(a for _, a in alone) + 1e-9
    turned = dict(reversed(weights.items()))
    assert mood_of_tags(turned) == mood_of_tags(weights)


GLAD = TagMood(Mood.of("joy"), 0.8, 0.5, 1.0)
GRIM = TagMood(Mood.of("anger"), -0.7, 0.7, 1.0)
SMALL = TagMoods({"glad": GLAD, "grim": GRIM})


def test_an_unknown_tag_takes_the_mood_of_the_tags_it_stands_with() -> None:
    tags = ["glad", "grim", "melrose", "elbow"]
    vectors = np.array([[1.0, 0.1], [-1.0, 0.1], [0.9, -0.1], [-0.9, -0.1]])
    extended = SMALL.extended(tags, vectors)
    melrose, elbow = extended.find("melrose"), extended.find("Elbow")
    assert melrose is not None
    assert elbow is not None
    assert (melrose.mood, elbow.mood) == (GLAD.mood, GRIM.mood)
    assert 0 < melrose.strength < VECTORS_TRUST
    assert SMALL.find("melrose") is None


def test_what_stands_in_the_table_is_never_moved_by_vectors() -> None:
    extended = SMALL.extended(["glad", "grim", "glad music"], np.array([[1.0], [1.0], [-1.0]]))
    assert extended.find("glad") == GLAD
    assert extended.find("glad music") == SMALL.find("glad music")


def test_vectors_speak_only_where_the_table_is_silent() -> None:
    vectors = np.array([[1.0, 0.1], [-1.0, 0.1], [0.9, -0.1], [-0.9, -0.1]])
    extended = SMALL.extended(["glad", "grim", "melrose", "elbow"], vectors)
    assert extended.reading({"glad": 0.1, "elbow": 1.0}) == SMALL.reading({"glad": 0.1})
    alone = extended.reading({"elbow": 1.0, "qwertz": 1.0})
    assert alone is not None
    assert alone.mood == GRIM.mood


def test_a_tag_far_from_all_known_ones_stays_unknown() -> None:
    vectors = np.vstack([np.eye(5), -np.eye(5)[2:]])
    tags = ["glad", "grim", "north", "south", "east", "a1", "b1", "c1"]
    assert SMALL.extended(tags, vectors).find("north") is None


def test_the_nearer_a_tag_the_more_it_says() -> None:
    tags = ["glad", "grim", "near", "far", "other"]
    vectors = np.array([[1.0, 0], [-1.0, 0], [1.0, 0.1], [1.0, 1.0], [-1.0, -1.1]])
    extended = SMALL.extended(tags, vectors)
    near, far = extended.find("near"), extended.find("far")
    assert near is not None
    assert far is not None
    assert near.strength > far.strength


def test_vectors_of_no_known_tag_change_nothing() -> None:
    assert SMALL.extended(["x", "y"], np.eye(2)).find("x") is None
    assert SMALL.extended([], np.empty((0, 2))).find("glad") == GLAD


@given(st.integers(0, 10_000))
def test_any_vectors_give_moods_within_bounds(seed: int) -> None:
    random = np.random.default_rng(seed)
    tags = ["glad", "grim", *(f"t{place}" for place in range(6))]
    vectors = random.normal(size=(8, 3)) * random.choice([0, 1, 1e6], size=(8, 1))
    extended = SMALL.extended(tags, vectors)
    found = [row for tag in tags if (row := extended.find(tag)) is not None]
    assert GLAD in found
    assert all(0 < row.strength <= 1 and abs(row.valence) <= 1 for row in found)
