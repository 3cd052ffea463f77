"""import_music, scanning again: moves, changes, copies, what is gone and what comes back."""

import shutil
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from mlfym.accounts.models import Listener, User
from recommender.analysis.work import analysis_look
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.importing import run_import
from recommender.catalogue.music import scan as scanning
from recommender.catalogue.music.scan import BATCH, Scan
from recommender.catalogue.music.settle import settle
from recommender.models import Event, MusicFile, MusicFolder, Song, SongAnalysis, SongName
from recommender.sources import BY_CURATOR, locate, song_set_available
from tests.recommender.importing.music import (
    FORMATS,
    age,
    make_sound,
    scan,
    song,
    song_file,
    tag,
    titles,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_moved_file_is_the_same_song_with_its_history(
    tmp_path: Path, suffix: str, guest: Listener
) -> None:
    before = song_file(tmp_path / "new" / f"a{suffix}")
    scan(tmp_path)
    first = song("Sunrise")
    Event.objects.create(listener=guest, song=first, kind=Event.Kind.PLAY)
    after = tmp_path / "가수" / "앨범" / f"01{suffix}"
    after.parent.mkdir(parents=True)
    tag(before.rename(after), "해돋이", album="아침")  # a tagger renames and tags at once
    out, _ = scan(tmp_path)
    assert "1 moved, 0 songs gone" in out
    found = Song.objects.get(source="music")
    assert (found.pk, str(found), found.album) == (first.pk, "해돋이", "아침")
    assert (found.path, found.available) == (str(after), True)
    assert Event.objects.get().song == found
    assert [file.path for file in MusicFile.objects.all()] == [str(after)]


def test_a_file_moves_to_another_folder(tmp_path: Path) -> None:
    before = song_file(tmp_path / "one" / "a.mp3")
    (tmp_path / "two").mkdir()
    scan(tmp_path / "one")
    first = song("Sunrise").pk
    before.rename(tmp_path / "two" / "a.mp3")
    scan(tmp_path / "two")
    scan(tmp_path / "one")
    found = Song.objects.get(source="music")
    assert (found.pk, found.available) == (first, True)
    assert locate(found) is not None


def test_a_song_that_a_curator_edited_moves_too(tmp_path: Path, alice: User) -> None:
    path = song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    first = song("Sunrise")
    SongName.objects.filter(song=first).update(text="Edited", normalised="edited")
    LogEntry.objects.log_actions(alice.pk, [first], CHANGE, "", single_object=True)
    path.rename(tmp_path / "b.mp3")
    scan(tmp_path)
    found = Song.objects.get(source="music")
    assert (found.pk, str(found), found.path) == (first.pk, "Edited", str(tmp_path / "b.mp3"))


def test_two_files_that_change_names_keep_their_songs(tmp_path: Path) -> None:
    one = song_file(tmp_path / "one.mp3", "One")
    two = song_file(tmp_path / "two.flac", "Two", pitch=500)
    scan(tmp_path)
    keys = song("One").pk, song("Two").pk
    one.rename(tmp_path / "three")
    two.rename(one)
    (tmp_path / "three").rename(two)
    scan(tmp_path)
    assert (song("One").pk, song("Two").pk) == keys
    assert (song("One").path, song("Two").path) == (str(two), str(one))
    assert Song.objects.filter(source="music", available=True).count() == 2


def test_changed_tags_change_the_song_and_its_level_stays(tmp_path: Path) -> None:
    path = song_file(tmp_path / "a.flac")
    scan(tmp_path)
    Song.objects.filter(source="music").update(loudness=-12.5)
    first = song("Sunrise")
    tag(path, "Sunset", "Bob", "Evening")
    age(path)
    out, _ = scan(tmp_path)
    assert "1 changed" in out
    found = Song.objects.get(source="music")
    assert (found.pk, str(found), found.artist_line) == (first.pk, "Sunset", "Bob")
    assert found.loudness == -12.5


def test_lyrics_that_were_put_beside_are_found(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    (tmp_path / "a.lrc").write_text("[00:01.00]la la")
    scan(tmp_path)
    assert song("Sunrise").lyrics == "la la"
    (tmp_path / "a.lrc").unlink()
    scan(tmp_path)
    assert song("Sunrise").lyrics == ""


def test_a_better_copy_in_the_same_place_is_the_same_song(tmp_path: Path) -> None:
    path = song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    Song.objects.filter(source="music").update(loudness=-12.5)
    first = song("Sunrise")
    song_file(path, seconds=2.0, pitch=500)
    out, _ = scan(tmp_path)
    found = Song.objects.get(source="music")
    assert "1 changed" in out
    assert (found.pk, found.duration > 1.9) == (first.pk, True)
    assert found.loudness is None  # that of the old sound says nothing of the new one


def test_a_sound_that_comes_back_is_heard_anew(tmp_path: Path) -> None:
    path = song_file(tmp_path / "a.mp3")
    before = path.read_bytes()
    scan(tmp_path)
    analysis_look()
    SongAnalysis.objects.update(state=SongAnalysis.State.DONE)
    Song.objects.filter(source="music").update(loudness=-12.5)
    song_file(path, seconds=2.0, pitch=500)
    scan(tmp_path)
    path.write_bytes(before)
    scan(tmp_path)
    analysis_look()
    assert SongAnalysis.objects.get().state == SongAnalysis.State.WAITING


def test_another_song_in_the_same_place_is_another_song(tmp_path: Path) -> None:
    path = song_file(tmp_path / "track.mp3", "One")
    scan(tmp_path)
    first = song("One").pk
    song_file(path, "Two", pitch=500)
    scan(tmp_path)
    assert titles() == ["Two"]
    gone = Song.objects.get(pk=first)
    assert (gone.available, gone.unavailable_reason) == (False, "file-missing")


def test_what_is_gone_leaves_the_lists_and_comes_back_unread(
    tmp_path: Path, guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file(tmp_path / "a.mp3")
    song_file(tmp_path / "b.mp3", "Other", pitch=500)
    scan(tmp_path)
    first = song("Sunrise")
    Event.objects.create(listener=guest, song=first, kind=Event.Kind.PLAY)
    path.rename(tmp_path / "a.away")
    version = catalogue_version()
    out, _ = scan(tmp_path)
    assert "1 songs gone" in out
    assert titles() == ["Other"]
    first.refresh_from_db()
    assert (first.available, first.unavailable_reason) == (False, "file-missing")
    assert Event.objects.filter(song=first).exists()
    assert catalogue_version() != version
    assert "0 songs gone" in scan(tmp_path)[0]
    (tmp_path / "a.away").rename(path)
    monkeypatch.setattr(scanning, "hear", None)  # would fail if it were called
    version = catalogue_version()
    out, _ = scan(tmp_path)
    assert "2 unchanged, 0 moved, 0 songs gone, 1 songs back" in out
    assert titles() == ["Other", "Sunrise"]
    assert catalogue_version() != version


def test_a_song_that_the_player_missed_comes_back(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    song_set_available(song=song("Sunrise"), available=False, reason="file-missing")
    scan(tmp_path)
    assert titles() == ["Sunrise"]


def test_a_song_that_was_away_comes_back_elsewhere(tmp_path: Path) -> None:
    path = song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    first = song("Sunrise").pk
    outside = path.rename(tmp_path.parent / f"{tmp_path.name}.mp3")
    scan(tmp_path)
    assert titles() == []
    outside.rename(tmp_path / "b.mp3")
    scan(tmp_path)
    assert (song("Sunrise").pk, titles()) == (first, ["Sunrise"])


def test_what_a_curator_took_out_stays_out(tmp_path: Path) -> None:
    path = song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    song_set_available(song=song("Sunrise"), available=False, reason=BY_CURATOR)
    path.rename(tmp_path / "b.mp3")
    scan(tmp_path)
    found = song("Sunrise")
    assert (found.available, found.unavailable_reason) == (False, BY_CURATOR)


@pytest.mark.parametrize("moved", [False, True])
def test_what_a_curator_deleted_does_not_come_back(tmp_path: Path, moved: bool) -> None:
    path = song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    Song.objects.all().delete()
    if moved:
        path = path.rename(tmp_path / "b.mp3")
    for _ in range(2):
        _, err = scan(tmp_path)
        assert f"skipped {path.name}: its song was deleted by a curator" in err
    assert not Song.objects.exists()


@pytest.mark.parametrize("one_scan", [True, False])
def test_a_copy_is_no_second_song_and_stands_in_for_the_first(
    tmp_path: Path, one_scan: bool
) -> None:
    path = song_file(tmp_path / "a.mp3")
    if not one_scan:
        scan(tmp_path)
    copy = tmp_path / "best of" / "b.mp3"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    _, err = scan(tmp_path)
    assert "is the same sound as another file" in err
    found = Song.objects.get(source="music")
    assert MusicFile.objects.filter(song=found).count() == 2
    out, err = scan(tmp_path)
    assert ("2 unchanged" in out, err.count("skipped")) == (True, 0)
    first = Path(found.path)
    first.unlink()
    out, _ = scan(tmp_path)
    found = Song.objects.get(source="music")
    assert (Path(found.path) in {path, copy}, found.path != str(first)) == (True, True)
    assert (found.available, "0 songs gone" in out) == (True, True)


def test_an_interruption_doubles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(BATCH + 5):
        make_sound(tmp_path / f"{number:02}.wav", pitch=300 + number)
    heard: list[object] = []
    hear = scanning.hear

    def until_the_last(file):
        heard.append(file)
        if len(heard) == BATCH + 3:
            raise KeyboardInterrupt
        return hear(file)

    monkeypatch.setattr(scanning, "hear", until_the_last)
    with pytest.raises(KeyboardInterrupt):
        scan(tmp_path)
    assert Song.objects.count() == MusicFile.objects.count() == BATCH
    assert MusicFolder.objects.get().state == "failed"
    out, _ = scan(tmp_path)
    assert f"{BATCH} unchanged" in out
    assert Song.objects.count() == MusicFile.objects.count() == BATCH + 5
    assert MusicFolder.objects.get().state == "done"


def test_songs_without_their_files_rows_are_found_by_their_sound(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    MusicFile.objects.all().delete()  # as if the database had been restored without them
    scan(tmp_path)
    assert Song.objects.filter(source="music").count() == 1


def test_two_scans_at_once_make_one_song(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    first, second = Scan(tmp_path), Scan(tmp_path)
    for one in (first, second):
        one.look()
    run_import(first.writer, first.items())
    run_import(second.writer, second.items())
    settle(first)
    settle(second)
    assert Song.objects.filter(source="music").count() == MusicFile.objects.count() == 1


def test_a_disk_that_is_not_mounted_keeps_everything(tmp_path: Path) -> None:
    song_file(tmp_path / "disk" / "a.mp3")
    scan(tmp_path / "disk")
    (tmp_path / "disk").rename(tmp_path / "away")
    (tmp_path / "disk").mkdir()
    scan(tmp_path / "disk")
    assert titles() == []
    (tmp_path / "disk").rmdir()
    (tmp_path / "away").rename(tmp_path / "disk")
    out, _ = scan(tmp_path / "disk")
    assert ("1 unchanged" in out, titles()) == (True, ["Sunrise"])


def test_a_song_whose_place_was_taken_goes_even_after_an_interruption(tmp_path: Path) -> None:
    path = song_file(tmp_path / "track.mp3", "One")
    scan(tmp_path)
    song_file(path, "Two", pitch=500)
    broken_off = Scan(tmp_path)
    broken_off.look()
    run_import(broken_off.writer, broken_off.items())  # and no settling
    scan(tmp_path)
    assert titles() == ["Two"]
