"""Follow one face from frame to frame: look around where it was, search everywhere when it is lost.

A search of a whole frame costs many times what the classifier does, so it is made when there is no
face to follow, and every so often to count the faces. One follower belongs to one listener's camera
and to one thread at a time.
"""

from collections.abc import Sequence
from typing import NamedTuple

from emotion.face.cascades import PROFILE, Box, Grey, Look, scan
from emotion.face.detector import (
    OTHER_LOOKS,
    PROFILE_AROUND,
    UPRIGHT,
    Face,
    cut,
    resized,
    search,
)

# Who sits before a webcam fills at least this share of the frame's shorter side.
NEAR_SHARE = 0.2
# And mostly this much.
LARGE_SHARE = 0.35
# Who sits further back is looked for in turn with the other looks, down to this share.
FAR_SHARE = 0.1
# In a search of the whole frame the smallest face is this wide, in pixels; the cascade needs 20,
# and that for profiles misses most at twice the size of the frontal one.
SEARCH_PIXELS = 24
PROFILE_PIXELS = 36
# Around the last box: a part this many times as wide, made so small that the face is this wide.
AROUND = 1.9
FOLLOW_PIXELS, PROFILE_FOLLOW_PIXELS = 36, 54
FOLLOW_SIZES = (0.72, 1.4)
FOLLOW_NEIGHBOURS = 2
# Between searches of the whole frame while a face is followed: seconds, and frames, so that a
# machine with too much to do is not given more to do in each frame.
SEARCH_AGAIN = 2.0
SEARCH_AGAIN_FRAMES = 4
# A face not seen for this many seconds may be another's when one comes back.
FORGET_SECONDS = 3.0
# While it has not been seen for less than this many seconds, no other face takes its place.
AWAY_SECONDS = 1.0
# The followed face is kept while it is at least this share of the largest one's area.
LOYALTY = 0.4
# The cascade's boxes tremble. Within this share of its width the box goes this part of the way to
# the new one at each frame, and beyond it nearly all of the way.
TREMBLE_SHARE = 0.1
TREMBLE_STEP, BOX_STEP = 0.25, 0.8


class Sight(NamedTuple):
    """The followed face, if it is seen, and how many faces there are.

    `changed`: it is not where the followed face was, and so may be another person's.
    """

    face: Face | None
    faces: int
    changed: bool = False


class Follower:
    """Finds the face to read in each frame."""

    def __init__(self) -> None:
        self._face: Face | None = None
        self._candidate: Face | None = None
        self._count = 0
        self._seen = self._searched = float("-inf")
        self._turn = self._frames = 0

    def find(self, grey: Grey, now: float) -> Sight:
        """The face to read in a grey frame (H, W) uint8 at `now` (monotonic seconds).

        A clock that goes back, or a face away for longer than FORGET_SECONDS, begins anew.
        """
        if self._face is not None and not 0 <= now - self._seen <= FORGET_SECONDS:
            self._face = self._candidate = None
        near = None if self._face is None else _around(grey, self._face)
        self._frames += 1
        if near is not None and self._candidate is None and not self._is_time_to_search(now):
            return self._keep(near, now, grey)
        if near is None:
            found = self._sought(grey)
        else:
            found, self._searched, self._frames = _whole(grey, UPRIGHT, NEAR_SHARE), now, 0
            if not any(_same(near, face) for face in found):
                found = [near, *found]
        self._count = len(found)
        chosen = self._chosen(found)
        if chosen is not None and self._is_believed(chosen, near, now):
            self._candidate = None
            return self._keep(chosen, now, grey)
        self._candidate = chosen
        return Sight(None, self._count) if near is None else self._keep(near, now, grey)

    def _is_time_to_search(self, now: float) -> bool:
        seconds = now - self._searched
        rested = seconds >= SEARCH_AGAIN and self._frames >= SEARCH_AGAIN_FRAMES
        return rested or seconds < 0 or self._searched == float("-inf")

    def _keep(self, face: Face, now: float, grey: Grey) -> Sight:
        changed = self._face is not None and not _same(face, self._face)
        if self._face is not None and not changed:
            # A camera that turns on its side changes the frame: the last box may be outside.
            face = Face(cut(_between(self._face.box, face.box), grey.shape), face.look)
        self._face, self._seen = face, now
        self._count = max(self._count, 1)
        return Sight(face, self._count, changed)

    def _sought(self, grey: Grey) -> list[Face]:
        """The upright faces, the larger first; if there is none, the last frame's candidate where
        it was; if that is gone, one of the other ways, in turn.

        The larger take a quarter of the time. Who stands further back is counted by the next search
        of the whole frame.
        """
        found = _whole(grey, UPRIGHT, LARGE_SHARE) or _whole(grey, UPRIGHT, NEAR_SHARE)
        if found:
            return found
        again = None if self._candidate is None else _around(grey, self._candidate)
        if again is not None:
            return [again]
        ways = [(look, NEAR_SHARE) for look in OTHER_LOOKS]
        ways.insert(0, (UPRIGHT, FAR_SHARE))
        look, share = ways[self._turn % len(ways)]
        self._turn += 1
        return _whole(grey, look, share)

    def _chosen(self, faces: Sequence[Face]) -> Face | None:
        """Last time's face while it is about as large as any, else the largest."""
        if not faces:
            return None
        largest = max(faces, key=lambda face: face.box.area)
        known = [face for face in faces if self._face is not None and _same(face, self._face)]
        loyal = [face for face in known if face.box.area >= LOYALTY * largest.box.area]
        return max(loyal, key=lambda face: face.box.area) if loyal else largest

    def _is_believed(self, face: Face, near: Face | None, now: float) -> bool:
        """A face that comes from nowhere, or was seen by another look, is believed the second time.

        What a cascade takes for a face in a curtain mostly does not stay from frame to frame. Nor
        does a hand before the followed face: while that is away, others wait for a second.
        """
        if self._face is None:
            known = [face] if face.look == UPRIGHT else []
        elif _same(face, self._face):
            return True
        elif near is None and now - self._seen < AWAY_SECONDS:
            return False
        else:
            known = []
        if self._candidate is not None:
            known.append(self._candidate)
        return any(_same(face, other) for other in known)


def _whole(grey: Grey, look: Look, share: float) -> list[Face]:
    """The faces in the whole frame, by one look at a picture as small as `share` allows."""
    pixels = PROFILE_PIXELS if look.cascade == PROFILE else SEARCH_PIXELS
    scale = min(1.0, pixels / (share * min(grey.shape)))
    small = resized(grey, scale)
    boxes = (cut(_scaled(box, 1 / scale), grey.shape) for box in search(small, look, share))
    return [Face(box, look) for box in boxes if box.w > 0 and box.h > 0]


def _around(grey: Grey, last: Face) -> Face | None:
    """The face about where it was; by the look that saw it, then upright."""
    x, y = last.box.middle
    reach = (PROFILE_AROUND if last.look.cascade == PROFILE else AROUND) * last.box.w / 2
    part = cut(
        Box(round(x - reach), round(y - reach), round(2 * reach), round(2 * reach)), grey.shape
    )
    if part.w <= 0 or part.h <= 0:
        return None
    pixels = PROFILE_FOLLOW_PIXELS if last.look.cascade == PROFILE else FOLLOW_PIXELS
    scale = min(1.0, pixels / last.box.w)
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
    """Where the box goes: mostly nowhere if the face hardly moved, else after it."""
    pairs = list(zip(last, new, strict=True))
    still = all(abs(now - old) <= TREMBLE_SHARE * last.w for old, now in pairs)
    step = TREMBLE_STEP if still else BOX_STEP
    return Box(*(round(old + step * (now - old)) for old, now in pairs))


def _distance(first: Box, second: Box) -> float:
    (x, y), (u, v) = first.middle, second.middle
    return float((x - u) ** 2 + (y - v) ** 2 + (first.w - second.w) ** 2)


def _same(first: Face, second: Face) -> bool:
    """Whether the middle of either box lies in the other."""
    return first.box.holds(second.box.middle) or second.box.holds(first.box.middle)
