"""import_music: what the first scan of a folder takes, keeps and serves."""

from io import StringIO
from pathlib import Path

import mutagen
import pytest
from asgiref.sync import sync_to_async
from django.core.management import CommandError, call_command
from django.test import AsyncClient, Client
from django.urls import reverse
from mutagen.flac import FLAC, Picture

from recommender import audio
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.music import sound
from recommender.catalogue.music.scan import Scan
from recommender.models import Artist, MusicFile, MusicFolder, Song, Tag
from tests.recommender.importing.music import (
    FORMATS,
    age,
    make_sound,
    scan,
    song,
    song_file,
    titles,
)

pytestmark = pytest.mark.django_db
TYPES = {
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".flac": "audio/flac", ".ogg": "audio/ogg",
    ".opus": "audio/ogg", ".wav": "audio/wav",
}  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format(tmp_path: Path, suffix: str) -> None:
    path = song_file(tmp_path / f"a{suffix}", "해돋이", "아이유")
    out, err = scan(tmp_path)
    found = song("해돋이")
    assert "1 added" in out
    assert "skipped" not in err
    assert (found.source, found.artist_line, found.path) == ("music", "아이유", str(path))
    assert found.content_type == TYPES[suffix]
    assert found.duration == pytest.approx(1.3, abs=0.06)
    assert found.loudness is None  # the analysis hears it
    assert found.available
    assert found.pk >= 10_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("suffix", FORMATS)
async def test_a_part_is_served_from_where_the_file_lies(tmp_path: Path, suffix: str) -> None:
    path = song_file(tmp_path / "한글 이름" / f"a{suffix}")
    await sync_to_async(scan)(tmp_path)
    found = await sync_to_async(song)("Sunrise")
    response = await AsyncClient().get(
        reverse("song_audio", args=[found.uuid]), headers={"range": "bytes=100-199"}
    )
    assert response.status_code == 206
    assert response["Content-Type"] == TYPES[suffix]
    assert response["Content-Range"] == f"bytes 100-199/{path.stat().st_size}"
    assert b"".join([part async for part in response]) == path.read_bytes()[100:200]


def test_a_folder_that_is_not_imported_is_not_served(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    address = reverse("song_audio", args=[song("Sunrise").uuid])
    MusicFolder.objects.all().delete()
    assert Client().get(address).status_code == 410


def test_nginx_is_told_the_folder(settings, tmp_path: Path) -> None:
    settings.USE_X_ACCEL = True
    song_file(tmp_path / "in" / "a.mp3")
    out, _ = scan(tmp_path)
    key = MusicFolder.objects.get().pk
    assert f"location /protected/music-{key}/" in out
    response = Client().get(reverse("song_audio", args=[song("Sunrise").uuid]))
    assert response["X-Accel-Redirect"] == f"/protected/music-{key}/in/a.mp3"


def test_all_that_tags_say(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.flac")
    file = FLAC(path)
    file["title"] = "Blue"
    file["artist"] = ["Ann", "Bob feat. Cat"]
    file["album"], file["date"] = "Sky", "1971-06-22"
    file["genre"], file["mood"] = ["Drum & Bass", "Folk; Rock"], ["Calm"]
    file["lyrics"] = "first line\nsecond line"
    file["replaygain_track_gain"], file["replaygain_track_peak"] = "-6.50 dB", "0.5"
    file["musicbrainz_trackid"] = "b3015bab-1540-4d4e-9f30-14872a1525f7"
    file["musicbrainz_artistid"] = ["cc197bad-dc9c-440d-a5b5-d52ba2e14234"]
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", b"png"
    file.add_picture(picture)
    file.save()
    scan(tmp_path)
    found = song("Blue")
    assert (found.album, found.year, found.lyrics) == ("Sky", 1971, "first line\nsecond line")
    assert found.artist_line == "Ann, Bob, Cat"
    assert (found.loudness, found.true_peak) == (-11.5, -6.02)
    kinds = dict(found.tags.values_list("slug", "kind"))
    assert kinds == {
        "drum-and-bass": "genre", "folk": "genre", "rock": "genre", "calm": "mood"
    }  # fmt: skip
    kept = MusicFile.objects.get()
    assert kept.recording_id == "b3015bab-1540-4d4e-9f30-14872a1525f7"
    assert kept.song == found
    assert kept.artist_ids == ["cc197bad-dc9c-440d-a5b5-d52ba2e14234"]


def test_a_gain_tag_is_taken_at_its_word(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.opus")
    file = mutagen.File(path)
    file["r128_track_gain"] = "-1280"
    file.save()
    scan(tmp_path)
    assert song("a").loudness == -18.0


def test_the_analysis_hears_the_level_that_no_tag_tells(tmp_path: Path) -> None:
    path = song_file(tmp_path / "a.wav")
    scan(tmp_path)
    call_command("analyse_music", stdout=StringIO(), stderr=StringIO())
    found = song("Sunrise")
    assert found.loudness == pytest.approx(-10.46, abs=0.6)
    assert found.true_peak == pytest.approx(-10.46, abs=1.0)
    age(path)
    scan(tmp_path)
    assert song("Sunrise").loudness == found.loudness
    assert song("Sunrise").true_peak == found.true_peak


def test_what_is_owned_may_be_longer_than_an_upload(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio, "LONGEST_SECONDS", 1.0)
    song_file(tmp_path / "a.mp3")
    scan(tmp_path)
    assert titles() == ["Sunrise"]
    monkeypatch.setattr(sound, "LONGEST_OWN_SECONDS", 1.0)
    make_sound(tmp_path / "b.mp3", pitch=500)
    assert "skipped b.mp3: is longer than twelve hours" in scan(tmp_path)[1]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("01 - Morning Song.mp3", "Morning Song"),
        ("7. Intro.mp3", "Intro"),
        ("1-07 Intro.mp3", "Intro"),
        ("99 Luftballons.mp3", "99 Luftballons"),
        ("Ann_-_Blue_Sky.mp3", "Blue Sky"),
        ("02.mp3", "02"),
    ],
)
def test_without_tags_the_name_is_the_title(tmp_path: Path, name: str, title: str) -> None:
    make_sound(tmp_path / name)
    scan(tmp_path)
    assert titles() == [title]


def test_lyrics_beside_the_file(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    (tmp_path / "a.LRC").write_text(
        "[ti:Sunrise]\n[00:01.00]해가 <00:01.50>뜬다\n[00:05.2]둘째 줄\n"
    )
    scan(tmp_path)
    assert song("Sunrise").lyrics == "해가 뜬다\n둘째 줄"


def test_one_artist_under_two_spellings_is_one(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3", "One", "Ann Lee")
    song_file(tmp_path / "b.mp3", "Two", "ANN  LEE", pitch=500)
    scan(tmp_path)
    (before,) = [str(artist) for artist in Artist.objects.filter(source="music")]
    song_file(tmp_path / "c.mp3", "Three", "ann lee", pitch=600)
    scan(tmp_path)
    assert [str(artist) for artist in Artist.objects.filter(source="music")] == [before]
    assert Artist.objects.get(source="music").songs.count() == 3


def test_a_tag_that_is_there_keeps_its_name_and_kind(tmp_path: Path, starter: None) -> None:
    path = make_sound(tmp_path / "a.flac")
    file = FLAC(path)
    file["genre"] = "PIANO"
    file.save()
    scan(tmp_path)
    piano = Tag.objects.get(slug="piano")
    assert (piano.kind, piano.label_en, piano.label_ko) == ("instrument", "Piano", "피아노")
    assert [str(word) for word in song("a").tags.all()] == ["Piano"]


def test_what_was_scanned_is_kept_with_the_folder(tmp_path: Path) -> None:
    song_file(tmp_path / "a.mp3")
    (tmp_path / "b.mp3").write_bytes(b"")
    scan(tmp_path)
    folder = MusicFolder.objects.get()
    assert (folder.path, folder.state) == (str(tmp_path.resolve()), "done")
    assert (folder.report["files"], folder.report["added"], folder.report["skipped"]) == (1, 1, 1)
    assert folder.report["left_out"] == [["b.mp3", "is empty"]]


def test_a_second_scan_opens_nothing_and_changes_nothing(tmp_path: Path) -> None:
    for number in range(4):
        song_file(tmp_path / f"{number}.mp3", f"Song {number}", pitch=300 + 50 * number)
    (tmp_path / "no.mp3").write_bytes(b"no sound at all")
    scan(tmp_path)
    version = catalogue_version()
    read = [(path, path.stat().st_atime_ns) for path in sorted(tmp_path.iterdir())]
    out, err = scan(tmp_path)
    assert [(path, path.stat().st_atime_ns) for path in sorted(tmp_path.iterdir())] == read
    assert "4 unchanged" in out
    assert "skipped no.mp3: is not audio that can be read" in err
    assert catalogue_version() == version


def test_of_ten_thousand_files_that_did_not_change_none_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = song_file(tmp_path / "song.mp3")
    scan(tmp_path)
    known = MusicFile.objects.get()
    rows = []
    for number in range(10_000):
        path = tmp_path / f"{number // 100}" / f"{number}.mp3"
        path.parent.mkdir(exist_ok=True)
        path.hardlink_to(sample)
        state = path.stat()
        rows.append(MusicFile(song=known.song, path=str(path), size=state.st_size,
                              modified=state.st_mtime_ns,
                              fingerprint=known.fingerprint, reader=known.reader))  # fmt: skip
    MusicFile.objects.bulk_create(rows)
    monkeypatch.setattr(Scan, "_read", None)  # would fail if it were called
    out, _ = scan(tmp_path)
    assert "10001 audio files: 10001 unchanged" in out


@pytest.mark.parametrize("what", ["nothing", "file", "own"])
def test_what_is_no_folder_of_music(tmp_path: Path, what: str, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "audio").mkdir(parents=True)
    (tmp_path / "file").write_text("x")
    places = {"nothing": "no", "file": "file", "own": "media/audio"}
    with pytest.raises(CommandError):
        call_command("import_music", str(tmp_path / places[what]))
    assert not MusicFolder.objects.exists()


def test_the_sites_own_folder_within_is_left_alone(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    song_file(tmp_path / "media" / "audio" / "a.mp3", "Uploaded")
    song_file(tmp_path / "b.mp3", "Mine", pitch=500)
    _, err = scan(tmp_path)
    assert titles() == ["Mine"]
    assert "skipped media: is a folder that the site keeps itself" in err
    assert Song.objects.count() == 1
