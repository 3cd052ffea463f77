"""emotion.text.calibration: what development rows choose."""

import numpy as np
import pytest

from emotion.moods import MOODS
from emotion.text.calibration import Heard, fit_reading, lift_of, mix_of, sure_from
from emotion.text.datasets import Corpus
from emotion.text.emotions import EMOTIONS
from emotion.text.heads import COLUMNS, DOMAINS, PARTS

random = np.random.default_rng(3)


def heard(domain: str, n: int = 240, *, rare: bool = False) -> Heard:
    """Rows that the neural part knows well and the linear part not at all; `rare`: most angry."""
    truth = np.arange(n) % len(MOODS)
    if rare:
        truth[np.arange(n) % 7 > 0] = 0
    moods = np.eye(len(MOODS), dtype=np.float32)[truth]
    emotions = np.zeros((n, len(EMOTIONS)), np.float32)
    emotions[np.arange(n), truth] = 1
    corpus = Corpus("x", "en", ["text"] * n, emotions, moods)
    linear = random.normal(size=(n, COLUMNS)).astype(np.float32)
    neural = random.normal(size=(n, COLUMNS)).astype(np.float32)
    neural[:, DOMAINS[domain]] += 2 * moods
    neural[:, DOMAINS[domain]] += np.log(np.bincount(truth) / n).astype(np.float32)
    neural[:, PARTS["emotions"]] += 4 * emotions - 3
    return Heard(domain, corpus, linear, neural)


def test_the_part_that_knows_counts() -> None:
    mix = mix_of([heard("comments"), heard("diaries")])
    for part in ("comments", "diaries", "emotions"):
        linear, neural = mix[part]
        assert neural > 0.5
        assert linear < 0.2
    assert mix["kote"] == [0.5, 0.5]


def test_a_reading_is_chosen_for_each_language() -> None:
    parts = [heard("comments"), heard("diaries")]
    reading = fit_reading({"en": parts, "ko": parts})
    assert reading["mix"].keys() == reading["thresholds"].keys() == {"en", "ko"}
    assert reading["lift"].keys() == {"en", "ko"}
    assert len(reading["thresholds"]["en"]) == len(EMOTIONS)
    assert 0.2 <= reading["sure_from"] < 0.8


def test_rare_moods_of_comments_are_lifted_and_nothing_of_diaries() -> None:
    parts = [heard("comments", 1200, rare=True), heard("diaries", rare=True)]
    lift = lift_of(parts, mix_of(parts))
    assert set(lift) == {"comments"}
    assert min(lift["comments"]) == lift["comments"][0] < 0 < max(lift["comments"])
    even = [heard("comments")]
    assert lift_of(even, mix_of(even))["comments"] == [0.0] * len(MOODS)


def test_unsure_is_where_half_are_wrong() -> None:
    confidence = np.linspace(0.2, 1, 4000).astype(np.float32)
    right = random.random(4000) < confidence
    assert sure_from(confidence, right) == pytest.approx(0.5, abs=0.08)
