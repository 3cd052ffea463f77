"""Odd and broken pictures through the whole reader: an answer or ImageRejected with a code."""

import struct
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from PIL import Image, ImageCms

from emotion.face.decoding import FRAME_LIMITS, PHOTO_LIMITS
from emotion.face.reader import FrameAnswer, FrameReader, ImageRejected, read_photo
from emotion.face.tracker import Tracker
from tests.emotion.face.faces import astronaut, encoded

ORIENTATION = 0x0112
UPSIDE_DOWN = 3
# A segment's length is two bytes that count themselves.
LONGEST_SEGMENT = 0xFFFF - 2


@cache
def portrait(width: int = 256) -> Image.Image:
    """Her head and shoulders, one face, as wide as that."""
    return Image.fromarray(astronaut()[:340, 60:400]).resize((width, width))


def sixteen_bits() -> Image.Image:
    return Image.fromarray(np.asarray(portrait().convert("L"), np.uint16) * 257)


def with_segment(data: bytes, marker: int, body: bytes, times: int = 1) -> bytes:
    """A JPEG with a segment put in right after its start."""
    segment = struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    return data[:2] + segment * times + data[2:]


def exif(orientation: int) -> Image.Exif:
    block = Image.Exif()
    block[ORIENTATION] = orientation
    return block


def animated(kind: str) -> bytes:
    """Her face first, then two empty pictures."""
    empty = [Image.new("RGB", portrait().size, colour) for colour in ("black", "white")]
    return encoded(portrait(), kind, save_all=True, append_images=empty, duration=100)


def upside_down() -> bytes:
    turned = portrait().transpose(Image.Transpose.ROTATE_180)
    return encoded(turned, quality=85, exif=exif(UPSIDE_DOWN))


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(portrait(), quality=85, icc_profile=profile)


PLAIN = encoded(portrait(), quality=85)
# What is wrong with each block: no TIFF at all, cut off, a directory that begins beyond the end, an
# orientation that is a text, one that is a fraction of nothing, two of them, one that is unknown.
BROKEN_EXIF = {
    "no directory": b"garbage garbage",
    "cut off": b"II*\0\x08\0\0\0\xff\xff",
    "a directory beyond the end": b"II*\0\xff\xff\xff\xff\xff\xff",
    "an orientation in words": b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x04abcd\0\0\0\0",
    "a fraction": b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x05\0\0\0\x01\0\0\0\x08\0\0\0\0",
    "orientation 99": b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0\0\0\0\0",
    "nothing": b"",
}
JPEGS = {
    "grey": encoded(portrait().convert("L"), quality=85),
    "printers' colours": encoded(portrait().convert("CMYK"), quality=85),
    "progressive": encoded(portrait(), quality=85, progressive=True),
    "restart markers": encoded(portrait(), quality=85, restart_marker_blocks=2),
    "upside down": upside_down(),
    "a colour profile": with_profile(),
    "a huge comment": with_segment(PLAIN, 0xFE, b"x" * LONGEST_SEGMENT, 3),
    "bytes after the end": PLAIN + bytes(50_000),
    **{
        f"broken EXIF: {name}": with_segment(PLAIN, 0xE1, b"Exif\0\0" + block)
        for name, block in BROKEN_EXIF.items()
    },
}
OTHERS = {
    "RGBA": encoded(portrait().convert("RGBA"), "PNG"),
    "grey with transparency": encoded(portrait().convert("LA"), "PNG"),
    "palette": encoded(portrait().convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
    "16 bits": encoded(sixteen_bits(), "PNG"),
    "interlaced colours in GIF": encoded(portrait(), "GIF", interlace=1),
    "BMP": encoded(portrait(), "BMP"),
    "BMP with a palette": encoded(portrait().convert("P"), "BMP"),
    "WebP without loss": encoded(portrait(), "WEBP", lossless=True),
    "animated GIF": animated("GIF"),
    "animated WebP": animated("WEBP"),
    "animated PNG": animated("PNG"),
    "upside-down PNG": encoded(
        portrait().transpose(Image.Transpose.ROTATE_180), "PNG", exif=exif(UPSIDE_DOWN)
    ),
}
TINY = [(1, 1), (8, 8), (20, 3), (1, 2000), (2000, 1), (24, 24), (3, 640)]


def read_frame(data: bytes) -> FrameAnswer:
    return FrameReader().read(data, Tracker(), 0.0)


@cache
def noise(width: int, height: int) -> Image.Image:
    levels = np.random.default_rng(7).integers(0, 256, (height, width), dtype=np.uint8)
    return Image.fromarray(levels)


def plain(content: str, size: tuple[int, int]) -> bytes:
    picture = noise(*size) if content == "noise" else Image.new("L", size, content)
    return encoded(picture, quality=75)


@pytest.mark.parametrize("form", [*JPEGS, *OTHERS])
def test_the_face_is_read_in_every_form_of_photo(form: str) -> None:
    reading = read_photo({**JPEGS, **OTHERS}[form])
    assert (reading.width, reading.height) == portrait().size
    assert [face.mood.top for face in reading.faces] == ["joy"]


@pytest.mark.parametrize("form", JPEGS)
def test_the_face_is_read_in_every_form_of_frame(form: str) -> None:
    answer = read_frame(JPEGS[form])
    assert (answer.faces, answer.hint, answer.leading) == (1, None, "joy")


@pytest.mark.parametrize("form", OTHERS)
def test_a_frame_is_a_jpeg_and_nothing_else(form: str) -> None:
    with pytest.raises(ImageRejected, match="not_an_image"):
        read_frame(OTHERS[form])


@pytest.mark.parametrize("content", ["black", "white", "noise"])
@pytest.mark.parametrize("size", [(320, 240), (640, 480)])
def test_pictures_of_nothing_have_no_face(content: str, size: tuple[int, int]) -> None:
    data = plain(content, size)
    reading = read_photo(data)
    assert (reading.faces, reading.width, reading.height) == ((), *size)
    answer = read_frame(data)
    assert (answer.faces, answer.box, answer.mood) == (0, None, None)
    assert answer.hint == ("too_dark" if content == "black" else "no_face")


@pytest.mark.parametrize("content", ["black", "white", "noise", "face"])
@pytest.mark.parametrize("size", TINY)
def test_tiny_and_thin_pictures_have_an_answer(content: str, size: tuple[int, int]) -> None:
    data = encoded(portrait().resize(size)) if content == "face" else plain(content, size)
    reading = read_photo(data)
    assert (reading.width, reading.height) == size
    answer = read_frame(data)
    assert (answer.box is None) == (answer.mood is None) == (answer.hint is not None)


def test_the_largest_photo_is_read() -> None:
    side = int(PHOTO_LIMITS.jpeg_pixels**0.5)
    reading = read_photo(encoded(portrait().convert("L").resize((side, side)), quality=40))
    assert (reading.width, reading.height) == (side, side)
    assert len(reading.faces) == 1


def test_the_largest_photo_that_is_no_jpeg_is_read() -> None:
    side = int(PHOTO_LIMITS.other_pixels**0.5)
    large = portrait().convert("L").resize((side, side), Image.Resampling.NEAREST)
    reading = read_photo(encoded(large, "PNG", compress_level=1))
    assert (reading.width, len(reading.faces)) == (side, 1)


def resized_header(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header claims another size than its data has."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


@pytest.mark.parametrize("size", [(7072, 7072), (65_535, 65_535), (65_535, 763)])
def test_a_photo_with_more_pixels_is_rejected(size: tuple[int, int]) -> None:
    with pytest.raises(ImageRejected, match="too_many_pixels"):
        read_photo(resized_header(PLAIN, *size))


def test_the_largest_frame_is_read_and_none_larger() -> None:
    picture = portrait(960).resize((1280, 960))
    assert len(encoded(picture, quality=60)) < FRAME_LIMITS.bytes
    assert read_frame(encoded(picture, quality=60)).leading == "joy"
    with pytest.raises(ImageRejected, match="too_many_pixels"):
        read_frame(encoded(picture.resize((1281, 960)), quality=60))
    with pytest.raises(ImageRejected, match="too_large"):
        read_frame(encoded(picture, quality=60) + bytes(FRAME_LIMITS.bytes))


@pytest.mark.parametrize("size", [(0, 256), (256, 0), (0, 0)])
def test_a_header_without_pixels_is_rejected(size: tuple[int, int]) -> None:
    data = resized_header(PLAIN, *size)
    for read in (read_photo, read_frame):
        with pytest.raises(ImageRejected):
            read(data)


@pytest.mark.parametrize("size", [(8, 8), (256, 2), (700, 700), (257, 256)])
def test_a_header_that_lies_about_the_size_has_an_outcome(size: tuple[int, int]) -> None:
    """Fewer pixels than there is data for are a picture; libjpeg fills up what is missing."""
    data = resized_header(PLAIN, *size)
    for read in (read_photo, read_frame):
        try:
            read(data)
        except ImageRejected as error:
            assert error.code == "truncated"


@pytest.mark.parametrize("tenths", range(1, 10))
@pytest.mark.parametrize("form", ["grey", "progressive", "a colour profile"])
def test_a_cut_off_jpeg_is_rejected(form: str, tenths: int) -> None:
    data = JPEGS[form][: len(JPEGS[form]) * tenths // 10]
    for read in (read_photo, read_frame):
        with pytest.raises(ImageRejected) as caught:
            read(data)
        assert caught.value.code in ("truncated", "not_an_image")


@pytest.mark.parametrize("form", OTHERS)
def test_a_photo_of_another_form_cut_off_has_an_outcome(form: str) -> None:
    """BMP and GIF know no checksum, and an animation may be whole up to its first picture's end."""
    for tenths in (1, 5, 9):
        data = OTHERS[form][: len(OTHERS[form]) * tenths // 10]
        try:
            reading = read_photo(data)
        except ImageRejected as error:
            assert error.code in ("truncated", "not_an_image")
        else:
            assert (reading.width, reading.height) == portrait().size


@pytest.mark.parametrize(("form", "suffix"), [("RGBA", ".jpg"), ("animated WebP", ".bmp")])
def test_a_wrong_suffix_does_not_matter(
    form: str, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"me{suffix}"
    path.write_bytes(OTHERS[form])
    call_command("read_face", str(path))
    assert "joy" in capsys.readouterr().out


def test_a_camera_that_changes_its_picture_goes_on() -> None:
    """A phone is turned, a window made smaller: the face followed so far may lie outside."""
    reader, tracker = FrameReader(), Tracker()
    wide, high = Image.new("RGB", (640, 256)), Image.new("RGB", (256, 640))
    wide.paste(portrait(), (384, 0))
    high.paste(portrait(), (0, 384))
    pictures = [wide, high, portrait(8), portrait(), Image.new("RGB", (2, 1)), wide, portrait(96)]
    for number, picture in enumerate(pictures):
        answer = reader.read(encoded(picture, quality=85), tracker, number / 2)
        assert answer.box is None or all(0 <= value <= 1 for value in answer.box)
        if picture.size == (640, 256):
            assert answer.box is not None and answer.box[0] > 0.5
