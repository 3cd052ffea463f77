"""import_music with what folders really hold: each trouble is told, and nothing else is lost."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import mutagen
import pytest
from mutagen.flac import FLAC

from recommender.catalogue.music import sound
from recommender.models import MusicFile, Song, SongTag
from tests.recommender.importing.music import (
    age,
    as_nobody,
    check,
    make_sound,
    scan,
    song,
    song_file,
    titles,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(music_folder: Path) -> Path:
    """Return a folder with one good song in it."""
    return music_folder


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("text.mp3", b"These are words and no sound. " * 200),
        ("picture.flac", b"\x89PNG\r\n\x1a\n" + bytes(5000)),
        ("noise.ogg", random.Random(1).randbytes(20_000)),
        ("zeros.wav", bytes(20_000)),
        ("one.m4a", b"\0"),
        ("playlist.mp3", b"#EXTM3U\nhttp://127.0.0.1/a.mp3\n"),
    ],
)
def test_what_is_no_sound(folder: Path, name: str, body: bytes) -> None:
    (folder / name).write_bytes(body)
    check(folder, f"skipped {name}: is not audio that can be read")


def test_an_empty_file(folder: Path) -> None:
    (folder / "a.mp3").touch()
    check(folder, "skipped a.mp3: is empty")


@pytest.mark.parametrize(
    ("suffix", "why"),
    [
        (".flac", "is damaged or was cut off"),
        (".mp3", "is damaged or was cut off"),
        (".m4a", "was cut off: its end is missing"),
        (".ogg", "was cut off: its end is missing"),
        (".opus", "was cut off: its end is missing"),
        (".wav", "was cut off: its end is missing"),
    ],
)
def test_a_file_that_was_cut_off(folder: Path, suffix: str, why: str) -> None:
    path = make_sound(folder / f"a{suffix}", seconds=6)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    check(folder, f"skipped a{suffix}: {why}")


def test_a_file_that_is_whole_again_is_taken(folder: Path) -> None:
    path = song_file(folder / "a.flac", "Whole", seconds=4)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    check(folder, "skipped a.flac: is damaged or was cut off")
    path.write_bytes(whole)
    age(path)
    scan(folder)
    assert titles() == ["Good", "Whole"]


def test_a_refusal_lapses_when_the_reader_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song_file(folder / "a.ogg", "Long", seconds=4)
    with monkeypatch.context() as older:
        older.setattr(sound, "LONGEST_OWN_SECONDS", 3)
        check(folder, "skipped a.ogg: is longer than twelve hours")
    # The reader of today would take it, and is of the version that refused it.
    check(folder, "skipped a.ogg: is longer than twelve hours")
    MusicFile.objects.filter(path__endswith="a.ogg").update(reader=sound.READER - 1)
    scan(folder)
    assert titles() == ["Good", "Long"]
    out, _ = scan(folder)
    assert "2 unchanged" in out


def test_a_recording_without_the_mark_of_its_end_is_a_song(folder: Path) -> None:
    """As recorders write it that are switched off."""
    path = make_sound(folder / "Recorded.ogg", seconds=6)
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"OggS\0")])
    _, err = scan(folder)
    assert ("skipped" in err, titles()) == (False, ["Good", "Recorded"])


def test_a_song_whose_file_was_damaged_waits_for_it(folder: Path) -> None:
    path = song_file(folder / "a.flac", "Whole", seconds=4)
    scan(folder)
    key, whole = song("Whole").pk, path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    check(folder, "skipped a.flac: is damaged or was cut off")
    assert not song("Whole").available
    song_file(path, "Whole", seconds=5, pitch=500)  # not the old sound, but a better copy
    scan(folder)
    assert (titles(), song("Whole").pk) == (["Good", "Whole"], key)


def test_too_short(folder: Path) -> None:
    make_sound(folder / "a.wav", seconds=0.5)
    check(folder, "skipped a.wav: is shorter than a second")


@pytest.mark.parametrize("suffix", [".wma", ".aiff", ".mod", ".mid"])
def test_what_browsers_cannot_play(folder: Path, suffix: str) -> None:
    (folder / f"a{suffix}").write_bytes(b"anything")
    check(folder, f"skipped a{suffix}: browsers cannot play this format")


@pytest.mark.parametrize(
    ("form", "ending"), [(".m4a", ".m4b"), (".m4a", ".mp4"), (".opus", ".oga")]
)
def test_an_ending_of_the_same_kind_is_no_wonder(folder: Path, form: str, ending: str) -> None:
    song_file(folder / f"a{form}", "Other", pitch=500).rename(folder / f"a{ending}")
    _, err = scan(folder)
    assert ("note" in err, titles()) == (False, ["Good", "Other"])


@pytest.mark.parametrize("form", [".mp3", ".flac", ".m4a", ".ogg", ".wav"])
def test_a_wrong_ending_is_noted_and_the_content_counts(folder: Path, form: str) -> None:
    wrong = {".mp3": ".flac"}.get(form, ".mp3")
    path = song_file(folder / f"right{form}", "Wrong", "Ann").rename(folder / f"a{wrong}")
    _, err = scan(folder)
    assert f"note a{wrong} (in truth {form}): its name ends like another format" in err
    found = song("Wrong")
    assert (found.artist_line, found.path) == ("Ann", str(path))
    assert found.content_type != {".mp3": "audio/mpeg", ".flac": "audio/flac"}[wrong]


def test_damaged_tags_cost_the_tags_alone(folder: Path) -> None:
    path = song_file(folder / "02 - By its name.mp3", "Tagged", "Ann", pitch=600)
    body = path.read_bytes()
    path.write_bytes(body[:3] + b"\x09" + body[4:])  # a version of ID3 that there is not
    _, err = scan(folder)
    assert "its tags cannot be read" in err
    assert titles() == ["By its name", "Good"]


def test_what_may_not_be_read(guest) -> None:
    """A folder and a file of another user; nothing is remembered, so a right that comes counts."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        song_file(folder / "good.mp3", "Good", pitch=350).chmod(0o644)
        scan(folder)
        secret = song_file(folder / "secret.mp3", "Secret")
        closed = song_file(folder / "closed" / "in.mp3", "Closed", pitch=500).parent
        for path, mode in ((secret, 0), (closed, 0)):
            path.chmod(mode)
        with as_nobody():
            _, err = scan(folder)
        assert "skipped secret.mp3 (Permission denied): cannot be read" in err
        assert "skipped closed (Permission denied): cannot be read" in err
        assert titles() == ["Good"]
        for path, mode in ((secret, 0o644), (closed, 0o755)):
            path.chmod(mode)
        scan(folder)
        assert titles() == ["Closed", "Good", "Secret"]
    finally:
        shutil.rmtree(folder)


def test_a_pipe_and_a_folder_that_are_called_like_songs(folder: Path) -> None:
    os.mkfifo(folder / "pipe.mp3")
    (folder / "folder.mp3").mkdir()
    check(folder, "skipped pipe.mp3: is not a plain file")


def test_tags_of_any_kind_of_nonsense(folder: Path) -> None:
    path = make_sound(folder / "a.flac")
    file = FLAC(path)
    file["title"] = " \x00\x07 \ud7a3 a\u0000b\n c "
    file["genre"] = ["g" * 5000, "♥", "Unknown", "", "Jazz"]
    file["date"], file["replaygain_track_gain"] = "long ago", "loud"
    file["musicbrainz_trackid"] = "not an id"
    file.save()
    _, err = scan(folder)
    found = Song.objects.get(path=str(path))
    assert (str(found), found.year, found.loudness) == ("힣 ab c", None, None)
    assert [row.tag.slug for row in SongTag.objects.filter(song=found)] == ["jazz"]
    assert "note a.flac: a genre or mood in it is no word" in err


def test_lyrics_beside_it_that_are_none(folder: Path) -> None:
    song_file(folder / "a.mp3", "Song")
    (folder / "a.lrc").write_bytes(b"RIFF\x01\x02\x03\x80\x81" * 9)
    _, err = scan(folder)
    assert "note a.mp3: the lyrics beside it cannot be read" in err
    assert song("Song").lyrics == ""


def damaged_copies(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield copies of a file with a few bytes changed, by fixed chance."""
    body, chance = path.read_bytes(), random.Random(7)
    for number in range(25):
        copy = bytearray(body)
        for _ in range(chance.randrange(1, 60)):
            copy[chance.randrange(min(len(copy), 4000))] = chance.randrange(256)
        yield f"{number}{path.suffix}", bytes(copy)


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".flac", ".ogg", ".opus", ".wav"])
def test_damage_anywhere_is_survived(folder: Path, tmp_path: Path, suffix: str) -> None:
    sample = song_file(tmp_path / f"a{suffix}", "Sample", "Ann")
    file = mutagen.File(sample)
    file.save()
    for name, body in damaged_copies(sample):
        (folder / name).write_bytes(body)
    out, _ = scan(folder)
    assert "Good" in titles()
    assert "26 audio files" in out
