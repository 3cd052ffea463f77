"""What the webcams see: a video from different moments on, and now and then nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

# As static/js/face-camera.js sends them.
WIDTH, QUALITY = 320, 70
# One in so many seconds has nobody in it: a tenth of the frames, in runs of a second, as somebody
# who reaches for a cup leaves the picture.
ABSENT_EVERY = 10.0
ABSENT_SECONDS = 1.0
# Seconds by which the absences of one client are behind those of the one before.
ABSENT_SHIFT = 3.7


@dataclass(frozen=True)
class Film:
    """Frames as JPEG, encoded once for all clients; `rate` of them are one second."""

    frames: Sequence[bytes]
    empty: Sequence[bytes]
    rate: float

    def at(self, client: int, clients: int, seconds: float) -> bytes:
        """What client number `client` of so many shows after so many seconds."""
        if (seconds + client * ABSENT_SHIFT) % ABSENT_EVERY < ABSENT_SECONDS:
            return self.empty[client % len(self.empty)]
        offset = client * len(self.frames) / clients
        return self.frames[int(offset + seconds * self.rate) % len(self.frames)]


def film(video: Path, empty: Sequence[Path]) -> Film:
    """Read a video that shows a face and pictures that do not."""
    reader = cv2.VideoCapture(str(video))
    try:
        rate = reader.get(cv2.CAP_PROP_FPS)
        frames = []
        while (read := reader.read())[0]:
            frames.append(encoded(read[1]))
    finally:
        reader.release()
    pictures = [cv2.imread(str(path)) for path in empty]
    if not frames or any(picture is None for picture in pictures):
        raise FileNotFoundError(f"{video} or one of {list(map(str, empty))} cannot be read")
    return Film(frames, [encoded(picture) for picture in pictures], rate)


def encoded(picture: np.ndarray) -> bytes:
    """A picture as the page sends it."""
    height = round(picture.shape[0] * WIDTH / picture.shape[1])
    small = cv2.resize(picture, (WIDTH, height), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
