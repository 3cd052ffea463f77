"""Where the faces are: OpenCV's Haar cascades on an equalised, small picture.

An upright frontal look comes first. Where that finds nothing, tilted heads, dim light and profiles
are tried, one `Look` each.
"""

from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np

from emotion.face.cascades import FRONTAL, OTHER_FRONTALS, PROFILE, Box, Grey, Look, scan


class Face(NamedTuple):
    """A face found: its box, and the look that saw it."""

    box: Box
    look: Look


UPRIGHT = Look(FRONTAL)
# In the order in which they find most among faces that the upright look misses.
TILTED = tuple(Look(FRONTAL, turn) for turn in (-20.0, 20.0, -35.0, 35.0))
PROFILES = (Look(PROFILE), Look(PROFILE, mirrored=True))
DIM = Look(FRONTAL, local_light=True)
OTHER_LOOKS = (*TILTED[:2], *PROFILES, DIM, *TILTED[2:])

# Pictures are searched at this size: wider costs time and finds hardly more, smaller hides faces.
WIDEST = 640
NARROWEST = 160
# The smallest face looked for, as a share of the picture's shorter side, and in pixels.
SMALLEST_SHARE = 0.06
# What the other looks take for faces is less often one: they look for larger ones alone.
OTHER_SHARE = 0.12
# And not in pictures whose shorter side has fewer pixels: enlarged noise looks like anything.
OTHER_PIXELS = 48
SMALLEST = 24
NEIGHBOURS = 3
# The cascade's own score of a hit. Faces of all sizes in our scenes score over 55.4; the patterns
# in curtains and elbows that it takes for faces are small, and score less.
SCORE = 55.0
SMALL_SCORE = 55.4
SMALL_SHARE = 1 / 6
# The profile cascade scores otherwise, and tells little by it: the second look decides.
PROFILE_SCORE = 0.0
# A face seen by another look is looked at again in a part of the picture so many times as wide,
# made so small that the face is this wide; sizes as shares of that.
AGAIN_AROUND, AGAIN_PIXELS, AGAIN_SIZES, AGAIN_NEIGHBOURS = 1.9, 44, (0.68, 1.4), 2
# The part for a profile: its cascade needs the back of the head.
PROFILE_AROUND = 2.4
# Turns in degrees and scales at which a profile is looked at again, and how often it must be seen.
PROFILE_CHANGES, PROFILE_TIMES = ((-7, 1.0), (7, 1.0), (0, 0.9), (0, 1.12)), 2
# A picture that is nothing but a face leaves the cascade no room: it gets a border this wide.
BORDER_SHARE = 0.25


def find_faces(grey: Grey, smallest_share: float = SMALLEST_SHARE) -> list[Face]:
    """The faces in a grey picture (H, W) uint8, largest first, boxes in its own pixels.

    `smallest_share`: no face under this share of the shorter side is looked for; most of the time
    goes into the small ones. The other looks are tried only while nothing is found.
    """
    small, scale, border = _prepared(grey)
    others = OTHER_LOOKS if min(grey.shape) >= OTHER_PIXELS else ()
    for look in (UPRIGHT, *others):
        share = smallest_share if look == UPRIGHT else max(smallest_share, OTHER_SHARE)
        hits = search(small, look, share)
        boxes = [_in_picture(hit, scale, border, grey.shape) for hit in hits]
        faces = [Face(box, look) for box in boxes if box.w > 0 and box.h > 0]
        if faces:
            return faces
    return []


def search(grey: Grey, look: Look, smallest_share: float) -> list[Box]:
    """One look at a small picture as it is: boxes, largest first, none inside another."""
    shorter = min(grey.shape)
    smallest = max(SMALLEST, int(shorter * smallest_share))
    hits = scan(grey, look, (smallest, shorter), NEIGHBOURS)
    likely = [
        box for box, score in hits if score >= _lowest_score(look, box.w < shorter * SMALL_SHARE)
    ]
    if look != UPRIGHT:
        likely = [box for box in likely if _seen_again(grey, box, look)]
    return _without_nested(likely)


def _seen_again(grey: Grey, box: Box, look: Look) -> bool:
    """Whether a hit of another look is a face after all.

    Tilted and dim ones: if the other frontal cascades see it too. Profiles, for which there is one
    cascade alone: if it sees it in slightly changed pictures. Of the false hits in twelve pictures
    without a face none passed, of the faces in our scenes, turned by 20 to 35 degrees, all did.
    """
    if look.cascade == FRONTAL:
        others = (look._replace(cascade=name) for name in OTHER_FRONTALS)
        return all(_sees(grey, box, other, 1.0) for other in others)
    changed = ((look._replace(turn=turn), scale) for turn, scale in PROFILE_CHANGES)
    return sum(_sees(grey, box, other, scale) for other, scale in changed) >= PROFILE_TIMES


def _sees(grey: Grey, box: Box, look: Look, scale: float) -> bool:
    """Whether a look sees a face in the middle of the part around a box."""
    around = PROFILE_AROUND if look.cascade == PROFILE else AGAIN_AROUND
    reach = round(around * box.w / 2)
    left, top = (round(value) - reach for value in box.middle)
    roomy = cv2.copyMakeBorder(grey, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    part = roomy[top + reach : top + 3 * reach, left + reach : left + 3 * reach]
    if not part.size:
        return False
    small = resized(np.asarray(part, dtype=np.uint8), scale * AGAIN_PIXELS / box.w)
    pixels = scale * AGAIN_PIXELS
    sizes = round(AGAIN_SIZES[0] * pixels), round(AGAIN_SIZES[1] * pixels)
    middle = small.shape[1] / 2, small.shape[0] / 2
    return any(hit.holds(middle) for hit, _ in scan(small, look, sizes, AGAIN_NEIGHBOURS))


def _lowest_score(look: Look, is_small: bool) -> float:
    if look.cascade == PROFILE:
        return PROFILE_SCORE
    return SMALL_SCORE if is_small else SCORE


def _prepared(grey: Grey) -> tuple[Grey, float, int]:
    """The picture as it is searched, its scale, and the border added on each side."""
    shorter, longer = sorted(grey.shape)
    scale = min(1.0, WIDEST / longer)
    if shorter < NARROWEST:
        scale = min(NARROWEST / shorter, WIDEST / longer)
    small = resized(grey, scale)
    border = int(min(small.shape) * BORDER_SHARE) if shorter < NARROWEST else 0
    if border:
        sides = (border, border, border, border)
        small = np.asarray(cv2.copyMakeBorder(small, *sides, borderType=cv2.BORDER_REPLICATE))
    return small, scale, border


def resized(grey: Grey, scale: float) -> Grey:
    """The picture at `scale` of its size, at least a pixel wide and high."""
    size = tuple(max(1, round(side * scale)) for side in (grey.shape[1], grey.shape[0]))
    if size == (grey.shape[1], grey.shape[0]):
        return grey
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, size, interpolation=how), dtype=np.uint8)


def _in_picture(hit: Box, scale: float, border: int, shape: tuple[int, ...]) -> Box:
    """A hit in the searched picture as a box in the original."""
    left, top = (round((value - border) / scale) for value in hit[:2])
    right = round((hit.x + hit.w - border) / scale)
    bottom = round((hit.y + hit.h - border) / scale)
    return cut(Box(left, top, right - left, bottom - top), shape)


def cut(box: Box, shape: tuple[int, ...]) -> Box:
    """The part of the box that lies in a picture of that shape (H, W)."""
    left, top = max(0, box.x), max(0, box.y)
    right, bottom = min(shape[1], box.x + box.w), min(shape[0], box.y + box.h)
    return Box(left, top, right - left, bottom - top)


def _without_nested(boxes: Iterable[Box]) -> list[Box]:
    """Largest first: a box whose middle lies in a larger one is a part of that face."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: (-box.area, box)):
        if not any(larger.holds(box.middle) for larger in kept):
            kept.append(box)
    return kept
