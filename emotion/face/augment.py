"""Seeded changes to training faces: how cameras, rooms and heads differ."""

import cv2
import numpy as np
from numpy.typing import NDArray

from emotion.face.preprocess import standardise

# How far a training face is moved: degrees, share of the size, and scale: looser crops go further
# than tighter ones, since a detector that errs takes in hair and shoulders.
ROTATION = 25.0
SHIFT = 0.1
LOOSEST, TIGHTEST = -0.22, 0.14
# How often each of the rougher changes is made.
GAMMA_SHARE = 0.4
SIDE_LIGHT_SHARE = 0.2
BLUR_SHARE = 0.15
NOISE_SHARE = 0.25
JPEG_SHARE = 0.15
SMALL_SHARE = 0.12
HIDE_SHARE = 0.25
# How many faces are changed as roughly as ever in the gentle end of a run.
ROUGH_SHARE = 0.25


def augmented(
    face: NDArray[np.uint8], size: int, random: np.random.Generator, gentle: bool = False
) -> NDArray[np.float32]:
    """One changed face: (48, 48) uint8 to the network's input (size, size, 1) float32.

    `gentle`: most faces are only moved, and half as far.
    """
    if gentle and random.random() >= ROUGH_SHARE:
        plain = _moved(face.astype(np.float32), size, random, reach=0.5)
        return standardise(plain)[:, :, np.newaxis]
    changed = _compressed(_far_away(face, random), random).astype(np.float32)
    moved = _moved(changed, size, random)
    return standardise(_hidden(_taken(_lit(moved, random), random), random))[:, :, np.newaxis]


def _far_away(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Sometimes fewer pixels than usual saw the face."""
    if random.random() >= SMALL_SHARE:
        return face
    width = face.shape[0]
    few = int(random.integers(width // 3, width - 4))
    small = cv2.resize(face, (few, few), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, width)), dtype=np.uint8)


def _moved(
    face: NDArray[np.float32], size: int, random: np.random.Generator, reach: float = 1.0
) -> NDArray[np.float32]:
    """Turn, shift, scale, perhaps mirror, and bring to `size`, in one warp; `reach`: how far."""
    width = face.shape[0]
    scale = size / width * (1 + reach * random.uniform(LOOSEST, TIGHTEST))
    angle = np.deg2rad(reach * random.uniform(-ROTATION, ROTATION))
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    if random.random() < 0.5:
        turn[:, 0] *= -1
    centre = (size - 1) / 2 + reach * random.uniform(-SHIFT, SHIFT, 2) * size
    offset = centre - turn @ np.full(2, (width - 1) / 2)
    matrix = np.column_stack([turn, offset])
    # What lies beyond the picture is not known: mostly its edge goes on, sometimes all is dark.
    beyond = cv2.BORDER_REPLICATE if random.random() < 0.75 else cv2.BORDER_CONSTANT
    moved = cv2.warpAffine(face, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=beyond)
    return np.asarray(moved, dtype=np.float32)


def _compressed(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    if random.random() >= JPEG_SHARE:
        return face
    quality = int(random.integers(25, 80))
    _, data = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def _lit(face: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    """Brightness and contrast need no change (inputs are standardised); curve and side do."""
    if random.random() < GAMMA_SHARE:
        curve = float(np.exp(random.uniform(-0.7, 0.7)))
        face = np.asarray(255 * (np.clip(face, 0, 255) / 255) ** curve, dtype=np.float32)
    if random.random() < SIDE_LIGHT_SHARE:
        angle, depth = random.uniform(0, 2 * np.pi), random.uniform(0.2, 0.7)
        along = np.linspace(-0.5, 0.5, face.shape[0], dtype=np.float32)
        ramp = np.cos(angle) * along[np.newaxis] + np.sin(angle) * along[:, np.newaxis]
        face = np.asarray(face * (1 + depth * ramp), dtype=np.float32)
    return face


def _taken(face: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    """Blur of a lens, and grain: in low light it is large beside the face's own contrast."""
    if random.random() < BLUR_SHARE:
        face = np.asarray(cv2.GaussianBlur(face, (0, 0), random.uniform(0.5, 1.8)))
    if random.random() < NOISE_SHARE:
        grain = random.standard_normal(face.shape, dtype=np.float32)
        face = face + grain * np.float32(random.uniform(0.03, 0.25) * max(float(face.std()), 4.0))
    return face


def _hidden(face: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    """Sometimes a rectangle of the face is covered (a hand, hair, a cup)."""
    if random.random() >= HIDE_SHARE:
        return face
    size = face.shape[0]
    height, width = random.integers(size // 8, size * 2 // 5, 2)
    top, left = random.integers(0, size - height), random.integers(0, size - width)
    covered = face.copy()
    covered[top : top + height, left : left + width] = random.choice(face.ravel())
    return covered
