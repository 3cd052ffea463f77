"""Follow one face from frame to frame: look around where it was, search everywhere when it is lost.

A search of a whole frame costs many times what the classifier does, so it is made when there is no
face to follow, and every so often to count the faces. One follower belongs to one listener's camera
and to one thread at a time.
"""

from collections.abc import Sequence
from typing import NamedTuple

from emotion.face.cascades import Box, Grey, Look, scan
from emotion.face.detector import OTHER_LOOKS, UPRIGHT, Face, cut, resized, search

# Who sits before a webcam fills at least this share of the frame's shorter side.
NEAR_SHARE = 0.2
# And mostly this much.
LARGE_SHARE = 0.35
# Who sits further back is looked for in turn with the other looks, down to this share.
FAR_SHARE = 0.1
# In a search of the whole frame the smallest face is this wide, in pixels; the cascade needs 20.
SEARCH_PIXELS = 24
# Around the last box: a part this many times as wide, made so small that the face is this wide.
AROUND = 1.9
FOLLOW_PIXELS = 36
FOLLOW_SIZES = (0.72, 1.4)
FOLLOW_NEIGHBOURS = 2
# Seconds between searches of the whole frame while a face is followed.
SEARCH_AGAIN = 2.0
# A face not seen for this many seconds may be another's when one comes back.
FORGET_SECONDS = 3.0
# The followed face is kept while it is at least this share of the largest one's area.
LOYALTY = 0.4
# The cascade's boxes tremble. Within this share of its width the box stays where it is, beyond it
# goes this share of the way at each frame.
STILL_SHARE = 0.05
BOX_STEP = 0.7


class Sight(NamedTuple):
    """The followed face, if it is seen, and how many faces there are."""

    face: Face | None
    faces: int


class Follower:
    """Finds the face to read in each frame."""

    def __init__(self) -> None:
        self._face: Face | None = None
        self._candidate: Face | None = None
        self._count = 0
        self._seen = self._searched = float("-inf")
        self._turn = 0

    def find(self, grey: Grey, now: float) -> Sight:
        """The face to read in a grey frame (H, W) uint8 at `now` (monotonic seconds).

        A clock that goes back, or a face away for longer than FORGET_SECONDS, begins anew.
        """
        if not 0 <= now - self._seen <= FORGET_SECONDS:
            self._face = None
        near = None if self._face is None else _around(grey, self._face)
        if near is not None and 0 <= now - self._searched < SEARCH_AGAIN:
            return self._keep(near, now, grey)
        if near is None:
            found = self._sought(grey)
        else:
            found, self._searched = _whole(grey, UPRIGHT, NEAR_SHARE), now
            if not any(_same(near, face) for face in found):
                found = [near, *found]
        self._count = len(found)
        face = self._believed(self._chosen(found))
        return Sight(None, self._count) if face is None else self._keep(face, now, grey)

    def _keep(self, face: Face, now: float, grey: Grey) -> Sight:
        if self._face is not None and _same(face, self._face):
            # A camera that turns on its side changes the frame: the last box may be outside.
            face = Face(cut(_between(self._face.box, face.box), grey.shape), face.look)
        self._face, self._seen, self._candidate = face, now, None
        self._count = max(self._count, 1)
        return Sight(face, self._count)

    def _sought(self, grey: Grey) -> list[Face]:
        """The upright faces, the larger first; if there is none, one of the other ways, in turn.

        The larger take a quarter of the time. Who stands further back is counted a frame later.
        """
        found = _whole(grey, UPRIGHT, LARGE_SHARE) or _whole(grey, UPRIGHT, NEAR_SHARE)
        if found:
            return found
        ways = [(look, NEAR_SHARE) for look in OTHER_LOOKS]
        ways.insert(0, (UPRIGHT, FAR_SHARE))
        look, share = ways[self._turn % len(ways)]
        self._turn += 1
        found = _whole(grey, look, share)
        if found:
            self._turn -= 1  # the next frame confirms it by the same look
        return found

    def _chosen(self, faces: Sequence[Face]) -> Face | None:
        """Last time's face while it is about as large as any, else the largest."""
        if not faces:
            return None
        largest = max(faces, key=lambda face: face.box.area)
        known = [face for face in faces if self._face is not None and _same(face, self._face)]
        loyal = [face for face in known if face.box.area >= LOYALTY * largest.box.area]
        return max(loyal, key=lambda face: face.box.area) if loyal else largest

    def _believed(self, face: Face | None) -> Face | None:
        """A face that comes from nowhere, or was seen by another look, is believed the second time.

        What a cascade takes for a face in a curtain mostly does not stay from frame to frame.
        """
        if face is None:
            self._candidate = None
            return None
        expected = self._face if self._face is not None else self._candidate
        plain = self._face is None and face.look == UPRIGHT
        if plain or any(_same(face, known) for known in (expected, self._candidate) if known):
            return face
        self._candidate = face
        return None


def _whole(grey: Grey, look: Look, share: float) -> list[Face]:
    """The faces in the whole frame, by one look at a picture as small as `share` allows."""
    scale = min(1.0, SEARCH_PIXELS / (share * min(grey.shape)))
    small = resized(grey, scale)
    boxes = (cut(_scaled(box, 1 / scale), grey.shape) for box in search(small, look, share))
    return [Face(box, look) for box in boxes if box.w > 0 and box.h > 0]


def _around(grey: Grey, last: Face) -> Face | None:
    """The face about where it was; by the look that saw it, then upright."""
    x, y = last.box.middle
    reach = AROUND * last.box.w / 2
    part = cut(
        Box(round(x - reach), round(y - reach), round(2 * reach), round(2 * reach)), grey.shape
    )
    if part.w <= 0 or part.h <= 0:
        return None
    scale = min(1.0, FOLLOW_PIXELS / last.box.w)
    small = resized(grey[part.y : part.y + part.h, part.x : part.x + part.w], scale)
    width = last.box.w * scale
    sizes = round(FOLLOW_SIZES[0] * width), round(FOLLOW_SIZES[1] * width)
    for look in dict.fromkeys((last.look, UPRIGHT)):
        boxes = [_scaled(box, 1 / scale) for box, _ in scan(small, look, sizes, FOLLOW_NEIGHBOURS)]
        placed = [
            cut(Box(box.x + part.x, box.y + part.y, box.w, box.h), grey.shape) for box in boxes
        ]
        faces = [Face(box, look) for box in placed if box.w > 0 and box.h > 0]
        same = [face for face in faces if _same(face, last)]
        if same:
            return min(same, key=lambda face: _distance(face.box, last.box))
    return None


def _scaled(box: Box, scale: float) -> Box:
    return Box(*(round(value * scale) for value in box))


def _between(last: Box, new: Box) -> Box:
    """Where the box goes: nowhere if the face hardly moved, else most of the way."""
    pairs = list(zip(last, new, strict=True))
    if all(abs(now - old) <= STILL_SHARE * last.w for old, now in pairs):
        return last
    return Box(*(round(old + BOX_STEP * (now - old)) for old, now in pairs))


def _distance(first: Box, second: Box) -> float:
    (x, y), (u, v) = first.middle, second.middle
    return float((x - u) ** 2 + (y - v) ** 2 + (first.w - second.w) ** 2)


def _same(first: Face, second: Face) -> bool:
    """Whether the middle of either box lies in the other."""
    return first.box.holds(second.box.middle) or second.box.holds(first.box.middle)
