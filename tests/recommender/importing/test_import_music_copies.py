"""import_music: one recording in two formats is one song, and whatever is in doubt is two."""

import shutil
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.id3 import TPOS, TRCK

from mlfym.accounts.models import Listener
from recommender.catalogue.music.reasons import SAME_RECORDING
from recommender.catalogue.music.scan import BATCH
from recommender.models import Event, MusicFile, MusicFolder, Song
from recommender.search.searching import search
from tests.recommender.importing.music import age, make_sound, scan, song, tag, titles

pytestmark = pytest.mark.django_db


def copy(path: Path, title: str = "Sunrise", track: str = "", disc: str = "", **more: Any) -> Path:
    """Write a file of Ann's piece on the album "Day"."""
    sound = {name: more.pop(name) for name in ("pitch", "seconds") if name in more}
    tag(make_sound(path, **sound), title, **{"artist": "Ann", "album": "Day", **more})
    numbered(path, track, disc)
    return path


def numbered(path: Path, track: str, disc: str) -> None:
    """Write the numbers of a track and of its disc as the format does."""
    file = mutagen.File(path)
    for text, frame, atom, name in (
        (track, TRCK, "trkn", "tracknumber"), (disc, TPOS, "disk", "discnumber"),
    ):  # fmt: skip
        if text and hasattr(file.tags, "setall"):
            file.tags.setall(frame.__name__, [frame(encoding=3, text=[text])])
        elif text and path.suffix == ".m4a":
            file[atom] = [tuple(map(int, text.split("/")))]
        elif text:
            file[name] = [text]
    file.save()


def only() -> Song:
    """Return the one song that there is."""
    return Song.objects.get(source="music")


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".opus", ".wav"])
@pytest.mark.parametrize("first", ["big", "small"])
@pytest.mark.parametrize("scans", [1, 2])
def test_another_format_is_the_same_song_and_the_first_one_plays(
    tmp_path: Path, suffix: str, first: str, scans: int
) -> None:
    suffixes = {"big": ".flac", "small": suffix}
    second = "small" if first == "big" else "big"
    plays = copy(tmp_path / "1" / f"a{suffixes[first]}", "해돋이  (Live)")
    if scans == 2:
        scan(tmp_path)
    copy(tmp_path / "2" / f"a{suffixes[second]}", "해돋이 (LIVE)")
    out, err = scan(tmp_path)
    assert ("is another copy of a recording" in err, "1 further copies" in out) == (True, True)
    assert (only().path, str(only())) == (str(plays), "해돋이 (Live)")
    assert MusicFile.objects.filter(song=only(), present=True).count() == 2
    out, err = scan(tmp_path)
    assert ("2 unchanged" in out, "1 further copies" in out) == (True, True)
    assert ("skipped" in err, only().path) == (False, str(plays))


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
        {"disc": "2/2"},
    ],
)
def test_what_differs_is_another_song(tmp_path: Path, other: dict[str, Any]) -> None:
    copy(tmp_path / "a.flac", track="1/9", disc="1/2")
    copy(tmp_path / "a.mp3", **{"track": "1/9", "disc": "1/2", **other})
    out, _ = scan(tmp_path)
    assert ("0 further copies" in out, Song.objects.count()) == (True, 2)


@pytest.mark.parametrize(("seconds", "songs"), [(26.0, 1), (27.5, 2)])
def test_a_whole_song_may_be_two_seconds_longer(tmp_path: Path, seconds: float, songs: int) -> None:
    copy(tmp_path / "a.flac", seconds=24.5)
    copy(tmp_path / "a.mp3", seconds=seconds)
    scan(tmp_path)
    assert Song.objects.count() == songs


@pytest.mark.parametrize("names", [{"artist": ""}, {"album": ""}])
def test_without_artist_or_album_nothing_is_known(tmp_path: Path, names: dict[str, str]) -> None:
    copy(tmp_path / "a.flac", **names)
    copy(tmp_path / "a.mp3", **names)
    scan(tmp_path)
    assert Song.objects.count() == 2


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".flac", ".ogg"])
def test_numbers_are_read_from_every_format(tmp_path: Path, suffix: str) -> None:
    copy(tmp_path / f"a{suffix}", track="7/12", disc="2/3")
    scan(tmp_path)
    assert MusicFile.objects.values_list("track", "disc").get() == (7, 2)


@pytest.mark.parametrize("suffixes", ["flac mp3 mp3", "mp3 flac mp3", "mp3 mp3 flac"])
@pytest.mark.parametrize("at_once", [True, False])
def test_three_sounds_with_the_same_tags_stay_three_songs(
    tmp_path: Path, suffixes: str, at_once: bool
) -> None:
    for number, suffix in enumerate(suffixes.split()):
        copy(tmp_path / f"{number}.{suffix}", pitch=400 + 50 * number)
        if not at_once and number == 0:
            scan(tmp_path)
    for _ in range(2):
        scan(tmp_path)
        assert (Song.objects.count(), len(titles())) == (3, 3)


def earlier(*files: Path) -> list[Song]:
    """Return songs of one recording, as a version made them that knew no other formats."""
    for number, path in enumerate(files):
        copy(path, f"Song {number}", pitch=400 + 50 * number)
    scan(files[0].parent)
    found = [song(f"Song {number}") for number in range(len(files))]
    for path in files:
        tag(path, "Sunrise")
    MusicFile.objects.update(recording="", reader=2, modified=1)
    return found


@pytest.mark.parametrize("suffixes", ["flac mp3", "mp3 flac", "flac mp3 mp3", "mp3 mp3 flac"])
def test_songs_that_are_there_stay_songs(tmp_path: Path, suffixes: str, guest: Listener) -> None:
    files = [tmp_path / f"{number}.{suffix}" for number, suffix in enumerate(suffixes.split())]
    songs = earlier(*files)
    Event.objects.create(listener=guest, song=songs[-1], kind=Event.Kind.PLAY)
    for _ in range(2):
        scan(tmp_path)
        found = Song.objects.order_by("pk").values_list("pk", "path", "available")
        assert list(found) == [
            (one.pk, str(path), True) for one, path in zip(songs, files, strict=True)
        ]
    assert Event.objects.get().song == songs[-1]
    copy(tmp_path / "new.ogg")
    scan(tmp_path)
    assert Song.objects.count() == len(songs) + 1  # it could be either's


def test_the_same_piece_on_two_discs_is_two_songs(tmp_path: Path) -> None:
    for disc in "12":
        copy(tmp_path / f"CD{disc}" / "01.flac", "Intro", "1", disc, pitch=400 + 50 * int(disc))
    scan(tmp_path)
    assert titles() == ["Intro", "Intro"]
    for disc in "12":
        copy(tmp_path / f"CD{disc}" / "01.mp3", "Intro", "1", disc, pitch=400 + 50 * int(disc))
    assert "2 further copies" in scan(tmp_path)[0]
    for row in MusicFile.objects.select_related("song"):
        assert Path(row.path).parent == Path(row.song.path).parent


@pytest.mark.parametrize("folders", [("", ""), ("flac", "mp3"), ("mp3", "flac")])
def test_a_library_in_two_formats_gives_each_song_once(
    tmp_path: Path, folders: tuple[str, str]
) -> None:
    count = BATCH + 3
    for number in range(count):
        for folder, suffix in zip(folders, (".flac", ".wav"), strict=True):
            # Two pieces of each name, which their numbers tell apart.
            path = tmp_path / folder / f"{number:02}{suffix}"
            copy(path, f"Song {number // 2}", str(number + 1), pitch=300 + 10 * number)
    out, _ = scan(tmp_path)
    assert (Song.objects.count(), f"{count} further copies" in out) == (count, True)
    before = list(MusicFile.objects.order_by("pk").values())
    assert f"{2 * count} unchanged" in scan(tmp_path)[0]
    assert list(MusicFile.objects.order_by("pk").values()) == before
    for row in MusicFile.objects.select_related("song"):
        assert Path(row.path).stem == Path(row.song.path).stem


def test_names_of_files_do_not_suffice(tmp_path: Path) -> None:
    make_sound(tmp_path / "flac" / "Ann - Sunrise.flac")
    make_sound(tmp_path / "mp3" / "Ann - Sunrise.mp3")
    scan(tmp_path)
    assert titles() == ["Sunrise", "Sunrise"]


def test_search_shows_the_recording_once(tmp_path: Path) -> None:
    copy(tmp_path / "a.flac")
    copy(tmp_path / "a.mp3")
    scan(tmp_path)
    assert search("sunrise").songs == (only().pk,)


@pytest.mark.parametrize(("plays", "stays"), [("a.flac", "b.mp3"), ("a.mp3", "b.flac")])
def test_the_other_file_takes_over_and_what_was_told_of_the_song_stays(
    tmp_path: Path, plays: str, stays: str
) -> None:
    first, other = copy(tmp_path / plays), copy(tmp_path / stays)
    first.with_suffix(".lrc").write_text("[00:01.00]la la")
    scan(tmp_path)
    before = only()
    assert (before.path, before.lyrics) == (str(first), "la la")
    Song.objects.update(loudness=-12.5, true_peak=-1.0)
    away = first.rename(tmp_path / "a.away")
    out, _ = scan(tmp_path)
    found = only()
    assert ("0 songs gone" in out, found.available, found.path) == (True, True, str(other))
    # By the other external id it waits to be heard anew; till then it has the level that it had.
    assert found.external_id == MusicFile.objects.get(path=str(other)).fingerprint
    assert (found.pk, found.loudness, found.true_peak) == (before.pk, -12.5, -1.0)
    scan(tmp_path)
    assert (only().pk, only().lyrics, only().loudness) == (before.pk, "la la", -12.5)
    away.rename(first)
    scan(tmp_path)
    assert (only().pk, only().path) == (before.pk, str(other))
    out, _ = scan(tmp_path)
    assert ("2 unchanged" in out, "1 further copies" in out) == (True, True)


@pytest.mark.parametrize(("plays", "other"), [("a.flac", "b.mp3"), ("b.flac", "a.mp3")])
@pytest.mark.parametrize("title", ["Sunrise", "Sunset"])
def test_a_change_of_both_files_keeps_song_and_level(
    tmp_path: Path, plays: str, other: str, title: str
) -> None:
    copy(tmp_path / plays)
    scan(tmp_path)
    copy(tmp_path / other)
    scan(tmp_path)
    Song.objects.update(loudness=-12.5, true_peak=-1.0)
    before = only()
    for name in (plays, other):
        tag(tmp_path / name, title)
        age(tmp_path / name)
    scan(tmp_path)
    found = only()
    assert (found.pk, found.path, found.external_id) == (before.pk, before.path, before.external_id)
    assert (str(found), found.loudness, found.true_peak) == (title, -12.5, -1.0)
    assert MusicFile.objects.filter(song=found).count() == 2


@pytest.mark.parametrize("sound", ["same", "new"])
def test_a_copy_of_what_the_song_is_no_more_becomes_a_song(tmp_path: Path, sound: str) -> None:
    first, other = copy(tmp_path / "a.flac"), copy(tmp_path / "b.mp3")
    scan(tmp_path)
    before = only()
    if sound == "new":
        first = copy(first, album="Night", pitch=330)
    else:
        tag(first, "Moonrise", artist="Bob", album="Night")
    age(first)
    scan(tmp_path)
    scan(tmp_path)
    songs = {song.path: song.pk for song in Song.objects.playable()}
    assert set(songs) == {str(first), str(other)}
    assert songs[str(first)] == before.pk
    out, _ = scan(tmp_path)
    assert ("2 unchanged" in out, "0 further copies" in out) == (True, True)


def test_too_many_files_with_the_same_tags_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.catalogue.music.scan.MOST_HELD", 2)
    for number in range(5):
        copy(tmp_path / f"{number}.mp3", pitch=300 + 40 * number)
    scan(tmp_path)
    assert Song.objects.playable().count() == 5


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
    assert {one.album for one in Song.objects.playable()} == {"Day", "Best of Ann"}


def test_a_song_that_was_deleted_stays_deleted_in_both_formats(tmp_path: Path) -> None:
    copy(tmp_path / "a.flac")
    copy(tmp_path / "a.mp3")
    scan(tmp_path)
    only().delete()
    _, err = scan(tmp_path)
    assert err.count("its song was deleted by a curator") == 2
    assert not Song.objects.exists()


@pytest.mark.parametrize("scans", [1, 4])
def test_the_same_sound_twice_in_each_format_is_one_song(tmp_path: Path, scans: int) -> None:
    copy(tmp_path / "a.flac")
    copy(tmp_path / "c.mp3")
    shutil.copy(tmp_path / "a.flac", tmp_path / "b.flac")
    shutil.copy(tmp_path / "c.mp3", tmp_path / "d.mp3")
    later = [tmp_path / name for name in ("d.mp3", "c.mp3", "b.flac")][: scans - 1]
    for path in later:
        path.rename(path.with_suffix(".later"))
    for path in reversed(later):
        scan(tmp_path)
        path.with_suffix(".later").rename(path)
    assert "3 further copies" in scan(tmp_path)[0]
    assert only().path == str(tmp_path / "a.flac")


def test_a_file_with_the_same_sound_has_its_mark_after_an_update(tmp_path: Path) -> None:
    first = copy(tmp_path / "a.flac")
    shutil.copy(first, tmp_path / "b.flac")
    scan(tmp_path)
    MusicFile.objects.update(recording="", track=None, reader=2)
    scan(tmp_path)
    first.unlink()
    scan(tmp_path)
    copy(tmp_path / "0.mp3")
    assert "1 further copies" in scan(tmp_path)[0]
    assert only().path == str(tmp_path / "b.flac")
