"""emotion.text.artefact: whole or not there."""

import io
import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.artefact import META_FILE, ArtefactError
from emotion.text.artefact import (
    MODEL_FILE,
    SHIPPED,
    find_artefact,
    load_artefact,
    make_current,
    pack,
    stamp,
    unpack,
    write_artefact,
)

META = {"date": "2026-11-21T10:00:00+00:00"}
ARRAYS: dict[str, Any] = {"a": np.arange(3), "b": np.ones((2, 2), np.int8)}


def test_the_shipped_model_is_whole_and_small() -> None:
    artefact = load_artefact(SHIPPED)
    assert (SHIPPED / MODEL_FILE).stat().st_size < 15_000_000
    assert {"seed", "config", "reading", "metrics", "date"} <= artefact.meta.keys()
    assert artefact.version.startswith("20")


def test_what_is_written_can_be_loaded(tmp_path: Path) -> None:
    write_artefact(tmp_path / "one", ARRAYS, META)
    arrays = load_artefact(tmp_path / "one").arrays
    assert arrays["a"].tolist() == [0, 1, 2]
    assert arrays["b"].dtype == np.int8


def test_the_same_arrays_are_the_same_bytes() -> None:
    assert pack(ARRAYS) == pack(dict(reversed(ARRAYS.items())))


@pytest.mark.parametrize("how", ["model", "missing", "json", "version"])
def test_damage_is_noticed(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "one"
    write_artefact(folder, ARRAYS, META)
    meta = json.loads((folder / META_FILE).read_text())
    if how == "model":
        (folder / MODEL_FILE).write_bytes(b"PK")
    elif how == "missing":
        (folder / MODEL_FILE).unlink()
    elif how == "json":
        (folder / META_FILE).write_text("[]")
    else:
        (folder / META_FILE).write_text(json.dumps(meta | {"format_version": 99}))
    with pytest.raises(ArtefactError):
        load_artefact(folder)


def test_pickled_objects_are_refused() -> None:
    buffer = io.BytesIO()
    np.savez(buffer, a=np.array([{"run": "me"}], dtype=object))
    with pytest.raises(ArtefactError):
        unpack(buffer.getvalue(), "one")


def test_the_current_model_goes_before_the_shipped_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert find_artefact(tmp_path).folder == SHIPPED
    before = stamp(tmp_path)
    write_artefact(tmp_path / "text" / "v1", ARRAYS, META)
    make_current(tmp_path, "v1")
    assert find_artefact(tmp_path).arrays.keys() == ARRAYS.keys()
    assert stamp(tmp_path) != before
    (tmp_path / "text" / "v1" / MODEL_FILE).write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        assert find_artefact(tmp_path).folder == SHIPPED
    assert "checksum" in caplog.text


@pytest.mark.parametrize("to", ["gone", "current"])
def test_a_link_to_nowhere_is_passed_over_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, to: str
) -> None:
    nothing_published = stamp(tmp_path)
    (tmp_path / "text").mkdir()
    make_current(tmp_path, to)
    with caplog.at_level(logging.WARNING):
        assert find_artefact(tmp_path).folder == SHIPPED
    assert "passed over" in caplog.text
    lost = stamp(tmp_path)
    assert lost != nothing_published
    write_artefact(tmp_path / "text" / "v1", ARRAYS, META)
    make_current(tmp_path, "v1")
    assert stamp(tmp_path) != lost
