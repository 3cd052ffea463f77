"""import_music: pictures that cannot be shown are told, and their songs are taken all the same."""

import base64
import resource
import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import APIC, ID3
from mutagen.oggopus import OggOpus

from recommender.cover_files import LIMITS, cover_path, mark_in
from recommender.models import MusicFolder
from tests.recommender.importing.music import as_nobody, scan, song, song_file, titles
from tests.recommender.importing.pictures import (
    BACK,
    BLUE,
    FRONT,
    GREEN,
    embed,
    kept_covers,
    left_out,
    noise,
    picture,
    shows,
)

pytestmark = pytest.mark.django_db
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def bomb(width: int, height: int) -> bytes:
    """Return a whole PNG of that many pixels, a bit each: it is small and grows large."""
    head = struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0)
    body = zlib.compress(bytes((1 + (width + 7) // 8) * height), 1)
    chunks = [(b"IHDR", head), (b"PLTE", bytes(6)), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in chunks
    )


BAD = {
    "empty": (b"", "its cover is empty"),
    "cut off": (noise((300, 300))[:20_000], "its cover is damaged or was cut off"),
    "cut off png": (noise((90, 90), "PNG")[:9_000], "its cover is damaged or was cut off"),
    "header alone": (picture()[:3], "its cover is no picture that we can show"),
    "svg": (SVG, "its cover is no picture that we can show"),
    "tiff": (picture(form="TIFF"), "its cover is no picture that we can show"),
    "words": ("노래".encode() * 99, "its cover is no picture that we can show"),
    "large": (picture() + bytes(LIMITS.bytes), "its cover has more than 16 MB"),
    "bomb": (bomb(10_000, 6_000), "its cover has too many pixels"),
}


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


@pytest.mark.parametrize("what", BAD)
def test_beside_the_file(music: Path, what: str) -> None:
    song_file(music / "a.mp3")
    song_file(music / "b.mp3", "Other", pitch=500)
    data, why = BAD[what]
    (music / "cover.jpg").write_bytes(data)
    _, err = scan(music)
    assert titles() == ["Other", "Sunrise"]
    assert err.count(f"note cover.jpg: {why}") == 1
    assert left_out() == [["cover.jpg", why]]
    assert (song("Sunrise").cover, kept_covers()) == ("", [])


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus"])
@pytest.mark.parametrize("what", ["empty", "cut off", "svg", "bomb"])
def test_in_the_file(music: Path, what: str, suffix: str) -> None:
    data, why = BAD[what]
    embed(song_file(music / f"a{suffix}"), (FRONT, data))
    _, err = scan(music)
    assert titles() == ["Sunrise"]
    assert f"note a{suffix}: {why}" in err
    assert (song("Sunrise").cover, kept_covers()) == ("", [])


def test_a_picture_that_is_whole_takes_the_place_of_one_that_is_not(music: Path) -> None:
    embed(song_file(music / "a.mp3"), (FRONT, BAD["cut off"][0]), (BACK, picture(GREEN)))
    embed(song_file(music / "b.mp3", "Other", pitch=500), (FRONT, SVG))
    (music / "cover.jpg").write_bytes(b"")
    (music / "folder.png").write_bytes(picture(BLUE, "PNG"))
    scan(music)
    assert shows("Sunrise", GREEN)
    assert shows("Other", BLUE)


def test_a_drawing_beside_the_file_is_told(music: Path) -> None:
    song_file(music / "a.mp3")
    (music / "Cover.svg").write_bytes(SVG)
    _, err = scan(music)
    assert "note Cover.svg: its cover is no picture that we can show" in err


def test_a_picture_elsewhere_is_not_asked_for(music: Path) -> None:
    path = song_file(music / "a.mp3")
    tags = ID3(path)
    tags.add(APIC(encoding=3, mime="-->", type=FRONT, desc="", data=b"https://example.org/a.jpg"))
    tags.save(path)
    _, err = scan(music)
    assert (song("Sunrise").cover, "note" in err) == ("", False)


@pytest.mark.parametrize(
    "text", ["AAAA", base64.b64encode(b"\0" * 31 + b"\xff").decode(), "?", "é"]
)
def test_a_broken_block_in_comments(music: Path, text: str) -> None:
    path = song_file(music / "a.opus")
    file = OggOpus(path)
    file["metadata_block_picture"] = text
    file.save()
    _, err = scan(music)
    assert titles() == ["Sunrise"]
    assert "note a.opus: its cover" in err


def test_links_are_not_followed(music: Path, tmp_path: Path) -> None:
    song_file(music / "a.mp3")
    (tmp_path / "private.jpg").write_bytes(picture())
    (music / "cover.jpg").symlink_to(tmp_path / "private.jpg")
    (music / "folder.jpg").mkdir()
    scan(music)
    assert (song("Sunrise").cover, titles()) == ("", ["Sunrise"])


def test_a_picture_that_may_not_be_read_is_asked_for_again(settings: Any) -> None:
    # Not in tmp_path: pytest's folders are closed to others.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        music = Path(place)
        music.chmod(0o755)
        settings.MEDIA_ROOT = music / ".media"
        path = song_file(music / "a.mp3")
        path.chmod(0o644)
        scan(music)
        secret = music / "cover.jpg"
        secret.write_bytes(picture(BLUE))
        secret.chmod(0)
        with as_nobody():
            _, err = scan(music)
        assert "note cover.jpg: its cover cannot be read" in err
        assert (titles(), song("Sunrise").cover) == (["Sunrise"], "")
        secret.chmod(0o644)
        scan(music)
        assert shows("Sunrise", BLUE)


def test_covers_that_cannot_be_written_end_the_scan_with_a_reason(music: Path, media: Path) -> None:
    embed(song_file(music / "a.mp3"), (FRONT, picture()))
    media.mkdir()
    (media / "covers").write_text("in the way")
    with pytest.raises(FileExistsError):
        scan(music)
    folder = MusicFolder.objects.get()
    assert (folder.state, "covers" in folder.error, titles()) == ("failed", True, ["Sunrise"])
    (media / "covers").unlink()
    scan(music)
    assert song("Sunrise").cover


def test_what_a_kill_left_half_written_is_swept(music: Path) -> None:
    embed(song_file(music / "a.mp3"), (FRONT, picture()))
    cover_path("").parent.mkdir(parents=True)
    cover_path("a1").with_suffix(".draft").write_bytes(b"half")
    cover_path("b2").write_bytes(b"of a song that is gone")
    scan(music)
    assert kept_covers() == [cover_path(mark_in(song("Sunrise").cover)).name]


def test_large_pictures_take_no_more_memory_than_one(music: Path) -> None:
    for number in range(4):
        path = song_file(music / f"{number}" / "a.mp3", f"Song {number}", pitch=300 + 50 * number)
        path.with_name("cover.jpg").write_bytes(picture((9, 9, number), "PNG", (3000, 3000)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scan(music)
    assert len(kept_covers()) == 4
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 110 * 1024  # KiB; one of them is 36 MB as it is decoded
