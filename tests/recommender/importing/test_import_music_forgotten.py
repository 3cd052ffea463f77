"""import_music, folders that were forgotten: what lies there is known, and plays no more."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.catalogue.importing import Entry, ImportReport, Skipped, run_import
from recommender.catalogue.music.folders import FolderRefused, folder_forget, folder_scan
from recommender.catalogue.music.scan import Scan
from recommender.models import MusicFile, MusicFolder, Song
from recommender.sources import locate
from tests.recommender.importing.music import scan, song, song_file, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a folder that was imported, with a song."""
    song_file(tmp_path / "old" / "a.mp3")
    scan(tmp_path / "old")
    return tmp_path / "old"


@pytest.fixture
def new(old: Path) -> Path:
    """Return a copy of the old folder, which is not imported yet."""
    return Path(shutil.copytree(old, old.with_name("new")))


def forget(folder: Path) -> None:
    folder_forget(folder=MusicFolder.objects.get(path=str(folder)))


def plays_from(folder: Path) -> bool:
    """Tell whether the song is in lists, and its file in this folder is served."""
    found = locate(song("Sunrise"))
    return titles() == ["Sunrise"] and found is not None and found[1] == folder / "a.mp3"


def test_songs_play_from_the_copy_of_a_forgotten_folder(old: Path, new: Path) -> None:
    first = song("Sunrise").pk
    forget(old)
    out, err = scan(new)
    assert ("1 moved" in out, "skipped" in err) == (True, False)
    assert (song("Sunrise").pk, plays_from(new)) == (first, True)
    scan(old)
    assert plays_from(new)


def test_no_song_plays_from_a_forgotten_folder(old: Path, new: Path) -> None:
    scan(new)
    forget(old)
    (new / "a.mp3").unlink()
    out, _ = scan(new)
    assert ("1 songs gone" in out, titles()) == (True, [])
    scan(old)
    assert plays_from(old)


def test_a_song_with_a_file_in_another_folder_stays_in_the_lists(old: Path, new: Path) -> None:
    scan(new)
    forget(old)
    assert plays_from(new)
    forget(new)
    assert titles() == []


def test_a_file_that_is_away_is_remembered_beside_one_in_a_forgotten_folder(
    old: Path, new: Path
) -> None:
    scan(new)
    forget(old)
    away = (new / "a.mp3").rename(new / "away")
    scan(new)
    assert MusicFile.objects.filter(path=str(new / "a.mp3")).exists()
    away.rename(new / "a.mp3")
    out, _ = scan(new)
    assert ("1 unchanged" in out, plays_from(new)) == (True, True)


def test_a_scan_ends_when_its_folder_is_forgotten(old: Path) -> None:
    for name in ("b.mp3", "c.mp3", "d.mp3"):
        song_file(old / name, name, pitch=500 + ord(name[0]))

    def forgetting(scan: Scan, total: int) -> ImportReport:
        def items() -> Iterator[Entry | Skipped]:
            """Forget the folder once the first song is written."""
            first, *rest = scan.items()
            yield first
            forget(old)
            yield from rest

        return run_import(scan.writer, items(), batch_size=1)

    with pytest.raises(FolderRefused, match="was forgotten"):
        folder_scan(folder=MusicFolder.objects.get(), run=forgetting)
    assert (titles(), Song.objects.filter(source="music").count()) == ([], 2)
    scan(old)
    assert titles() == ["Sunrise", "b.mp3", "c.mp3", "d.mp3"]


def test_a_folder_that_is_forgotten_at_the_end_of_its_scan_stays_forgotten(old: Path) -> None:
    away = (old / "a.mp3").rename(old / "away")
    scan(old)
    away.rename(old / "a.mp3")
    song_file(old / "b.mp3", "Other", pitch=500)

    def forgetting(scan: Scan, total: int) -> ImportReport:
        report = run_import(scan.writer, scan.items())
        forget(old)
        return report

    folder_scan(folder=MusicFolder.objects.get(), run=forgetting)
    assert (titles(), MusicFolder.objects.exists()) == ([], False)
    scan(old)
    assert titles() == ["Other", "Sunrise"]
