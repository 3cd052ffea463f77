"""The seeded questions: few, kind, in both languages, and of a shape that the code can read."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from emotion.moods import MOODS
from recommender.engine.kinds import ENGINES
from recommender.engine.refine import Effects
from recommender.engine.starter_corpus import LIBRARY, read_library

SEED = Path(__file__).resolve().parents[3] / "recommender" / "data" / "questions.json"
QUESTIONS = json.loads(SEED.read_text(encoding="utf-8"))["questions"]


@pytest.mark.parametrize("mood", MOODS)
def test_at_most_three_for_a_mood_and_at_least_two(mood):
    assert 2 <= sum(mood in question["moods"] for question in QUESTIONS) <= 3


def test_no_two_moods_are_asked_the_same():
    sets = [frozenset(q["slug"] for q in QUESTIONS if mood in q["moods"]) for mood in MOODS]
    assert len(set(sets)) == len(MOODS)


def test_slugs_once():
    assert max(Counter(question["slug"] for question in QUESTIONS).values()) == 1
    for question in QUESTIONS:
        assert max(Counter(reply["slug"] for reply in question["answers"]).values()) == 1


def test_two_to_four_answers_each_with_an_effect():
    for question in QUESTIONS:
        assert 2 <= len(question["answers"]) <= 4
        for reply in question["answers"]:
            assert Effects.from_dict(reply["effects"]) != Effects()


def test_both_languages_short():
    texts = [question["text"] for question in QUESTIONS]
    texts += [reply["text"] for question in QUESTIONS for reply in question["answers"]]
    for text in texts:
        assert 0 < len(text["en"]) <= 60
        assert 0 < len(text["ko"]) <= 40
        assert re.search("[가-힣]", text["ko"])
        assert text["ko"].rstrip("?").endswith("요")


def test_weights_are_of_engines_that_exist():
    for question in QUESTIONS:
        for reply in question["answers"]:
            assert set(reply["effects"].get("weights", {})) <= set(ENGINES)


def test_every_tag_is_in_the_library():
    if not LIBRARY.exists():
        pytest.skip("the starter library is not there yet")
    known = {tag["slug"] for tag in read_library()["tags"]}
    asked = {
        slug
        for question in QUESTIONS
        for reply in question["answers"]
        for slug in reply["effects"].get("tags", {})
    }
    assert asked <= known
