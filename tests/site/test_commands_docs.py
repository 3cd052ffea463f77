"""Every command that the project brings is told of, and none that it does not bring."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = sorted(
    path.stem
    for app in ("mlfym", "emotion", "recommender")
    for path in (ROOT / app / "management" / "commands").glob("[!_]*.py")
)
CELL = re.compile(r"^\| ([^|]+) \|", re.MULTILINE)
NAME = re.compile(r"`([a-z_]+)[^`]*`")


def documented() -> set[str]:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    return {name for cell in CELL.findall(text) for name in NAME.findall(cell)}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_docs(name: str) -> None:
    assert name in documented()


def test_the_docs_name_no_command_that_is_not_there() -> None:
    assert len(COMMANDS) > 20
    assert documented() <= set(COMMANDS)
