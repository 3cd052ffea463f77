"""Where the faces are: OpenCV's Haar cascade on an equalised, small picture."""

import threading
from typing import NamedTuple

import cv2
import numpy as np
from cv2.data import haarcascades
from numpy.typing import NDArray

CASCADE = "haarcascade_frontalface_alt2.xml"
# Pictures are searched at this size: wider costs time and finds hardly more, smaller hides faces.
WIDEST = 640
NARROWEST = 160
# The smallest face looked for, as a share of the picture's shorter side, and in pixels.
SMALLEST_SHARE = 0.06
SMALLEST = 24
SCALE_STEP = 1.1
NEIGHBOURS = 3
# The cascade's own score of a hit. Faces of all sizes in our scenes score over 55.4; the patterns
# in curtains and elbows that it takes for faces are small, and score less.
SCORE = 55.0
SMALL_SCORE = 55.4
SMALL_SHARE = 1 / 6
# A picture that is nothing but a face leaves the cascade no room: it gets a border this wide.
BORDER_SHARE = 0.25


class Box(NamedTuple):
    """A rectangle in pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def area(self) -> int:
        return self.w * self.h


_local = threading.local()


def find_faces(grey: NDArray[np.uint8], smallest_share: float = SMALLEST_SHARE) -> list[Box]:
    """The frontal faces in a grey picture (H, W) uint8, largest first, in its own pixels.

    `smallest_share`: no face under this share of the shorter side is looked for; most of the time
    goes into the small ones.
    """
    small, scale, border = _prepared(grey)
    shorter = min(small.shape)
    smallest = max(SMALLEST, int(shorter * smallest_share))
    found, _, scores = _cascade().detectMultiScale3(
        small, SCALE_STEP, NEIGHBOURS, minSize=(smallest, smallest), outputRejectLevels=True
    )
    boxes = [
        _in_picture(hit, scale, border, grey.shape)
        for hit, score in zip(np.reshape(found, (-1, 4)), np.ravel(scores), strict=True)
        if score >= (SMALL_SCORE if hit[2] < shorter * SMALL_SHARE else SCORE)
    ]
    boxes.sort(key=lambda box: (-box.area, box))
    return _without_nested([box for box in boxes if box.w > 0 and box.h > 0])


def _cascade() -> cv2.CascadeClassifier:
    """One cascade for each thread: OpenCV's keeps its state in the object."""
    if not hasattr(_local, "cascade"):
        _local.cascade = cv2.CascadeClassifier(haarcascades + CASCADE)
    cascade: cv2.CascadeClassifier = _local.cascade
    return cascade


def _prepared(grey: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float, int]:
    """The picture as it is searched, its scale, and the border added on each side."""
    shorter, longer = sorted(grey.shape)
    scale = min(1.0, WIDEST / longer)
    if shorter < NARROWEST:
        scale = min(NARROWEST / shorter, WIDEST / longer)
    size = tuple(max(1, round(side * scale)) for side in (grey.shape[1], grey.shape[0]))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = grey if scale == 1 else cv2.resize(grey, size, interpolation=how)
    border = int(min(small.shape) * BORDER_SHARE) if shorter < NARROWEST else 0
    equal = cv2.equalizeHist(small)
    if border:
        sides = (border, border, border, border)
        equal = cv2.copyMakeBorder(equal, *sides, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(equal, dtype=np.uint8), scale, border


def _in_picture(hit: NDArray[np.int32], scale: float, border: int, shape: tuple[int, ...]) -> Box:
    """A hit in the searched picture as a box in the original, cut at its edges."""
    left, top = (max(0, round((float(value) - border) / scale)) for value in hit[:2])
    right = min(shape[1], round((float(hit[0] + hit[2]) - border) / scale))
    bottom = min(shape[0], round((float(hit[1] + hit[3]) - border) / scale))
    return Box(left, top, right - left, bottom - top)


def _without_nested(boxes: list[Box]) -> list[Box]:
    """Largest first: a box whose middle lies in a larger one is a part of that face."""
    kept: list[Box] = []
    for box in boxes:
        x, y = box.x + box.w / 2, box.y + box.h / 2
        if not any(k.x <= x <= k.x + k.w and k.y <= y <= k.y + k.h for k in kept):
            kept.append(box)
    return kept
