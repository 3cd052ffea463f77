"""OpenCV's Haar cascades and the ways of looking through them: tilted, mirrored, other light."""

import threading
from typing import NamedTuple

import cv2
import numpy as np
from cv2.data import haarcascades
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

FRONTAL = "haarcascade_frontalface_alt2.xml"
# Trained otherwise than FRONTAL, and so mostly taken in by other patterns.
OTHER_FRONTALS = ("haarcascade_frontalface_alt.xml", "haarcascade_frontalface_default.xml")
PROFILE = "haarcascade_profileface.xml"
SCALE_STEP = 1.1
# Where the frontal box would be in a profile's box, which takes in the back of the head: shares of
# its width, measured on faces of our scenes that both cascades see.
PROFILE_WIDTH, PROFILE_FORWARD, PROFILE_DOWN = 0.77, 0.15, 0.035
LOCAL_LIGHT_CLIP, LOCAL_LIGHT_TILES = 3.0, (8, 8)

_local = threading.local()


class Box(NamedTuple):
    """A rectangle in pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def area(self) -> int:
        return self.w * self.h

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point lies in the box."""
        return self.x <= point[0] <= self.x + self.w and self.y <= point[1] <= self.y + self.h


class Look(NamedTuple):
    """One way of looking for faces.

    `turn`: the picture is turned by so many degrees first, anticlockwise. `mirrored`: the cascade
    sees the mirror image. `local_light`: contrast is evened out in parts (CLAHE), not as a whole.
    """

    cascade: str
    turn: float = 0.0
    mirrored: bool = False
    local_light: bool = False


def scan(
    grey: Grey, look: Look, sizes: tuple[int, int], neighbours: int
) -> list[tuple[Box, float]]:
    """All hits of one look with the cascade's own scores; `sizes`: of frontal boxes, in pixels."""
    seen = turned(lit(grey, look), look.turn)
    if look.mirrored:
        seen = np.ascontiguousarray(seen[:, ::-1])
    wider = 1 / PROFILE_WIDTH if look.cascade == PROFILE else 1.0
    least, most = (round(size * wider) for size in sizes)
    found, _, scores = _cascade(look.cascade).detectMultiScale3(
        seen,
        SCALE_STEP,
        neighbours,
        minSize=(least, least),
        maxSize=(most, most),
        outputRejectLevels=True,
    )
    hits = [Box(*(int(value) for value in hit)) for hit in np.reshape(found, (-1, 4))]
    boxes = [_turned_back(_frontal(hit, look, grey.shape[1]), look.turn, grey) for hit in hits]
    return list(zip(boxes, (float(score) for score in np.ravel(scores)), strict=True))


def lit(grey: Grey, look: Look) -> Grey:
    """With its light evened out, as a whole or in parts."""
    if look.local_light:
        even = cv2.createCLAHE(LOCAL_LIGHT_CLIP, LOCAL_LIGHT_TILES).apply(grey)
        return np.asarray(even, dtype=np.uint8)
    return np.asarray(cv2.equalizeHist(grey), dtype=np.uint8)


def turned(grey: Grey, degrees: float) -> Grey:
    """The picture turned about its middle, of the same size."""
    if not degrees:
        return grey
    matrix = _turn(grey, degrees)
    size = grey.shape[1], grey.shape[0]
    how = cv2.INTER_LINEAR
    moved = cv2.warpAffine(grey, matrix, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, dtype=np.uint8)


def _turn(grey: Grey, degrees: float) -> NDArray[np.float64]:
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    return np.asarray(matrix, dtype=np.float64)


def _turned_back(box: Box, degrees: float, grey: Grey) -> Box:
    """A box of the turned picture, upright about the same place in the unturned one."""
    if not degrees:
        return box
    x, y = _turn(grey, -degrees) @ (*box.middle, 1.0)
    return Box(round(x - box.w / 2), round(y - box.h / 2), box.w, box.h)


def _frontal(box: Box, look: Look, width: int) -> Box:
    """A hit as the frontal cascade would draw it, not mirrored any more."""
    if look.cascade != PROFILE:
        return box
    x, y = box.middle
    # The cascade knows faces that look to the left.
    x -= PROFILE_FORWARD * box.w
    y += PROFILE_DOWN * box.w
    side = PROFILE_WIDTH * box.w
    if look.mirrored:
        x = width - x
    return Box(round(x - side / 2), round(y - side / 2), round(side), round(side))


def _cascade(name: str) -> cv2.CascadeClassifier:
    """One of each for each thread: OpenCV's keep their state in the object."""
    known: dict[str, cv2.CascadeClassifier] = _local.__dict__.setdefault("cascades", {})
    if name not in known:
        known[name] = cv2.CascadeClassifier(haarcascades + name)
    return known[name]
