"""The first start prepares, the second finds everything in place."""

from pathlib import Path

import pytest

from mlfym import preparation


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> list[str]:
    settings.DATA_DIR = tmp_path
    made: list[str] = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **kwargs: made.append(name))
    return made


def test_everything_is_prepared_in_order(calls: list[str]) -> None:
    preparation.prepare(verbosity=0)
    assert calls[:5] == [
        "migrate",
        "collectstatic",
        "load_starter",
        "load_questions",
        "ensure_admin",
    ]
    assert calls[5:] == ["prune_guests", "clearsessions"]


def test_static_files_are_collected_once(calls: list[str]) -> None:
    preparation.collect_static()
    preparation.collect_static()
    assert calls == ["collectstatic"]


def test_a_changed_file_is_collected_again(
    calls: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.css"
    file.write_text("a {}", encoding="utf-8")
    monkeypatch.setattr(preparation, "static_files", lambda: [file])
    preparation.collect_static()
    file.write_text("a { color: red }", encoding="utf-8")
    preparation.collect_static()
    assert calls == ["collectstatic", "collectstatic"]
