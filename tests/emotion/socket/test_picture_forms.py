"""Pictures in other forms than a webcam's JPEG, sent to the face socket."""

import io
import struct
import zlib

import cv2
import pytest
from PIL import Image

from emotion.models import Reading
from mlfym.accounts.models import Listener
from tests.emotion.pictures import astronaut, face_frame
from tests.emotion.socket.line import line

pytestmark = pytest.mark.django_db(transaction=True)


def encoded(form: str, mode: str = "RGB", **options: object) -> bytes:
    """Return the small portrait in a form and colours of Pillow's."""
    small = cv2.resize(astronaut(), (160, 160), interpolation=cv2.INTER_AREA)
    file = io.BytesIO()
    Image.fromarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB)).convert(mode).save(
        file, form, **options
    )
    return file.getvalue()


def png_header(side: int = 30_000) -> bytes:
    """Return the beginning of a PNG that claims side x side pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def huge_jpeg_header(side: int = 30_000) -> bytes:
    """Return a JPEG whose frame header claims side x side pixels."""
    data = encoded("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", side, side) + data[at + 4 :]


REFUSED = {
    "an animation": (
        encoded("GIF", save_all=True, append_images=[Image.new("RGB", (160, 160))]),
        "not_an_image",
    ),
    "a PNG": (encoded("PNG"), "not_an_image"),
    "a PNG of 30,000 pixels each way": (png_header(), "not_an_image"),
    "a JPEG of 30,000 pixels each way": (huge_jpeg_header(), "too_many_pixels"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_it_is_named_and_the_line_stays(agreed: Listener, case: str) -> None:
    data, code = REFUSED[case]
    async with line(agreed) as socket:
        assert await socket.ask(data) == {"error": code}
        assert (await socket.ask(face_frame()))["faces"] == 1
    assert not await Reading.objects.aexists()


async def test_printers_colours_are_read(agreed: Listener) -> None:
    async with line(agreed) as socket:
        assert (await socket.ask(encoded("JPEG", "CMYK")))["faces"] == 1
