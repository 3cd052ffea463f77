"""What the tests of lists stand on."""

from types import SimpleNamespace

import pytest

from recommender import pace
from recommender.models import Song
from tests.recommender.stage import make_catalogue


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no minute end within a test: who acts too fast is told by the minutes of the clock."""
    monkeypatch.setattr(pace, "time", SimpleNamespace(time=lambda: 1_000_000_020.0))


@pytest.fixture
def catalogue(db: None) -> dict[str, list[Song]]:
    """Return six songs for each mood; the first four are the mood's default list."""
    return make_catalogue()
