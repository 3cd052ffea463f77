"""emotion.pool: the bounded threads, and the state of the model that they use."""

import asyncio
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from emotion import pool
from emotion.face import artefact
from emotion.face.reader import ImageRejected
from emotion.face.tracker import Tracker
from mlfym import health
from tests.emotion.pictures import astronaut, face_frame, jpeg


@pytest.fixture
def model(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the model in use, which is now the only one."""
    used = artefact.find_artefact(Path(settings.MODEL_DIR)).folder
    copy = tmp_path / "shipped"
    shutil.copytree(used, copy)
    monkeypatch.setattr(artefact.PLACE, "shipped", copy)
    monkeypatch.setattr(settings, "MODEL_DIR", str(tmp_path / "models"))
    pool._model_state.cache_clear()
    yield copy
    pool._model_state.cache_clear()


def test_a_whole_model_opens_the_doors(model: Path) -> None:
    assert pool.is_open()
    status = health.report()["face"]
    assert status.ok
    assert "model 20" in status.detail


def test_a_damaged_model_closes_them_and_health_says_so(model: Path) -> None:
    (model / "model.tflite").write_bytes(b"not this one")
    assert not pool.is_open()
    status = health.report()["face"]
    assert not status.ok
    assert "closed" in status.detail
    assert not status.vital  # the rest of the site goes on


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format_version": 99}'])
def test_damaged_notes_close_them(model: Path, damage: str) -> None:
    (model / "meta.json").write_text(damage)
    assert not pool.is_open()


def test_a_missing_model_closes_them(model: Path) -> None:
    shutil.rmtree(model)
    assert not pool.is_open()
    assert not health.report()["face"].ok


def test_a_damaged_newer_model_leaves_the_shipped_one_serving(model: Path, tmp_path: Path) -> None:
    newer = tmp_path / "models" / "face" / "newer"
    shutil.copytree(model, newer)
    (newer / "model.tflite").write_bytes(b"half")
    artefact.make_current(tmp_path / "models", "newer")
    assert pool.is_open()
    status = health.report()["face"]
    assert not status.ok
    assert "shipped" in status.detail


def test_a_lost_newer_model_leaves_the_shipped_one_and_health_says_so(
    model: Path, tmp_path: Path
) -> None:
    (tmp_path / "models" / "face").mkdir(parents=True)
    artefact.make_current(tmp_path / "models", "lost")
    assert pool.is_open()
    status = health.report()["face"]
    assert not status.ok
    assert "damaged, the shipped one serves" in status.detail


def test_a_new_model_is_noticed_without_a_restart(model: Path, tmp_path: Path) -> None:
    before = pool.model_state().version
    newer = tmp_path / "models" / "face" / "newer"
    shutil.copytree(model, newer)
    notes = json.loads((newer / "meta.json").read_text())
    (newer / "meta.json").write_text(json.dumps(notes | {"date": "2031-01-01T00:00:00"}))
    artefact.make_current(tmp_path / "models", "newer")
    assert pool.model_state().version != before
    assert pool.model_state().version.startswith("2031-01-01")


async def test_frames_are_read_off_the_event_loop() -> None:
    answer = await pool.read_frame(face_frame(), Tracker(), 0.0)
    assert answer.faces == 1
    names = {thread.name for thread in threading.enumerate()}
    assert any(name.startswith("face") for name in names)


async def test_no_more_threads_than_workers() -> None:
    frames = (pool.read_frame(face_frame(), Tracker(), 0.0) for _ in range(12))
    await asyncio.gather(*frames)
    threads = [t for t in threading.enumerate() if t.name.startswith("face_")]
    assert 1 <= len(threads) <= settings.FACE_WORKERS


async def test_a_bad_frame_raises_and_the_pool_goes_on() -> None:
    with pytest.raises(ImageRejected):
        await pool.read_frame(b"no picture", Tracker(), 0.0)
    assert (await pool.read_frame(face_frame(), Tracker(), 0.0)).faces == 1


def test_a_photo_is_read_by_the_same_threads() -> None:
    assert len(pool.read_photo(jpeg(astronaut())).faces) == 1
