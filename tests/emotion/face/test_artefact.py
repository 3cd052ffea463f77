import json
import logging
import shutil
from pathlib import Path

import pytest

from emotion.face.artefact import (
    META_FILE,
    MODEL_FILE,
    SHIPPED,
    ArtefactError,
    find_artefact,
    load_artefact,
    make_current,
    stamp,
    write_artefact,
)

META = {"config": {"size": 64}, "date": "2026-11-21T10:00:00+00:00"}


def test_the_shipped_model_is_whole_and_small() -> None:
    artefact = load_artefact(SHIPPED)
    assert len(artefact.model) < 10_000_000
    assert artefact.meta["expressions"][0] == "anger"
    assert {"config", "seed", "data", "metrics", "date", "reading"} <= artefact.meta.keys()


def test_what_is_written_can_be_loaded(tmp_path: Path) -> None:
    write_artefact(tmp_path / "one", {MODEL_FILE: b"model", "curves.png": b"png"}, META)
    artefact = load_artefact(tmp_path / "one")
    assert artefact.model == b"model"
    assert artefact.size == 64
    assert artefact.version.startswith("2026-11-21-")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_writing_again_replaces(tmp_path: Path) -> None:
    for model in (b"old", b"new"):
        write_artefact(tmp_path / "one", {MODEL_FILE: model}, META)
    assert load_artefact(tmp_path / "one").model == b"new"


def broken(folder: Path, how: str) -> Path:
    write_artefact(folder, {MODEL_FILE: b"model"}, META)
    meta = json.loads((folder / META_FILE).read_text())
    if how == "model":
        (folder / MODEL_FILE).write_bytes(b"mode1")
    elif how == "missing":
        (folder / MODEL_FILE).unlink()
    elif how == "json":
        (folder / META_FILE).write_text("{")
    else:
        (folder / META_FILE).write_text(json.dumps(meta | {"format_version": 99}))
    return folder


@pytest.mark.parametrize("how", ["model", "missing", "json", "version"])
def test_damage_is_noticed(tmp_path: Path, how: str) -> None:
    with pytest.raises(ArtefactError):
        load_artefact(broken(tmp_path / "one", how))


def test_the_current_model_goes_before_the_shipped_one(tmp_path: Path) -> None:
    assert find_artefact(tmp_path).folder == SHIPPED
    write_artefact(tmp_path / "face" / "v1", {MODEL_FILE: b"model"}, META)
    make_current(tmp_path, "v1")
    assert find_artefact(tmp_path).model == b"model"


def test_a_damaged_current_model_is_passed_over_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken(tmp_path / "face" / "v1", "model")
    make_current(tmp_path, "v1")
    with caplog.at_level(logging.WARNING):
        assert find_artefact(tmp_path).folder == SHIPPED
    assert "checksum" in caplog.text


def test_the_stamp_changes_with_the_current_model(tmp_path: Path) -> None:
    stamps = [stamp(tmp_path)]
    for version in ("v1", "v2"):
        write_artefact(tmp_path / "face" / version, {MODEL_FILE: b"model"}, META)
        make_current(tmp_path, version)
        stamps.append(stamp(tmp_path))
    assert len(set(stamps)) == 3
    shutil.rmtree(tmp_path / "face")
    assert stamp(tmp_path) == stamps[0]


@pytest.mark.parametrize("to", ["gone", "current"])
def test_a_link_to_nowhere_is_passed_over_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, to: str
) -> None:
    nothing_published = stamp(tmp_path)
    (tmp_path / "face").mkdir()
    make_current(tmp_path, to)
    with caplog.at_level(logging.WARNING):
        assert find_artefact(tmp_path).folder == SHIPPED
    assert "passed over" in caplog.text
    lost = stamp(tmp_path)
    assert lost != nothing_published
    write_artefact(tmp_path / "face" / "v1", {MODEL_FILE: b"model"}, META)
    make_current(tmp_path, "v1")
    assert stamp(tmp_path) != lost
