"""Pictures in colour, for covers, from the same careful reader."""

import io

import numpy as np
import pytest
from PIL import Image

from emotion.face.decoding import PHOTO_FORMATS, ImageRejected, Limits, decode_colour
from tests.emotion.face.test_decoding import png_header

LIMITS = Limits(1_000_000, 4_000_000, 1_000_000, 100, PHOTO_FORMATS)


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("RGB", (200, 10, 60), (200, 10, 60)),
        ("L", 90, (90, 90, 90)),
        ("1", 1, (255, 255, 255)),
        ("RGBA", (200, 10, 60, 255), (200, 10, 60)),
        ("RGBA", (200, 10, 60, 0), (255, 255, 255)),
        ("LA", (90, 255), (90, 90, 90)),
        ("I;16", 257 * 90, (90, 90, 90)),
    ],
)
def test_modes(mode: str, colour: object, seen: tuple[int, int, int]) -> None:
    found = decode_colour(saved(Image.new(mode, (300, 150), colour)), LIMITS)
    assert (found.mode, found.size) == ("RGB", (100, 50))
    assert found.getpixel((50, 25)) == seen


def test_a_palette() -> None:
    image = Image.new("RGB", (30, 30), (200, 10, 60)).convert("P", palette=Image.Palette.ADAPTIVE)
    assert decode_colour(saved(image, "GIF"), LIMITS).getpixel((5, 5)) == (200, 10, 60)


def test_the_colours_of_print() -> None:
    image = Image.new("RGB", (400, 400), (200, 20, 60)).convert("CMYK")
    found = decode_colour(saved(image, "JPEG", quality=95), LIMITS)
    assert found.size == (100, 100)
    assert np.abs(np.subtract(found.getpixel((50, 50)), (200, 20, 60))).max() < 12


def test_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (400, 200))
    image.paste((255, 255, 255), (0, 0, 200, 200))
    found = decode_colour(saved(image, "JPEG", exif=exif), LIMITS)
    assert found.size == (50, 100)
    assert found.getpixel((25, 10))[0] > 240
    assert found.getpixel((25, 90))[0] < 15


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"<svg/>", "not_an_image"), (bytes(1_000_001), "too_large"),
     (png_header(2000, 2000), "too_many_pixels"), (png_header(500, 500), "truncated")],
)  # fmt: skip
def test_what_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ImageRejected) as caught:
        decode_colour(data, LIMITS)
    assert caught.value.code == code
