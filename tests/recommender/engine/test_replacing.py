"""A shipped folder is the old one or the new one, whatever comes between."""

from pathlib import Path

import pytest

from recommender.engine.replacing import replace_folder


class Killed(BaseException):
    """The process ends here."""


def writing(text: str):
    return lambda draft: (draft / "model").write_text(text)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return replace_folder(tmp_path / "artifacts" / "als", writing("old"))


def test_the_new_folder_stands_alone(home: Path) -> None:
    (home / "of the old one").touch()
    assert replace_folder(home, writing("new")) == home
    assert (home / "model").read_text() == "new"
    assert [path.name for path in home.parent.iterdir()] == ["als"]
    assert [path.name for path in home.iterdir()] == ["model"]


def test_who_dies_while_writing_leaves_the_old_one(home: Path) -> None:
    def dies(draft: Path) -> None:
        writing("half")(draft)
        raise Killed

    with pytest.raises(Killed):
        replace_folder(home, dies)
    assert (home / "model").read_text() == "old"
    replace_folder(home, writing("new"))
    assert (home / "model").read_text() == "new"
    assert [path.name for path in home.parent.iterdir()] == ["als"]


@pytest.mark.parametrize("steps", range(4))
def test_who_dies_at_a_rename_loses_neither(
    home: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many renames nothing is done any more; the next call puts the old one back."""
    done = 0
    rename = Path.rename

    def counted(path: Path, target: Path) -> Path:
        nonlocal done
        if done == steps:
            raise Killed
        done += 1
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", counted)
        try:
            replace_folder(home, writing("new"))
        except Killed:
            assert steps < 2
    whole = {path.name: (path / "model").read_text() for path in home.parent.iterdir()}
    assert "old" in whole.values() or whole["als"] == "new"

    def dies(draft: Path) -> None:
        raise Killed

    with pytest.raises(Killed):
        replace_folder(home, dies)
    assert (home / "model").read_text() == ("new" if steps >= 2 else "old")
