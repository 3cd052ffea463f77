"""What the figures of `evaluate_sound` count: neighbours that agree, and what could at all."""

import numpy as np
import pytest

from recommender.sound_model.evaluation import agreement


def at(*angles: float) -> np.ndarray:
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_kinds_too_small_for_five_places():
    """Two songs of one kind side by side, and eight that are each of a kind of their own."""
    names = [str(number) for number in range(10)]
    labels = dict(zip(names, ["pair", "pair", *"abcdefgh"], strict=True))
    found = agreement(at(*np.linspace(0, 2, 10)), names, labels)
    assert found.found == pytest.approx(2 / 50)
    assert found.most == pytest.approx(2 / 50)
    assert found.chance == pytest.approx(2 / 90)
    assert found.fair == pytest.approx(1.0)
    assert found.fair_chance == pytest.approx(5 / 9)
    assert found.times == pytest.approx(1.8)
    assert found.fair_times == pytest.approx(1.8)


def test_two_kinds_that_lie_apart():
    names = [str(number) for number in range(12)]
    labels = {name: "low" if int(name) < 6 else "high" for name in names}
    apart = agreement(at(*np.linspace(0, 0.5, 6), *np.linspace(2, 2.5, 6)), names, labels)
    assert (apart.found, apart.most, apart.fair) == (1.0, 1.0, 1.0)
    assert [apart.chance, apart.fair_chance] == pytest.approx([5 / 11, 5 / 11])


def test_the_best_order_reaches_the_most_and_none_more():
    rng = np.random.default_rng(4)
    names = [str(number) for number in range(30)]
    for _ in range(20):
        kinds = rng.integers(0, 9, 30)
        labels = dict(zip(names, map(str, kinds), strict=True))
        best = agreement(np.eye(9, dtype=np.float32)[kinds], names, labels)
        any_ = agreement(at(*rng.random(30)), names, labels)
        assert best.found == pytest.approx(best.most)
        assert best.fair == pytest.approx(1.0)
        assert any_.found <= any_.most


def test_nobody_is_alike():
    names = [str(number) for number in range(8)]
    found = agreement(at(*np.linspace(0, 1, 8)), names, dict(zip(names, names, strict=True)))
    assert (found.most, found.fair, found.times, found.fair_times) == (0, 0, 0, 0)


def test_too_few_to_have_five_neighbours():
    assert agreement(at(0, 1), ["a", "b"], {"a": "x", "b": "x"}).most == 0
