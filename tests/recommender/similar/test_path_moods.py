"""Songs of no known mood are no step between two moods."""

from dataclasses import replace

import numpy as np
import pytest

from mlfym.accounts.models import Listener
from recommender.engine.snapshot import Snapshot
from recommender.mixing import Stage
from recommender.similar import paths

pytestmark = pytest.mark.django_db


@pytest.fixture
def half(guest: Listener, catalogue: dict) -> tuple[Snapshot, np.ndarray]:
    """Return the catalogue with every second song of unknown mood, and which those are."""
    snapshot = Stage.now(guest).snapshot
    mood, unknown = snapshot.mood.copy(), np.arange(len(snapshot)) % 2 == 1
    mood[unknown] = 1 / 6
    return replace(snapshot, mood=mood), unknown


def rows(snapshot: Snapshot, start: int, end: int) -> np.ndarray:
    first, last = snapshot.song_ids[[start, end]].tolist()
    return paths.candidates(snapshot, first, last, ())


def test_between_known_moods_none_is_unknown(half, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, unknown = half
    monkeypatch.setattr(paths, "LOOKED_AT", 5)
    found = rows(snapshot, 0, 10)
    assert not unknown[found].any()
    assert {0, 10} <= set(found.tolist())


def test_from_a_song_of_unknown_mood_all_may_come(half, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, unknown = half
    monkeypatch.setattr(paths, "LOOKED_AT", 5)
    found = rows(snapshot, 1, 10)
    assert unknown[found].any()
    assert (~unknown[found]).any()


def test_where_few_moods_are_known_all_may_come(half) -> None:
    snapshot, unknown = half
    assert unknown[rows(snapshot, 0, 10)].any()
