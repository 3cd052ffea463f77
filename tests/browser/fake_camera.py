"""Feed Chromium's fake webcam: a Motion-JPEG file made from a video or from one photograph.

Chromium plays such a file in a loop as its camera with

    --use-fake-ui-for-media-stream --use-fake-device-for-media-stream
    --use-file-for-fake-video-capture=FILE.mjpeg

The first flag answers the permission prompt; without it the prompt stands as for a person.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from skimage import data

WIDTH, HEIGHT = 640, 480
# Chromium plays the file at 30 frames a second, whatever the video's own pace.
PHOTO_FRAMES = 60
VIDEO_FRAMES = 240


def flags(film: Path) -> list[str]:
    """Return Chromium's flags for a camera that shows ``film`` and a prompt that says yes."""
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]


def film_of_video(video: Path, film: Path) -> Path:
    """Write the first VIDEO_FRAMES frames of ``video`` as Motion-JPEG to ``film``; return it."""
    return write(frames_of(video), film)


def film_of_photo(film: Path) -> Path:
    """Write a film of scikit-image's public-domain astronaut, moving a little; return it."""
    return write(moving(cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)[:384]), film)


def film_of_nobody(film: Path) -> Path:
    """Write a film of an empty, evenly lit wall; return it."""
    wall = np.full((HEIGHT, WIDTH, 3), 130, np.uint8)
    return write([wall] * 10, film)


def frames_of(video: Path) -> Iterator[np.ndarray]:
    """Yield the frames of a video (BGR)."""
    reader = cv2.VideoCapture(str(video))
    try:
        for _ in range(VIDEO_FRAMES):
            there, picture = reader.read()
            if not there:
                return
            yield picture
    finally:
        reader.release()


def moving(picture: np.ndarray) -> Iterator[np.ndarray]:
    """Yield a picture that sways by a few pixels, as a person before a camera does."""
    for number in range(PHOTO_FRAMES):
        yield np.roll(picture, round(4 * np.sin(2 * np.pi * number / PHOTO_FRAMES)), axis=1)


def write(pictures: Iterable[np.ndarray], film: Path) -> Path:
    """Write pictures (BGR) as WIDTH x HEIGHT Motion-JPEG: one JPEG after another."""
    count = 0
    with film.open("wb") as file:
        for picture in pictures:
            done, encoded = cv2.imencode(".jpg", fill(picture), [cv2.IMWRITE_JPEG_QUALITY, 85])
            if not done:
                raise ValueError("a frame could not be encoded")
            file.write(encoded.tobytes())
            count += 1
    if not count:
        raise ValueError("there are no frames for the film")
    return film


def fill(picture: np.ndarray) -> np.ndarray:
    """Scale a picture to fill WIDTH x HEIGHT; what juts out on two sides is cut off."""
    scale = max(WIDTH / picture.shape[1], HEIGHT / picture.shape[0])
    size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
    large = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    top, left = (size[1] - HEIGHT) // 2, (size[0] - WIDTH) // 2
    return large[top : top + HEIGHT, left : left + WIDTH]
