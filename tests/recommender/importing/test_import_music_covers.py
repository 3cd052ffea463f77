"""import_music: the covers of songs, from their files or from beside them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from recommender.catalogue.music.folders import folder_add, folder_forget, folder_scan
from recommender.catalogue.music.tasks import write_items
from recommender.cover_files import cover_path, mark_in
from recommender.models import MusicFile, MusicFolder, Song
from tests.recommender.importing.music import (
    FORMATS,
    age,
    scan,
    song,
    song_file,
    tag,
    titles,
)
from tests.recommender.importing.pictures import (
    BACK,
    BLUE,
    FRONT,
    GREEN,
    ICON,
    RED,
    colour_of,
    embed,
    kept_covers,
    noise,
    picture,
    shows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Keep covers in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Return a folder for songs."""
    (tmp_path / "music").mkdir()
    return tmp_path / "music"


def album(folder: Path, songs: int = 3) -> list[Path]:
    """Write some songs without a cover, "Song 0" and so on."""
    return [song_file(folder / f"{n}.mp3", f"Song {n}", pitch=300 + 50 * n) for n in range(songs)]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_picture_in_a_file_of_every_format(music: Path, suffix: str) -> None:
    embed(song_file(music / f"a{suffix}"), (FRONT, picture(GREEN)))
    _, err = scan(music)
    assert shows("Sunrise", GREEN)
    assert "note" not in err


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".opus"])
def test_the_front_comes_first_and_an_icon_last(music: Path, suffix: str) -> None:
    embed(song_file(music / f"a{suffix}"),
          (ICON, picture(RED)), (BACK, picture(BLUE)), (FRONT, picture(GREEN)))  # fmt: skip
    embed(song_file(music / f"b{suffix}", "Other", pitch=500),
          (ICON, picture(RED)), (BACK, picture(BLUE)))  # fmt: skip
    scan(music)
    assert shows("Sunrise", GREEN)
    assert shows("Other", BLUE)


@pytest.mark.parametrize(
    ("name", "form"),
    [("cover.jpg", "JPEG"), ("Folder.JPG", "JPEG"), ("FRONT.jpeg", "JPEG"),
     ("AlbumArt.png", "PNG"), ("cover.WebP", "WEBP")],
)  # fmt: skip
def test_the_picture_beside_a_file(music: Path, name: str, form: str) -> None:
    song_file(music / "a.mp3")
    (music / name).write_bytes(picture(BLUE, form))
    scan(music)
    assert shows("Sunrise", BLUE)


def test_the_picture_inside_comes_before_the_one_beside(music: Path) -> None:
    embed(song_file(music / "a.mp3"), (FRONT, picture(RED)))
    song_file(music / "b.mp3", "Other", pitch=500)
    song_file(music / "inner" / "c.mp3", "Inner", pitch=600)
    (music / "cover.jpg").write_bytes(picture(BLUE))
    (music / "holiday.jpg").write_bytes(picture(GREEN))
    scan(music)
    assert shows("Sunrise", RED)
    assert shows("Other", BLUE)
    assert song("Inner").cover == ""


def test_an_album_shares_one_small_file(music: Path) -> None:
    for path in album(music):
        embed(path, (FRONT, noise((1400, 1000))))
    scan(music)
    (cover,) = set(Song.objects.values_list("cover", flat=True))
    assert kept_covers() == [f"{mark_in(cover)}.webp"]
    with Image.open(cover_path(mark_in(cover))) as kept:
        assert (kept.format, kept.size) == ("WEBP", (512, 366))


def test_a_second_scan_opens_no_picture(music: Path) -> None:
    album(music)
    path = music / "cover.jpg"
    path.write_bytes(picture(BLUE))
    scan(music)
    before = cover_path(mark_in(song("Song 1").cover)).stat().st_mtime_ns
    state = path.stat()
    path.write_bytes(bytes(state.st_size))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    out, err = scan(music)
    assert "3 unchanged" in out
    assert "note" not in err
    assert cover_path(mark_in(song("Song 1").cover)).stat().st_mtime_ns == before
    assert shows("Song 2", BLUE)


def test_a_changed_picture_is_followed_and_the_old_one_removed(music: Path) -> None:
    album(music)
    (music / "cover.jpg").write_bytes(picture(BLUE))
    scan(music)
    (music / "cover.jpg").write_bytes(picture(GREEN))
    age(music / "cover.jpg")
    out, _ = scan(music)
    assert "3 unchanged" in out
    assert shows("Song 0", GREEN)
    assert len(kept_covers()) == 1


def test_a_removed_picture_is_followed(music: Path) -> None:
    album(music)
    (music / "cover.jpg").write_bytes(picture(BLUE))
    scan(music)
    (music / "cover.jpg").unlink()
    scan(music)
    assert colour_of("Song 0") is None
    assert kept_covers() == []


def test_a_picture_inside_that_changes_or_goes_is_followed(music: Path) -> None:
    path = embed(song_file(music / "a.flac"), (FRONT, picture(RED)))
    (music / "front.png").write_bytes(picture(BLUE, "PNG"))
    scan(music)
    age(embed(path, (FRONT, picture(GREEN))))
    scan(music)
    assert shows("Sunrise", GREEN)
    age(embed(path), 200)
    scan(music)
    assert shows("Sunrise", BLUE)


def test_a_song_that_moves_takes_the_cover_of_its_new_place(music: Path) -> None:
    song_file(music / "one" / "a.mp3")
    (music / "one" / "cover.jpg").write_bytes(picture(RED))
    (music / "two").mkdir()
    (music / "two" / "cover.jpg").write_bytes(picture(BLUE))
    scan(music)
    (music / "one" / "a.mp3").rename(music / "two" / "a.mp3")
    scan(music)
    assert shows("Sunrise", BLUE)


def test_a_song_shows_the_cover_of_the_copy_that_it_plays_from(music: Path) -> None:
    first = song_file(music / "one" / "a.mp3")
    second = music / "two" / "a.mp3"
    second.parent.mkdir()
    second.write_bytes(first.read_bytes())
    embed(first, (FRONT, picture(RED)))
    embed(second, (FRONT, picture(GREEN)))
    scan(music)
    assert shows("Sunrise", RED)
    first.unlink()
    scan(music)
    assert song("Sunrise").path == str(second)
    assert shows("Sunrise", GREEN)


def test_songs_from_before_covers_were_looked_for_get_theirs(music: Path) -> None:
    embed(song_file(music / "a.mp3"), (FRONT, picture(GREEN)))
    scan(music)
    MusicFile.objects.update(cover="", looked="")
    Song.objects.update(cover="")
    out, _ = scan(music)
    assert "1 unchanged" in out
    assert shows("Sunrise", GREEN)


@pytest.mark.parametrize("own", ["covers/mine.svg", "https://pictures.example/mine.jpg"])
def test_a_cover_that_somebody_gave_stays(music: Path, own: str) -> None:
    path = song_file(music / "a.mp3")
    scan(music)
    Song.objects.update(cover=own)
    age(embed(path, (FRONT, picture(GREEN))))
    scan(music)
    assert song("Sunrise").cover == own


def test_a_cover_that_went_from_the_disk_is_made_again(music: Path) -> None:
    embed(song_file(music / "a.mp3"), (FRONT, picture(GREEN)))
    scan(music)
    cover_path(mark_in(song("Sunrise").cover)).unlink()
    scan(music)
    assert shows("Sunrise", GREEN)


def test_covers_go_with_their_folder_and_come_back_with_it(
    music: Path, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    album(music)
    (music / "cover.jpg").write_bytes(picture(BLUE))
    embed(song_file(tmp_path / "other" / "a.mp3", "Other", pitch=900), (FRONT, picture(RED)))
    scan(music)
    scan(tmp_path / "other")
    with django_capture_on_commit_callbacks(execute=True):
        folder_forget(folder=MusicFolder.objects.get(path=str(music)))
    assert len(kept_covers()) == 1
    assert (song("Song 1").cover, shows("Other", RED)) == ("", True)
    scan(music)
    assert shows("Song 1", BLUE)


def test_a_folder_that_is_forgotten_while_covers_are_looked_for_leaves_none(music: Path) -> None:
    embed(song_file(music / "a.mp3"), (FRONT, picture(RED)))
    folder = folder_add(path=music)

    def forgetting(paths: Sequence[str]) -> Iterator[str]:
        yield from paths
        folder_forget(folder=MusicFolder.objects.get())

    folder_scan(folder=folder, run=write_items, along=forgetting)
    assert (kept_covers(), song("Sunrise").cover, titles()) == ([], "", [])


def test_the_cover_of_a_deleted_song_goes_with_the_next_scan(music: Path) -> None:
    embed(album(music)[0], (FRONT, picture(RED)))
    scan(music)
    assert len(kept_covers()) == 1
    song("Song 0").delete()
    scan(music)
    assert (kept_covers(), titles()) == ([], ["Song 1", "Song 2"])


def test_a_new_title_leaves_the_cover(music: Path) -> None:
    path = embed(song_file(music / "a.mp3"), (FRONT, picture(RED)))
    scan(music)
    before = song("Sunrise").cover
    age(tag(path, "Sunset"))
    scan(music)
    assert song("Sunset").cover == before
