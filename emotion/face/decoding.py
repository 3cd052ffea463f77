"""From bytes that we do not know to a picture, with limits that are checked before decoding.

Grey for faces, in colour for the covers of songs. Nothing is written anywhere. Whatever the bytes
are, the outcome is a picture or ImageRejected.
"""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, UnidentifiedImageError

# No "MPO" here: Pillow opens it by its JPEG reader, and knows no format to open of that name.
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
FRAME_FORMATS = ("JPEG",)
# A JPEG can be decoded at a fraction of its size, other formats only whole, so they may hold less.
JPEG_FORMATS = ("JPEG", "MPO")
SIXTEEN_BITS = 257
# A JPEG may go over its picture in any number of scans, each as short as a dozen bytes: 200 KB of
# them keep a processor busy for seconds, 10 MB for minutes. Cameras and programs make at most some
# twenty; the same two bytes come by chance too, once in 64 KB, in a film behind a photograph.
JPEG_START = b"\xff\xd8"
SCAN, MOST_SCANS = b"\xff\xda", 300
# Pillow joins a JPEG's Exif segments one by one, which takes half a minute for a million of them.
NOTE, MOST_NOTES = b"Exif\0\0", 100
ORIENTATION = ExifTags.Base.Orientation
# What sets a picture upright, for each orientation that a camera notes (Exif 2.3, 4.6.4).
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {TURNS[number] for number in (5, 6, 7, 8)}

Made = TypeVar("Made")

# Pillow warns of each broken entry of a camera's notes; a stranger's are not for our log.
warnings.filterwarnings("ignore", module=r"PIL\.")


class ImageRejected(ValueError):
    """The bytes are no picture that we read. `code` is one of CODES."""

    CODES = ("empty", "too_large", "not_an_image", "truncated", "too_many_pixels")

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Limits:
    """What is accepted. Pixels are counted in the header. `longest` is the side decoded to."""

    bytes: int
    jpeg_pixels: int
    other_pixels: int
    longest: int
    formats: tuple[str, ...]


PHOTO_LIMITS = Limits(10 * 1024 * 1024, 50_000_000, 16_000_000, 1280, PHOTO_FORMATS)
FRAME_LIMITS = Limits(256 * 1024, 1280 * 960, 0, 640, FRAME_FORMATS)


@dataclass(frozen=True)
class Picture:
    """A grey, upright picture (H, W) uint8, and how wide and high the original is, upright."""

    grey: NDArray[np.uint8]
    width: int
    height: int


def decode(data: bytes, limits: Limits) -> Picture:
    """Read the header, check it, then decode. Of an animation, the first frame is read.

    Raises ImageRejected, and nothing else, for any bytes.
    """
    return _read(data, limits, _decoded)


def decode_colour(data: bytes, limits: Limits) -> Image.Image:
    """An upright RGB picture, neither side longer than `limits.longest`; else as `decode`."""
    return _read(data, limits, _coloured)


def decode_frame(data: bytes, max_bytes: int, max_pixels: int) -> NDArray[np.uint8]:
    """A webcam's JPEG frame as grey (H, W) uint8; ImageRejected as in `decode`."""
    limits = Limits(max_bytes, max_pixels, 0, FRAME_LIMITS.longest, FRAME_FORMATS)
    return decode(data, limits).grey


def _read(data: bytes, limits: Limits, make: Callable[[Image.Image, Limits], Made]) -> Made:
    """What `make` makes of the picture; ImageRejected for bytes that are none."""
    if not data:
        raise ImageRejected("empty")
    if len(data) > limits.bytes:
        raise ImageRejected("too_large")
    if data.startswith(JPEG_START) and _is_laborious(data):
        raise ImageRejected("not_an_image")
    image = _opened(data, limits)
    try:
        return make(image, limits)
    except MemoryError:
        raise
    except Exception as error:  # Pillow's readers raise whatever broken bytes lead them to
        raise ImageRejected("truncated") from error
    finally:
        image.close()


def _is_laborious(jpeg: bytes) -> bool:
    """Whether it could take far longer to decode than its bytes and pixels let expect."""
    return jpeg.count(SCAN) > MOST_SCANS or jpeg.count(NOTE) > MOST_NOTES


def _opened(data: bytes, limits: Limits) -> Image.Image:
    """The header alone; no pixel is decoded here."""
    try:
        image = Image.open(io.BytesIO(data), formats=limits.formats)
    except Image.DecompressionBombError as error:
        raise ImageRejected("too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise ImageRejected("not_an_image") from error
    except MemoryError:
        raise
    except Exception as error:  # as above, in the header
        raise ImageRejected("not_an_image") from error
    allowed = limits.jpeg_pixels if image.format in JPEG_FORMATS else limits.other_pixels
    if image.width * image.height > allowed:
        raise ImageRejected("too_many_pixels")
    return image


def _decoded(image: Image.Image, limits: Limits) -> Picture:
    size = image.size
    longest = (limits.longest, limits.longest)
    if image.format in JPEG_FORMATS and image.mode in ("L", "RGB"):
        image.draft("L", longest)
    image.load()
    turn = _turn(image)
    grey = _grey(image)
    if max(grey.size) > limits.longest:
        grey.thumbnail(longest, Image.Resampling.BOX)
    upright = grey if turn is None else grey.transpose(turn)
    width, height = size[::-1] if turn in SIDEWAYS else size
    return Picture(np.asarray(upright, dtype=np.uint8), width, height)


def _coloured(image: Image.Image, limits: Limits) -> Image.Image:
    longest = (limits.longest, limits.longest)
    if image.format in JPEG_FORMATS:
        image.draft(image.mode, longest)
    image.load()
    turn = _turn(image)
    if image.mode.startswith("I"):
        image = _grey(image)
    # Made small before it is laid on white, which takes three pictures of its size.
    mode = "RGBA" if _is_transparent(image) else "RGB"
    small = image if image.mode == mode else image.convert(mode)
    small.thumbnail(longest, Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = _on_white(small).convert("RGB")
    return small if turn is None else small.transpose(turn)


def _turn(image: Image.Image) -> Image.Transpose | None:
    return TURNS.get(image.getexif().get(ORIENTATION, 1))


def _grey(image: Image.Image) -> Image.Image:
    """Any mode as "L". What is transparent becomes white, as on a page."""
    if image.mode.startswith("I"):
        deep = np.asarray(image, dtype=np.float64) / SIXTEEN_BITS
        return Image.fromarray(np.clip(deep, 0, 255).astype(np.uint8))
    return _on_white(image).convert("L")


def _is_transparent(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _on_white(image: Image.Image) -> Image.Image:
    if not _is_transparent(image):
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
