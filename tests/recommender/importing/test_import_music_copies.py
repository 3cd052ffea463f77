"""import_music: one recording in several formats is one song, and nothing else is."""

import shutil
from pathlib import Path
from typing import Any

import mutagen
import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from mutagen.id3 import TRCK

from mlfym.accounts.models import Listener, User
from recommender.catalogue.music.reasons import SAME_RECORDING
from recommender.catalogue.music.scan import BATCH
from recommender.models import (
    Event,
    MoodEvidence,
    MusicFile,
    MusicFolder,
    Playlist,
    PlaylistItem,
    Rating,
    Song,
)
from recommender.search.searching import search
from tests.recommender.importing.music import (
    age,
    make_sound,
    scan,
    song,
    song_file,
    tag,
    titles,
)

pytestmark = pytest.mark.django_db


def copy(path: Path, title: str = "Sunrise", track: str = "", **more: Any) -> Path:
    """Write a file of Ann's piece on the album "Day"."""
    sound = {name: more.pop(name) for name in ("pitch", "seconds") if name in more}
    names = {"artist": "Ann", "album": "Day", **more}
    tag(make_sound(path, **sound), title, **names)
    if track:
        numbered(path, track)
    return path


def numbered(path: Path, track: str) -> None:
    """Write the number of a track as the format does."""
    file = mutagen.File(path)
    if path.suffix == ".mp3":
        file.tags.setall("TRCK", [TRCK(encoding=3, text=[track])])
    elif path.suffix == ".m4a":
        file["trkn"] = [tuple(map(int, track.split("/")))]
    else:
        file["tracknumber"] = [track]
    file.save()


def only() -> Song:
    """Return the one song that there is."""
    return Song.objects.get(source="music")


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".opus"])
@pytest.mark.parametrize("first", ["lossless", "lossy", "together"])
def test_a_copy_in_another_format_is_the_same_song(tmp_path: Path, suffix: str, first: str) -> None:
    files = {"lossless": tmp_path / "flac" / "a.flac", "lossy": tmp_path / "small" / f"a{suffix}"}
    for name in sorted(files, key=lambda name: name != first):
        copy(files[name], "해돋이  (Live)" if name == "lossy" else "해돋이 (LIVE)")
        if first == name:
            scan(tmp_path)
    key = only().pk if first != "together" else None
    out, err = scan(tmp_path)
    assert ("is another copy of a recording" in err, "1 further copies" in out) == (True, True)
    found = only()
    assert (found.path, found.content_type) == (str(files["lossless"]), "audio/flac")
    assert found.pk == key or key is None
    assert found.external_id == MusicFile.objects.get(path=found.path).fingerprint
    assert MusicFile.objects.filter(song=found, present=True).count() == 2
    assert MusicFolder.objects.get().report["copies"] == 1
    out, err = scan(tmp_path)
    assert ("2 unchanged" in out, "1 further copies" in out, "skipped" in err) == (
        True,
        True,
        False,
    )


def test_the_report_says_which_file_is_a_copy_of_which(tmp_path: Path) -> None:
    copy(tmp_path / "a.flac")
    copy(tmp_path / "b" / "a.mp3")
    scan(tmp_path)
    assert MusicFolder.objects.get().report["left_out"] == [["b/a.mp3 (a.flac)", SAME_RECORDING]]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Sunrise (live)"},
        {"title": "Sunrise - Remix"},
        {"artist": "Bob"},
        {"album": "Night"},
        {"album": ""},
        {"seconds": 1.8},
        {"track": "2/9"},
    ],
)
def test_what_differs_is_another_song(tmp_path: Path, other: dict[str, Any]) -> None:
    copy(tmp_path / "a.flac", track="1/9")
    copy(tmp_path / "a.mp3", **{"track": "1/9", **other})
    out, _ = scan(tmp_path)
    assert ("0 further copies" in out, Song.objects.count()) == (True, 2)


@pytest.mark.parametrize(("seconds", "songs"), [(26.0, 1), (27.5, 2)])
def test_a_whole_song_may_be_two_seconds_longer(tmp_path: Path, seconds: float, songs: int) -> None:
    copy(tmp_path / "a.flac", seconds=24.5)
    copy(tmp_path / "a.mp3", seconds=seconds)
    scan(tmp_path)
    assert Song.objects.count() == songs


@pytest.mark.parametrize(
    ("first", "second", "folder", "songs"),
    [
        ("1", "1", "320", 1),
        ("1", "1", ".", 2),
        ("1", "2", "320", 2),
        ("", "", "320", 2),
        ("1", "", "320", 2),
    ],
)
def test_in_one_format_number_and_folder_have_to_say_it(
    tmp_path: Path, first: str, second: str, folder: str, songs: int
) -> None:
    copy(tmp_path / "a.mp3", "Interlude", first)
    copy(tmp_path / folder / "b.mp3", "Interlude", second, pitch=500)
    scan(tmp_path)
    assert Song.objects.count() == songs


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".flac"])
def test_numbers_are_read_from_every_format(tmp_path: Path, suffix: str) -> None:
    copy(tmp_path / f"a{suffix}", track="7/12")
    scan(tmp_path)
    assert MusicFile.objects.get().track == 7


def test_without_album_formats_differ_and_without_artist_nothing_is_known(tmp_path: Path) -> None:
    song_file(tmp_path / "a.flac", "One")
    song_file(tmp_path / "a.mp3", "One")
    song_file(tmp_path / "b.mp3", "One", pitch=500)
    make_sound(tmp_path / "Track 1.flac", pitch=600)
    make_sound(tmp_path / "Track 1.mp3", pitch=600)
    scan(tmp_path)
    assert titles() == ["One", "One", "Track 1", "Track 1"]


def test_of_three_files_the_two_in_one_format_decide(tmp_path: Path) -> None:
    for number, suffix in enumerate([".mp3", ".mp3", ".flac"]):
        song_file(tmp_path / f"{number}{suffix}", "One", pitch=400 + 50 * number)
        scan(tmp_path)
    assert Song.objects.count() == 2


def test_copies_are_known_wherever_a_batch_ends(tmp_path: Path) -> None:
    copy(tmp_path / "0.flac", "First")
    pairs = range(10, 10 + BATCH // 2 + 1)
    for number in pairs:
        copy(tmp_path / f"{number}.flac", f"Song {number}", pitch=300 + 10 * number)
        copy(tmp_path / f"{number}.wav", f"Song {number}", pitch=300 + 10 * number)
    scan(tmp_path)
    assert Song.objects.count() == 1 + len(pairs)
    assert MusicFile.objects.exclude(song=None).count() == 1 + 2 * len(pairs)
    assert f"{1 + 2 * len(pairs)} unchanged" in scan(tmp_path)[0]


def test_names_of_files_say_it_where_tags_are_missing(tmp_path: Path) -> None:
    make_sound(tmp_path / "flac" / "Ann - Sunrise.flac")
    make_sound(tmp_path / "mp3" / "Ann - Sunrise.mp3")
    scan(tmp_path)
    assert titles() == ["Sunrise"]


def test_search_shows_the_recording_once(tmp_path: Path) -> None:
    copy(tmp_path / "a.flac")
    copy(tmp_path / "a.mp3")
    scan(tmp_path)
    assert search("sunrise").songs == (only().pk,)


@pytest.mark.parametrize("gone", [".flac", ".mp3"])
def test_the_other_file_takes_over_and_the_first_may_come_back(tmp_path: Path, gone: str) -> None:
    files = {suffix: copy(tmp_path / f"a{suffix}") for suffix in (".flac", ".mp3")}
    scan(tmp_path)
    key = only().pk
    away = files[gone].rename(tmp_path / "a.away")
    out, _ = scan(tmp_path)
    (stays,) = (path for suffix, path in files.items() if suffix != gone)
    found = only()
    assert ("0 songs gone" in out, found.available, found.path) == (True, True, str(stays))
    assert found.external_id == MusicFile.objects.get(path=str(stays)).fingerprint
    assert tag(stays, "Sunset")  # the song follows the file that it plays from
    age(stays)
    scan(tmp_path)
    assert (only().pk, titles()) == (key, ["Sunset"])
    tag(stays, "Sunrise")
    age(stays, 200)
    scan(tmp_path)
    away.rename(files[gone])
    scan(tmp_path)
    assert (only().pk, only().path) == (key, str(files[".flac"]))
    assert "1 further copies" in scan(tmp_path)[0]


def test_both_gone_and_both_back(tmp_path: Path) -> None:
    files = [copy(tmp_path / "in" / f"a{suffix}") for suffix in (".flac", ".mp3")]
    scan(tmp_path)
    (tmp_path / "in").rename(tmp_path.parent / f"{tmp_path.name}-away")
    assert "1 songs gone" in scan(tmp_path)[0]
    assert titles() == []
    (tmp_path.parent / f"{tmp_path.name}-away").rename(tmp_path / "in")
    assert "1 songs back" in scan(tmp_path)[0]
    assert only().path == str(files[0])


def test_a_collection_in_another_format_keeps_its_history(tmp_path: Path, guest: Listener) -> None:
    old = copy(tmp_path / "a.mp3")
    scan(tmp_path)
    first = only()
    Event.objects.create(listener=guest, song=first, kind=Event.Kind.PLAY)
    old.unlink()
    new = copy(tmp_path / "flac" / "a.flac")
    scan(tmp_path)
    assert (only().pk, only().path, only().available) == (first.pk, str(new), True)
    assert Event.objects.get().song_id == first.pk


def test_a_copy_that_moves_stays_one_and_one_with_another_album_becomes_a_song(
    tmp_path: Path,
) -> None:
    copy(tmp_path / "a.flac")
    other = copy(tmp_path / "a.mp3")
    scan(tmp_path)
    other = other.rename(tmp_path / "b.mp3")
    scan(tmp_path)
    assert MusicFile.objects.get(path=str(other)).song == only()
    assert MusicFile.objects.count() == 2
    tag(other, album="Best of Ann")
    age(other)
    scan(tmp_path)
    assert titles() == ["Sunrise", "Sunrise"]
    assert {one.album for one in Song.objects.all()} == {"Day", "Best of Ann"}


def test_a_song_that_was_deleted_stays_deleted_in_both_formats(tmp_path: Path) -> None:
    copy(tmp_path / "a.flac")
    copy(tmp_path / "a.mp3")
    scan(tmp_path)
    only().delete()
    _, err = scan(tmp_path)
    assert err.count("its song was deleted by a curator") == 2
    assert not Song.objects.exists()


def two_songs(folder: Path) -> tuple[Song, Song]:
    """Return two songs of one recording, as a version made them that knew no copies."""
    copy(folder / "a.flac", "One")
    other = copy(folder / "b.mp3", "Two")
    scan(folder)
    tag(other, "One")  # by now the tags agree
    age(other)
    return song("One"), song("Two")


def test_two_songs_of_one_recording_become_one_with_both_histories(
    tmp_path: Path, guest: Listener, alice: User
) -> None:
    listener = Listener.objects.get(user=alice)
    one, two = two_songs(tmp_path)
    Event.objects.create(listener=guest, song=two, kind=Event.Kind.PLAY)
    Rating.objects.create(listener=guest, song=two, value=1)
    Rating.objects.create(listener=listener, song=one, value=-1)
    Rating.objects.create(listener=listener, song=two, value=1)
    both, second = Playlist.objects.create(name="both"), Playlist.objects.create(name="second")
    for playlist, songs in ((both, (one, two)), (second, (two,))):
        for position, found in enumerate(songs):
            PlaylistItem.objects.create(playlist=playlist, song=found, position=position)
    scan(tmp_path)
    assert only() == one
    assert Event.objects.get().song == one
    assert {(row.listener_id, row.value) for row in one.ratings.all()} == {
        (guest.pk, 1), (listener.pk, -1),
    }  # fmt: skip
    assert [list(found.songs.all()) for found in (both, second)] == [[one], [one]]
    assert MusicFile.objects.filter(song=one).count() == 2


@pytest.mark.parametrize("how", ["edited", "by ear"])
def test_what_a_curator_worked_on_is_not_folded_away(tmp_path: Path, alice: User, how: str) -> None:
    _, two = two_songs(tmp_path)
    if how == "edited":
        LogEntry.objects.log_actions(alice.pk, [two], CHANGE, "", single_object=True)
    else:
        MoodEvidence.objects.create(song=two, kind=MoodEvidence.Kind.CURATOR, joy=1.0)
    scan(tmp_path)
    assert Song.objects.filter(source="music", available=True).count() == 2


def test_the_same_sound_twice_and_a_copy_are_one_song(tmp_path: Path) -> None:
    first = copy(tmp_path / "a.flac")
    shutil.copy(first, tmp_path / "b.flac")
    copy(tmp_path / "c.mp3")
    out, _ = scan(tmp_path)
    assert ("2 further copies" in out, titles()) == (True, ["Sunrise"])
    first.unlink()
    scan(tmp_path)
    copy(tmp_path / "d.ogg")
    out, _ = scan(tmp_path)
    assert ("2 further copies" in out, titles()) == (True, ["Sunrise"])
    assert only().path == str(tmp_path / "b.flac")
