"""Pictures for the doors' tests: a face that is in the public domain, and a room without one."""

import functools
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from skimage import data

FRAME_WIDTH = 320


@functools.cache
def astronaut() -> np.ndarray:
    """Return NASA's portrait of Eileen Collins (public domain) as BGR (512, 512, 3)."""
    return cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)


def jpeg(picture: np.ndarray, quality: int = 70) -> bytes:
    """Return a picture as JPEG."""
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return encoded.tobytes()


def face_frame(shift: int = 0) -> bytes:
    """Return a webcam's frame (320 x 240) with one face, moved by ``shift`` pixels."""
    picture = astronaut()[:384, :]
    moved = np.roll(picture, shift, axis=1)
    return jpeg(cv2.resize(moved, (FRAME_WIDTH, 240), interpolation=cv2.INTER_AREA))


def two_faces_frame() -> bytes:
    """Return a frame with the same face twice."""
    half = cv2.resize(astronaut()[:384, 40:400], (320, 340), interpolation=cv2.INTER_AREA)
    return jpeg(np.hstack([half, half[:, ::-1]]))


def empty_frame(level: int = 120) -> bytes:
    """Return a frame without a face: a wall with some noise, of that grey level."""
    noise = np.random.default_rng(5).normal(level, 4, (240, FRAME_WIDTH, 3))
    return jpeg(np.clip(noise, 0, 255).astype(np.uint8))


def video_frames(video: Path, most: int) -> Iterator[bytes]:
    """Yield up to ``most`` frames of a video as the page would send them."""
    reader = cv2.VideoCapture(str(video))
    try:
        for _ in range(most):
            there, picture = reader.read()
            if not there:
                return
            height = round(picture.shape[0] * FRAME_WIDTH / picture.shape[1])
            yield jpeg(cv2.resize(picture, (FRAME_WIDTH, height), interpolation=cv2.INTER_AREA))
    finally:
        reader.release()
