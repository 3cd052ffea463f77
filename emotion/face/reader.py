"""The doors' way in: a photograph or a webcam frame to what its faces show.

Nothing of a picture is kept, logged or written; only numbers leave this module.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emotion.face.cascades import Box
from emotion.face.classifier import ClassifierPool
from emotion.face.decoding import (
    FRAME_LIMITS,
    PHOTO_LIMITS,
    ImageRejected,
    decode,
    decode_frame,
)
from emotion.face.detector import Face, find_faces
from emotion.face.tracker import Tracker
from emotion.moods import EXPRESSIONS, Mood, expression_to_mood

__all__ = [
    "FaceReading",
    "FrameAnswer",
    "FrameReader",
    "ImageRejected",
    "PhotoReading",
    "decode_frame",
    "read_photo",
]

# Mean grey level under which a picture is dark to a camera; a lit face is at 90 to 160.
DARK = 40.0

_shipped_pool = ClassifierPool()


@dataclass(frozen=True)
class FaceReading:
    """One face of a photograph: its box in the photograph's own pixels, and what it shows."""

    box: Box
    expression: dict[str, float]
    mood: Mood

    @property
    def confidence(self) -> float:
        """The share of the leading mood."""
        return self.mood.confidence


@dataclass(frozen=True)
class PhotoReading:
    """The faces of a photograph, largest first, and its size in pixels, upright."""

    faces: tuple[FaceReading, ...]
    width: int
    height: int


@dataclass(frozen=True)
class FrameAnswer:
    """What one webcam frame led to.

    `box`: the followed face as left, top, width, height, each a share 0..1 of the frame.
    `faces`: how many there are. `hint`: "no_face", "several_faces", "too_dark" or None.
    `mood`, `leading`, `settled`, `progress`: the tracker's, over the frames so far. `expression`:
    this frame's alone, unsmoothed, None without a face.
    """

    box: tuple[float, float, float, float] | None
    faces: int
    hint: str | None
    mood: Mood | None
    leading: str | None
    settled: bool
    progress: float
    expression: dict[str, float] | None


def read_photo(data: bytes, pool: ClassifierPool | None = None) -> PhotoReading:
    """Every face in a photograph (JPEG, PNG, WebP, GIF, BMP).

    Raises ImageRejected for bytes that are no such picture or break a limit, and ArtefactError
    if there is no usable model.
    """
    picture = decode(data, PHOTO_LIMITS)
    classifier = (pool or _shipped_pool).get()
    scale = picture.width / picture.grey.shape[1]
    readings = []
    for face in find_faces(picture.grey):
        probabilities = classifier.classify(picture.grey, face)
        full = Box(*(round(value * scale) for value in face.box))
        readings.append(FaceReading(full, _named(probabilities), expression_to_mood(probabilities)))
    return PhotoReading(tuple(readings), picture.width, picture.height)


class FrameReader:
    """Reads webcam frames. One for the whole server, from any number of threads at once."""

    def __init__(
        self,
        pool: ClassifierPool | None = None,
        max_bytes: int = FRAME_LIMITS.bytes,
        max_pixels: int = FRAME_LIMITS.jpeg_pixels,
    ) -> None:
        self._pool = pool or _shipped_pool
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels

    def read(self, data: bytes, tracker: Tracker, now: float) -> FrameAnswer:
        """One JPEG frame of the listener whose tracker this is, at `now` (monotonic seconds).

        Raises ImageRejected for bytes that are no JPEG within the limits, ArtefactError if there
        is no usable model. The tracker is left as it was then.
        """
        grey = decode_frame(data, self._max_bytes, self._max_pixels)
        classifier = self._pool.get()
        face, count, changed = tracker.follower.find(grey, now)
        if changed:
            tracker.begin_anew()
        probabilities = None if face is None else classifier.classify(grey, face)
        steady = tracker.update(now, probabilities)
        return FrameAnswer(
            box=None if face is None else _relative(face.box, grey),
            faces=count,
            hint=_hint(grey, count, face),
            mood=steady.mood,
            leading=steady.leading,
            settled=steady.settled,
            progress=steady.progress,
            expression=None if probabilities is None else _named(probabilities),
        )


def _named(probabilities: NDArray[np.float32]) -> dict[str, float]:
    return {name: float(value) for name, value in zip(EXPRESSIONS, probabilities, strict=True)}


def _relative(box: Box, grey: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    height, width = grey.shape
    return box.x / width, box.y / height, box.w / width, box.h / height


def _hint(grey: NDArray[np.uint8], count: int, face: Face | None) -> str | None:
    if face is None:
        return "too_dark" if float(grey.mean()) < DARK else "no_face"
    box = face.box
    if float(grey[box.y : box.y + box.h, box.x : box.x + box.w].mean()) < DARK:
        return "too_dark"
    return "several_faces" if count > 1 else None
