"""How far songs lie from the way between two, found in parts."""

import numpy as np
import pytest

from mlfym.accounts.models import Listener
from recommender.engine.path import off
from recommender.mixing import Stage
from recommender.similar.paths import affect, off_line
from recommender.song_map.vectors import Vectors, engine_block, scaled

pytestmark = pytest.mark.django_db


class Placed:
    """An engine that places every third song nowhere, and the others far from the middle."""

    name = "joint"

    def vectors_of(self, song_ids: np.ndarray) -> Vectors:
        by_song = np.random.default_rng(1).normal(3, 2, (1000, 5)).astype(np.float32)
        return by_song[song_ids] * (song_ids % 3 > 0)[:, None]


@pytest.mark.parametrize("block", [1, 5, 50_000])
def test_parts_change_nothing(
    guest: Listener, catalogue: dict, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    """As if all songs were placed at once."""
    monkeypatch.setattr("recommender.similar.paths.BLOCK", block)
    now, engine = Stage.now(guest), Placed()
    stage = Stage(now.snapshot, {"joint": engine}, now.taste)
    rows = np.arange(1, len(now.snapshot))
    known = scaled(engine_block(engine, now.snapshot.song_ids[rows]), 1.0)
    moods = scaled(now.snapshot.mood[rows], 1.0)
    whole = np.hstack([known, moods, affect(now.snapshot, rows)])
    expected = off(whole, whole[3], whole[20])
    assert np.ptp(expected) > 0.5
    np.testing.assert_allclose(off_line(stage, rows, 3, 20), expected, atol=1e-5)
