"""What `make` does that loses something for good if it is wrong."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_clean_takes_what_tools_left_and_nothing_that_people_keep(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    kept, left = tmp_path / "var" / "db.sqlite3", tmp_path / ".ruff_cache" / "0"
    for file in (kept, left):
        file.parent.mkdir()
        file.write_text("something", encoding="utf-8")
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert kept.exists()
    assert not left.parent.exists()
