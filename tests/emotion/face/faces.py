"""Pictures that the face tests share."""

import io
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data


@cache
def astronaut() -> NDArray[np.uint8]:
    """scikit-image's public-domain portrait with one face near (176, 70, 100, 100), RGB."""
    return np.asarray(data.astronaut(), dtype=np.uint8)


def encoded(image: NDArray[np.uint8] | Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """A picture as the bytes of a file."""
    picture = image if isinstance(image, Image.Image) else Image.fromarray(image)
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def frame(width: int = 320) -> bytes:
    """The astronaut as a webcam would send her."""
    picture = Image.fromarray(astronaut())
    return encoded(picture.resize((width, width)), quality=80)


def is_on_her_face(box: tuple[int, int, int, int], scale: float = 1.0) -> bool:
    """Whether the middle of a box lies where her face is."""
    x, y = (box[0] + box[2] / 2) / scale, (box[1] + box[3] / 2) / scale
    return 190 < x < 260 and 70 < y < 150
