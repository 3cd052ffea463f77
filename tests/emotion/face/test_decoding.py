import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from emotion.face.decoding import PHOTO_LIMITS, ImageRejected, decode, decode_frame
from tests.emotion.face.faces import astronaut, encoded, frame

JPEG = encoded(astronaut(), quality=80)
PNG = encoded(astronaut()[:64, :64], "PNG")
SMALL_FRAME = frame(96)


def code_of(data: bytes) -> str:
    with pytest.raises(ImageRejected) as caught:
        decode(data, PHOTO_LIMITS)
    assert caught.value.code in ImageRejected.CODES
    return caught.value.code


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises that many pixels and holds hardly any bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"hello, I am not an image", "not_an_image"),
        (b"\xff\xd8\xff", "not_an_image"),
        (JPEG[: len(JPEG) // 2], "truncated"),
        (PNG[: len(PNG) // 2], "truncated"),
        (b"\0" * (20 * 1024 * 1024), "too_large"),
        (png_header(30_000, 30_000), "too_many_pixels"),
        (png_header(5_000, 5_000), "too_many_pixels"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_an_image"),
        (b"%PDF-1.7 nothing", "not_an_image"),
    ],
)
def test_bad_bytes_have_a_code(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_format_outside_the_list_is_no_image() -> None:
    assert code_of(encoded(astronaut()[:20, :20], "TIFF")) == "not_an_image"


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P", "1", "I;16"])
def test_modes_of_png(mode: str) -> None:
    image = Image.fromarray(astronaut()[:64, :80])
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image.convert("L"), np.uint16) * 257)
    else:
        image = image.convert(mode)
    picture = decode(encoded(image, "PNG"), PHOTO_LIMITS)
    assert picture.grey.shape == (64, 80)
    assert (picture.width, picture.height) == (80, 64)
    grey = np.asarray(Image.fromarray(astronaut()[:64, :80]).convert("L"), float)
    if mode != "1":
        assert np.abs(picture.grey - grey).mean() < 14  # a palette dithers


def test_cmyk_is_converted() -> None:
    image = Image.fromarray(astronaut()).convert("CMYK")
    picture = decode(encoded(image, "JPEG", quality=90), PHOTO_LIMITS)
    grey = np.asarray(Image.fromarray(astronaut()).convert("L"), float)
    assert np.abs(picture.grey - grey).mean() < 15


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_read(kind: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("white", "black", "red")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert decode(data, PHOTO_LIMITS).grey.mean() > 250


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_is_set_upright(orientation: int) -> None:
    turned = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    upright = Image.fromarray(astronaut()[:200, :320])
    image = upright
    if orientation in turned:
        image = upright.transpose(Image.Transpose(turned[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode(encoded(image, exif=exif, quality=95), PHOTO_LIMITS)
    assert (picture.width, picture.height) == (320, 200)
    assert np.abs(picture.grey - np.asarray(upright.convert("L"), float)).mean() < 4


def test_transparency_is_white() -> None:
    assert (
        decode(encoded(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG"), PHOTO_LIMITS).grey.min()
        == 255
    )


def test_a_large_photo_is_decoded_small() -> None:
    data = encoded(Image.new("RGB", (6000, 4000), "grey"))
    picture = decode(data, PHOTO_LIMITS)
    assert max(picture.grey.shape) <= PHOTO_LIMITS.longest
    assert (picture.width, picture.height) == (6000, 4000)


@pytest.mark.parametrize("size", [(8, 8), (1, 1), (1, 3000), (3000, 2)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_odd_sizes(size: tuple[int, int], kind: str) -> None:
    picture = decode(encoded(Image.new("L", size, 7), kind), PHOTO_LIMITS)
    assert min(picture.grey.shape) >= 1
    assert (picture.width, picture.height) == size


def test_a_frame_is_grey() -> None:
    assert decode_frame(frame(320), 100_000, 400 * 400).shape == (320, 320)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frame(320), "too_many_pixels"),
        (b"\xff" * 20_000_000, "too_large"),
        (PNG, "not_an_image"),
        (SMALL_FRAME[:-500], "truncated"),
    ],
)
def test_frames_have_limits_of_their_own(data: bytes, code: str) -> None:
    with pytest.raises(ImageRejected) as caught:
        decode_frame(data, 100_000, 200 * 200)
    assert caught.value.code == code


def outcome(data: bytes) -> None:
    """An answer or ImageRejected; anything else fails the test."""
    try:
        picture = decode(data, PHOTO_LIMITS)
    except ImageRejected as error:
        assert error.code in ImageRejected.CODES
        return
    assert picture.grey.dtype == np.uint8
    assert picture.grey.ndim == 2


@given(st.binary(max_size=400))
def test_any_bytes_have_an_outcome(data: bytes) -> None:
    for start in (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF", b"BM"):
        outcome(start + data)


@settings(max_examples=150)
@given(
    st.sampled_from(
        [
            SMALL_FRAME,
            PNG,
            encoded(astronaut()[:40, :40], "WEBP"),
            encoded(astronaut()[:40, :40], "GIF"),
        ]
    ),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=6),
    st.floats(0, 1),
)
def test_any_broken_picture_has_an_outcome(
    data: bytes, changes: list[tuple[float, bytes]], kept: float
) -> None:
    broken = io.BytesIO(data)
    for where, piece in changes:
        broken.seek(int(where * len(data)))
        broken.write(piece)
    outcome(broken.getvalue()[: int(len(data) * (1 - kept * 0.5)) + 1])
