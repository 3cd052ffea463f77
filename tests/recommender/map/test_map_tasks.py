"""The task that draws the map, where drawing fails."""

from pathlib import Path

import pytest

from recommender.song_map import index as map_index
from recommender.song_map import points as map_points
from recommender.song_map.tasks import renew_map

pytestmark = pytest.mark.django_db


def test_what_stops_it_stands_on_the_health_page(catalogue, settings, tmp_path: Path) -> None:
    settings.MODEL_DIR = tmp_path
    assert renew_map.call() == "drawn"
    assert map_points.status().ok
    map_index.draw(anew=True)
    versions = tmp_path / map_index.NAME
    (versions / "current").unlink()
    (versions / "current").mkdir()
    with pytest.raises(OSError, match="current"):
        renew_map.call()
    assert "current" in map_index.trouble()
    (versions / "current").rmdir()
    map_points._kept = None
    status = map_points.status()
    assert not status.ok
    assert "current" in status.fault
    assert str(tmp_path) not in status.detail
    assert renew_map.call() == "drawn"
    assert map_index.trouble() == ""
    assert map_points.status().ok
