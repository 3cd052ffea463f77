"""Folders that the tests of imports share."""

from pathlib import Path

import pytest

from tests.recommender.importing.music import song_file


@pytest.fixture
def music_folder(tmp_path: Path) -> Path:
    """Return a folder with one good song in it."""
    song_file(tmp_path / "music" / "good.mp3", "Good", pitch=350)
    return tmp_path / "music"
