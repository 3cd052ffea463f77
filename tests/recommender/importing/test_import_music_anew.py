"""import_music --anew: tags that were read wrongly are read again."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import call_command

from mlfym.accounts.models import User
from recommender.catalogue.music import scan as scanning
from recommender.catalogue.music.sound import READER
from recommender.models import MusicFile, Song, SongName
from tests.recommender.importing.music import scan, song, song_file, tag, titles

pytestmark = pytest.mark.django_db


def anew(folder: Path) -> str:
    """Import a folder with every file read; return what the command printed."""
    out = StringIO()
    call_command("import_music", str(folder), "--anew", stdout=out, stderr=StringIO())
    return out.getvalue()


def misread() -> None:
    """Let all songs look as if their tags had been read wrongly."""
    SongName.objects.update(text="S?nrise", normalised="s?nrise")


def test_all_tags_are_read_again_on_demand_alone(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    song_file(tmp_path / "b.flac", "Other", pitch=500)
    scan(tmp_path)
    keys = set(Song.objects.values_list("pk", flat=True))
    misread()
    assert "2 unchanged" in scan(tmp_path)[0]
    assert titles() == ["S?nrise", "S?nrise"]
    out = anew(tmp_path)
    assert ("0 unchanged" in out, "2 changed" in out) == (True, True)
    assert titles() == ["Other", "Sunrise"]
    assert set(Song.objects.values_list("pk", flat=True)) == keys
    assert MusicFile.objects.filter(present=True).count() == 2


def test_what_a_newer_version_reads_otherwise_is_read_without_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    misread()
    MusicFile.objects.update(reader=READER - 1)
    assert "1 changed" in scan(tmp_path)[0]
    assert titles() == ["Sunrise"]
    monkeypatch.setattr(scanning, "hear", None)  # would fail if it were called
    assert "1 unchanged" in scan(tmp_path)[0]


def test_what_a_curator_edited_stays(tmp_path: Path, alice: User) -> None:
    song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    edited = song("Sunrise")
    SongName.objects.update(text="Edited", normalised="edited")
    LogEntry.objects.log_actions(alice.pk, [edited], CHANGE, "", single_object=True)
    assert "1 left as a curator made them" in anew(tmp_path)
    assert titles() == ["Edited"]


def test_files_that_were_away_come_back(tmp_path: Path) -> None:
    path = song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    path.rename(tmp_path / "a.away")
    scan(tmp_path)
    (tmp_path / "a.away").rename(path)
    anew(tmp_path)
    assert titles() == ["Sunrise"]
    assert MusicFile.objects.get().present


def test_copies_stay_copies(tmp_path: Path) -> None:
    for name in ("a.mp3", "b.flac"):
        tag(song_file(tmp_path / name), album="Day")
    (tmp_path / "c.mp3").write_bytes((tmp_path / "a.mp3").read_bytes())
    scan(tmp_path)
    for _ in range(2):
        assert "2 further copies" in anew(tmp_path)
    assert titles() == ["Sunrise"]
    assert Song.objects.get(source="music").path == str(tmp_path / "a.mp3")
