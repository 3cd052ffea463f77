"""The mood engine on songs of which nobody knows the mood."""

import numpy as np

from emotion.moods import Mood
from recommender.engine.base import Query
from recommender.engine.mood import MoodEngine

UNKNOWN = 3


def engine() -> MoodEngine:
    mood = np.zeros((4, 6), np.float32)
    mood[[0, 1, 2], [4, 2, 5]] = 1  # joy, sadness, neutral; of the last nothing is known
    place = np.array([[0.8, 0.5], [-0.7, -0.4], [0, 0], [0, 0]], np.float32)
    return MoodEngine(np.arange(4), mood, place)


def test_a_song_of_unknown_mood_fits_none() -> None:
    for name in ("joy", "sadness", "neutral"):
        ids, scores = engine().rank(Query(mood=Mood.of(name)), 10)
        assert UNKNOWN not in ids
        assert len(ids) == 3
        assert np.isfinite(scores).all()


def test_it_says_nothing_of_the_mood_that_is_asked_for() -> None:
    assert len(engine().rank(Query(seeds=(UNKNOWN,)), 10)[0]) == 0
    alone, beside = (engine().similar(songs, 1)[0].tolist() for songs in ([1], [1, UNKNOWN]))
    assert alone == beside
