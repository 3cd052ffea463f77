"""The covers that we keep: small pictures by the hash of what they were made from."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from emotion.face.decoding import ImageRejected
from recommender import cover_files
from recommender.cover_files import (
    LONGEST,
    is_kept,
    keep,
    made,
    mark_in,
    mark_of,
    remove_others,
    written,
)
from tests.recommender.importing.pictures import noise, picture


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """Keep covers in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "covers"


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 900), st.integers(1, 900), st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_pictures_become_small_and_keep_their_shape(width: int, height: int, form: str) -> None:
    small = opened(made(picture((10, 120, 90), form, (width, height))))
    assert small.format == "WEBP"
    longest = max(width, height)
    scale = min(1, LONGEST / longest)
    assert small.width == pytest.approx(max(width * scale, 1), abs=1)
    assert small.height == pytest.approx(max(height * scale, 1), abs=1)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_picture_or_refused(data: bytes) -> None:
    try:
        small = made(data)
    except ImageRejected as error:
        assert error.code in ImageRejected.CODES
    else:
        assert opened(small).format == "WEBP"


def test_what_a_camera_noted_stays_out() -> None:
    source = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "our garden"
    Image.new("RGB", (40, 20)).save(source, "JPEG", exif=exif, icc_profile=b"profile")
    small = opened(made(source.getvalue()))
    assert not small.getexif()
    assert b"our garden" not in made(source.getvalue())
    assert b"profile" not in made(source.getvalue())


def test_one_picture_has_one_mark() -> None:
    assert mark_of(picture()) == mark_of(picture())
    assert mark_of(picture()) != mark_of(picture((0, 0, 0)))
    assert mark_in(written(mark_of(b"x"))) == mark_of(b"x")


@pytest.mark.parametrize("cover", ["", "covers/dawn.svg", "https://example.org/a.webp"])
def test_other_covers_have_no_mark(cover: str) -> None:
    assert mark_in(cover) == ""


def test_a_cover_is_whole_or_not_there(media: Path) -> None:
    small = made(noise((60, 60)))
    cover_files.keep("a", small)
    assert cover_files.cover_path("a").read_bytes() == small
    assert [path.name for path in media.iterdir()] == ["a.webp"]
    assert cover_files.is_kept("a")
    assert cover_files.lost([written("a"), written("b")]) == [written("b")]


def test_all_others_are_removed(media: Path) -> None:
    assert cover_files.remove_others([]) == 0
    for mark in "abc":
        cover_files.keep(mark, b"x")
    (media / "d.draft").write_bytes(b"half")
    assert cover_files.remove_others([written("b"), written("z")]) == 3
    assert [path.name for path in media.iterdir()] == ["b.webp"]


def test_covers_stay_where_the_folder_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cover_files.settings, "MEDIA_ROOT", tmp_path)
    keep("a" * 32, b"picture")

    def refused(self: Path, pattern: str) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "glob", refused)
    assert remove_others([]) == 0
    assert "stay where they are" in caplog.text
    assert is_kept("a" * 32)
