"""From a grey picture of a face to what the network is fed: the same in training and in serving."""

import cv2
import numpy as np
from numpy.typing import NDArray

# The training faces are 48 pixels wide. Every face goes through that size, so that a sharp crop
# from a webcam looks to the network like what it learned from.
FACE_SIZE = 48
# Contrast is brought to this standard deviation (ImageNet inputs scaled to -1..1 have about it),
# so that a dim room and a bright window read alike.
CONTRAST = 0.5
# Of grey levels. A flatter crop holds no face, and without a floor its noise would be blown up.
FLATTEST = 4.0


def to_grey(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(H, W) as it is, (H, W, 1) and RGB (H, W, 3) made grey; else ValueError. All uint8."""
    if image.dtype != np.uint8:
        raise ValueError(f"images are uint8, not {image.dtype}")
    if image.ndim == 3 and image.shape[2] == 1:
        return image[:, :, 0]
    if image.ndim == 3 and image.shape[2] == 3:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if image.ndim != 2:
        raise ValueError(f"an image is (H, W) or (H, W, 3), not {image.shape}")
    return image


def to_face(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A grey crop of any size as a face of FACE_SIZE x FACE_SIZE."""
    if grey.shape == (FACE_SIZE, FACE_SIZE):
        return grey
    shrinking = min(grey.shape) > FACE_SIZE
    how = cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, (FACE_SIZE, FACE_SIZE), interpolation=how), dtype=np.uint8)


def standardise(face: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean 0 and standard deviation CONTRAST; takes and gives (H, W) float32."""
    spread = max(float(face.std()), FLATTEST)
    return np.asarray((face - face.mean()) * (CONTRAST / spread), dtype=np.float32)


def to_input(grey: NDArray[np.uint8], size: int) -> NDArray[np.float32]:
    """A grey crop of any size as the network's input: (size, size, 1) float32."""
    face = to_face(grey).astype(np.float32)
    scaled = cv2.resize(face, (size, size), interpolation=cv2.INTER_LINEAR)
    return standardise(np.asarray(scaled, dtype=np.float32))[:, :, np.newaxis]
