"""import_music with links and with names of any form: each trouble is told, nothing is lost."""

import os
import shutil
import unicodedata
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from recommender.models import Song
from tests.recommender.importing.music import check, make_sound, scan, song, song_file, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(music_folder: Path) -> Path:
    """Return a folder with one good song in it."""
    return music_folder


class TestLinks:
    """Links are told and never followed."""

    def test_a_loop(self, folder: Path) -> None:
        (folder / "again").symlink_to(folder)
        (folder / "in").mkdir()
        (folder / "in" / "up").symlink_to("..")
        (folder / "a.mp3").symlink_to("b.mp3")
        (folder / "b.mp3").symlink_to("a.mp3")
        inside = "is a link to another place in the folder"
        check(
            folder,
            f"skipped again: {inside}",
            f"skipped in/up: {inside}",
            "skipped a.mp3: is a link that leads nowhere",
            "skipped b.mp3: is a link that leads nowhere",
        )

    def test_to_a_file_in_the_folder(self, folder: Path) -> None:
        (folder / "link.mp3").symlink_to("good.mp3")
        check(folder, "skipped link.mp3: is a link to another place in the folder")

    def test_out_of_the_folder(self, folder: Path, tmp_path: Path) -> None:
        song_file(tmp_path / "else" / "a.mp3", "Outside")
        (folder / "a.mp3").symlink_to(tmp_path / "else" / "a.mp3")
        (folder / "else").symlink_to(tmp_path / "else")
        out = "is a link that leads out of the folder"
        check(folder, f"skipped a.mp3: {out}", f"skipped else: {out}")
        assert song("Good").available

    def test_a_file_that_became_a_link(self, folder: Path, tmp_path: Path) -> None:
        path = song_file(folder / "a.mp3", "Moved out")
        scan(folder)
        (tmp_path / "out").mkdir()
        path.rename(tmp_path / "out" / "a.mp3")
        path.symlink_to(tmp_path / "out" / "a.mp3")
        check(folder, "skipped a.mp3: is a link that leads out of the folder")
        assert song("Moved out").unavailable_reason == "file-missing"

    def test_the_folder_itself_may_be_one(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(folder)
        scan(tmp_path / "link")
        assert song("Good").path == str(folder / "good.mp3")


class TestNames:
    """Names of any form and length."""

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_korean_in_both_forms(self, folder: Path, form: str) -> None:
        name = unicodedata.normalize(form, "가을밤의 노래.mp3")
        path = make_sound(folder / unicodedata.normalize(form, "한글") / name)
        # The lyrics came from another system, in the other form.
        other = "NFD" if form == "NFC" else "NFC"
        (path.parent / unicodedata.normalize(other, "가을밤의 노래.lrc")).write_text("[00:01]노래")
        scan(folder)
        found = song("가을밤의 노래")
        assert (found.path, found.lyrics) == (str(path), "노래")
        key = found.pk
        moved = path.rename(path.parent / unicodedata.normalize(other, path.name))
        scan(folder)
        assert (song("가을밤의 노래").pk, song("가을밤의 노래").path) == (key, str(moved))

    def test_both_forms_side_by_side_are_two_files(self, folder: Path) -> None:
        for number, form in enumerate(("NFC", "NFD")):
            make_sound(folder / unicodedata.normalize(form, "가.mp3"), pitch=500 + 50 * number)
        scan(folder)
        assert titles() == ["Good", "가", "가"]

    def test_three_hundred_characters(self, folder: Path) -> None:
        path = make_sound(folder / f"{'x' * 240}.flac")
        file = FLAC(path)
        file["title"] = file["artist"] = file["album"] = "가" * 5000
        file.save()
        scan(folder)
        found = Song.objects.get(path=str(path))
        assert str(found) == found.artist_line == found.album == "가" * 300

    def test_a_path_that_is_too_long(self, folder: Path) -> None:
        deep = folder
        for _ in range(5):
            deep = deep / ("d" * 200)
        song_file(deep / "a.mp3", "Deep")
        check(folder, "its path is too long")

    def test_bytes_that_are_no_text(self, folder: Path) -> None:
        raw = os.fsencode(folder) + b"/\xb0\xa1.mp3"
        shutil.copy(folder / "good.mp3", raw)
        (folder / os.fsdecode(b"\xb0\xa1")).mkdir()
        check(folder, "skipped \\xb0\\xa1.mp3: its name is not UTF-8 text", "skipped \\xb0\\xa1: ")

    @pytest.mark.parametrize("name", ["line\nbreak.mp3", "tab\there.mp3", "\u202ereversed.mp3"])
    def test_signs_that_cannot_be_seen(self, folder: Path, name: str) -> None:
        path = make_sound(folder / name)
        (folder / f"empty{name}").touch()
        _, err = scan(folder)
        assert Song.objects.filter(path=str(path)).count() == 1
        assert name not in err
        assert "skipped empty" in err

    def test_hidden_files_are_passed_over(self, folder: Path) -> None:
        (folder / "._good.mp3").write_bytes(b"resource fork")
        song_file(folder / ".trash" / "a.mp3", "Thrown away")
        assert "skipped" not in check(folder)
