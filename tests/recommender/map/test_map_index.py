"""The map as an artefact: drawn, added to, drawn again, damaged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from emotion.moods import MOODS
from recommender.engine.artefacts import ArtefactDamaged
from recommender.engine.publishing import SHIPPED, current_version
from recommender.models import Song
from recommender.snapshots import catalogue_changed
from recommender.song_map import index as map_index
from recommender.song_map.index import (
    NAME,
    NothingDraws,
    SongMap,
    draw,
    in_service,
    rested,
    trouble,
)
from recommender.song_map.tasks import map_ask, renew_map
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def models(settings, tmp_path: Path) -> Path:
    settings.MODEL_DIR = tmp_path
    return tmp_path


@pytest.fixture
def songs(catalogue) -> list[int]:
    """Return the keys of the catalogue's songs, of which a map was drawn."""
    assert draw() is not None
    return list(Song.objects.order_by("pk").values_list("pk", flat=True))


def serving(models: Path) -> SongMap:
    found = in_service(models)
    assert found is not None
    return found


def test_it_knows_the_songs_that_play(songs: list[int], models: Path) -> None:
    found = serving(models)
    assert found.song_ids.tolist() == songs
    assert found.positions.dtype == np.float32
    assert found.version == current_version(models, NAME)


def test_it_is_not_drawn_twice(songs: list[int]) -> None:
    assert draw() is None


def test_a_song_more_is_put_on_it_and_nobody_else_moves(songs: list[int], models: Path) -> None:
    before = serving(models)
    make_song(999, "joy")
    catalogue_changed()
    assert draw() is not None
    after = serving(models)
    assert after.song_ids.tolist() == [*songs, 999]
    assert np.array_equal(after.positions[:-1], before.positions)
    assert after.date == before.date


def test_many_songs_more_draw_it_anew_from_where_it_was(songs: list[int], models: Path) -> None:
    before = serving(models)
    # Of every mood: where one grows by itself, the middle of the map moves there, and all with it.
    for number, mood in enumerate([*MOODS, *MOODS], 900):
        make_song(number, mood)
    catalogue_changed()
    assert draw() is not None
    after = serving(models)
    assert len(after.song_ids) == len(songs) + 12
    moved = np.linalg.norm(after.positions[: len(songs)] - before.positions, axis=1)
    assert moved.max() > 0
    assert np.median(moved) < 0.5


def test_songs_that_went_leave_it(songs: list[int], models: Path) -> None:
    Song.objects.filter(pk__in=songs[:10]).update(available=False)
    catalogue_changed()
    assert draw() is not None
    assert serving(models).song_ids.tolist() == songs[10:]


def test_an_empty_catalogue_has_an_empty_map(models: Path) -> None:
    catalogue_changed()
    assert draw(anew=True) is not None
    assert len(serving(models).song_ids) == 0


@pytest.mark.parametrize("name", ["positions.npy", "song_ids.npy", "meta.json"])
def test_a_damaged_map_is_noticed_and_drawn_again(songs, models: Path, name: str, caplog) -> None:
    path = models / NAME / str(current_version(models, NAME)) / name
    path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    with pytest.raises(ArtefactDamaged):
        SongMap.load(path.parent)
    assert in_service(models) is None
    assert "drawn anew" in caplog.text
    assert draw() is not None
    assert serving(models).song_ids.tolist() == songs


def test_places_off_the_map_are_damage(tmp_path: Path) -> None:
    for place in (2.0, np.nan):
        folder = tmp_path / str(place)
        folder.mkdir()
        off = SongMap(np.array([1]), np.array([[0, place]], np.float32), 1.0, {})
        off.write(folder, {})
        with pytest.raises(ArtefactDamaged, match="off the map"):
            SongMap.load(folder)


def test_new_versions_of_engines_wait_for_a_large_map() -> None:
    now = datetime.now(UTC)
    ids = np.arange(20_000)
    before = SongMap(ids, np.zeros((20_000, 2), np.float32), 1.0, {"genre": "a"}, date=now)
    assert not rested(before, {"genre": "b"})
    assert rested(before, {"genre": "a", "sound": "a"})
    assert rested(replace(before, date=now - timedelta(hours=3)), {"genre": "b"})


def test_the_shipped_map_knows_the_starter() -> None:
    found = SongMap.load(SHIPPED / NAME)
    assert found.song_ids.tolist() == list(range(1, 61))
    assert len(np.unique(found.positions, axis=0)) == 60


def test_the_command_draws(catalogue, capsys) -> None:
    call_command("draw_map")
    assert "The map: 2" in capsys.readouterr().out
    call_command("draw_map")
    assert "as it was" in capsys.readouterr().out
    call_command("draw_map", anew=True)
    assert "The map: 2" in capsys.readouterr().out


@pytest.fixture
def no_package(monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise ImportError("no openTSNE")

    monkeypatch.setattr(map_index, "lay_out", refuse)


def test_without_the_package_the_old_map_serves(songs, models: Path, no_package) -> None:
    version = current_version(models, NAME)
    Song.objects.filter(pk__in=songs[:10]).delete()
    catalogue_changed()
    with pytest.raises(NothingDraws, match="requirements-worker.txt"):
        draw()
    with pytest.raises(CommandError, match="Nothing was drawn"):
        call_command("draw_map")
    assert renew_map.call() == "no package"
    assert "openTSNE" in trouble()
    assert current_version(models, NAME) == version


def test_the_task_draws_and_asks_for_the_next(catalogue) -> None:
    assert renew_map.call() == "drawn"
    assert renew_map.call() == "as it was"
    assert renew_map.call() == "as it was"
    assert trouble() == ""
    make_song(999, "joy")
    catalogue_changed()
    assert renew_map.call() == "drawn"


def test_asking_twice_is_asking_once() -> None:
    from django_tasks_db.models import DBTaskResult

    for _ in range(3):
        map_ask()
    assert DBTaskResult.objects.filter(task_path=renew_map.module_path).count() == 1
