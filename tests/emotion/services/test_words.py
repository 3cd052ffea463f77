"""emotion.words: the door to the text model, and what health says of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from emotion import words
from emotion.text import artefact
from mlfym import health
from tests.emotion.text.test_sentence_model import make_onnx, make_tokenizer


@pytest.fixture
def model(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the shipped model, which is now the only one."""
    copy = tmp_path / "shipped"
    shutil.copytree(artefact.SHIPPED, copy)
    monkeypatch.setattr(artefact.PLACE, "shipped", copy)
    monkeypatch.setattr(settings, "MODEL_DIR", str(tmp_path / "models"))
    monkeypatch.setattr(settings, "TEXT_EMBEDDING_MODEL", "")
    words._load.cache_clear()
    yield copy
    words._load.cache_clear()
    words._load_sentence_model.cache_clear()


def test_a_whole_model_opens_the_doors(model: Path) -> None:
    assert words.is_open()
    assert health.report()["words"].ok
    assert words.read_text("so happy").top == "joy"
    assert [reading.lang for reading in words.read_texts(["hi", "안녕"])] == ["en", "ko"]
    assert np.linalg.norm(words.embed(["so happy"])) == pytest.approx(1, abs=1e-5)
    assert words.embedding_version() == words.text_model().version


def test_a_damaged_model_closes_them_and_health_says_so(model: Path) -> None:
    (model / "model.npz").write_bytes(b"not this one")
    assert not words.is_open()
    with pytest.raises(words.WordsClosed, match="checksum"):
        words.read_text("so happy")
    with pytest.raises(words.WordsClosed):
        words.embed(["so happy"])
    status = health.report()["words"]
    assert not status.ok
    assert "closed" in status.detail
    assert not status.vital


def test_a_model_without_one_of_its_parts_closes_them(model: Path) -> None:
    found = artefact.load_artefact(model)
    arrays = {name: each for name, each in found.arrays.items() if name != "linear_ko_keys"}
    artefact.write_artefact(model, arrays, found.meta)
    assert not words.is_open()


def test_a_damaged_new_model_leaves_the_shipped_one(model: Path, tmp_path: Path) -> None:
    shutil.copytree(model, tmp_path / "models" / "text" / "v1")
    artefact.make_current(tmp_path / "models", "v1")
    (tmp_path / "models" / "text" / "v1" / "model.npz").write_bytes(b"")
    assert words.is_open()
    assert "damaged" in health.report()["words"].detail


def test_a_lost_new_model_leaves_the_shipped_one_and_health_says_so(
    model: Path, tmp_path: Path
) -> None:
    (tmp_path / "models" / "text").mkdir(parents=True)
    artefact.make_current(tmp_path / "models", "lost")
    assert words.is_open()
    status = health.report()["words"]
    assert not status.ok
    assert "damaged, the shipped one serves" in status.detail


def test_a_sentence_model_of_ones_own_embeds(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_onnx(tmp_path / "own" / "model.onnx")
    make_tokenizer(tmp_path / "own")
    monkeypatch.setattr(settings, "TEXT_EMBEDDING_MODEL", str(tmp_path / "own"))
    assert words.embed(["sad", "happy"]).shape == (2, 3)
    assert words.embedding_version() != words.text_model().version
    assert "own/model.onnx" in health.report()["words"].detail


def test_a_missing_sentence_model_is_said_and_nothing_else_embeds(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "TEXT_EMBEDDING_MODEL", str(tmp_path / "none"))
    with pytest.raises(words.WordsClosed, match="TEXT_EMBEDDING_MODEL"):
        words.embed(["sad"])
    assert words.read_text("so happy").top == "joy"
    status = health.report()["words"]
    assert not status.ok
    assert "no likeness" in status.detail
    assert "TEXT_EMBEDDING_MODEL" in status.fault
    assert "TEXT_EMBEDDING_MODEL" not in status.detail
