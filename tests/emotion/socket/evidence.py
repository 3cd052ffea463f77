"""Know pictures again wherever they turn up: whole, in slices, as pixels, crops or text."""

import base64
from dataclasses import dataclass, field

import cv2
import numpy as np

from emotion.face.classifier import crop
from emotion.face.decoding import decode_frame
from emotion.face.detector import find_faces
from emotion.face.follower import Follower
from emotion.face.preprocess import to_face, to_input

# A run of 64 bytes of a picture, wherever it starts, holds one whole aligned block of this length.
BLOCK = 32
# A block of fewer different bytes (black, padding) stands in many a file that holds no picture.
LEAST_VARIETY = 12
SIGNATURES = {
    "a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a JPEG with metadata": b"\xff\xd8\xff\xe1",
    "a PNG": b"\x89PNG\r\n\x1a\n",
    "a JPEG as base64": base64.b64encode(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")[:12],
    "a JPEG as hex": b"ffd8ffe000104a464946",
    "a JPEG as Python bytes": b"\\xff\\xd8\\xff\\xe0",
}
INPUT_SIZES = (48, 64, 72, 80, 96)


@dataclass
class Evidence:
    """The blocks of everything that was sent or can have been made of it."""

    blocks: dict[bytes, str] = field(default_factory=dict)
    _heads: np.ndarray = field(default_factory=lambda: np.empty(0, np.uint64))

    def add_frame(self, frame: bytes) -> None:
        """Remember a JPEG, its pixels, its face, and what the network is fed with."""
        self.add_bytes(frame, "frame")
        colours = cv2.imdecode(np.frombuffer(frame, np.uint8), cv2.IMREAD_COLOR)
        if colours is None:
            return
        self._add(colours.tobytes(), "frame's pixels (BGR)")
        self._add(colours[:, :, ::-1].tobytes(), "frame's pixels (RGB)")
        grey = decode_frame(frame, 1 << 20, 1 << 22)
        self._add(grey.tobytes(), "frame's pixels (grey)")
        follower = Follower()
        # As often as the follower's box needs to come to rest, and longer than it goes unsearched.
        sights = [follower.find(grey, number / 4).face for number in range(12)]
        for found in {*find_faces(grey), *filter(None, sights)}:
            face = crop(grey, found)
            self._add(face.tobytes(), "face")
            self._add(to_face(face).tobytes(), "small face")
            for size in INPUT_SIZES:
                self._add(to_input(face, size).tobytes(), "network's input")

    def add_bytes(self, data: bytes, name: str) -> None:
        """Remember bytes, and their base64 and hex."""
        self._add(data, name)
        self._add(data.hex().encode(), f"{name} as hex")
        for phase in range(3):
            self._add(base64.b64encode(data[phase:]), f"{name} as base64")
            self._add(base64.urlsafe_b64encode(data[phase:]), f"{name} as base64")

    def _add(self, data: bytes, name: str) -> None:
        for start in range(0, len(data) - BLOCK + 1, BLOCK):
            block = data[start : start + BLOCK]
            if len(set(block)) >= LEAST_VARIETY:
                self.blocks.setdefault(block, name)

    def found_in(self, data: bytes) -> str:
        """Say what of a picture ``data`` holds; an empty string where it holds nothing."""
        for name, signature in SIGNATURES.items():
            if signature in data:
                return f"the signature of {name}"
        for start in self._candidates(data):
            name = self.blocks.get(data[start : start + BLOCK], "")
            if name:
                return f"a slice of a {name} at byte {start}"
        return ""

    def _candidates(self, data: bytes) -> list[int]:
        """Return where the first eight bytes of a block stand: a sieve, in NumPy for speed."""
        if len(self._heads) != len(self.blocks):
            heads = [int.from_bytes(block[:8], "little") for block in self.blocks]
            self._heads = np.sort(np.array(heads, np.uint64))
        places: list[int] = []
        for shift in range(8):
            words = np.frombuffer(data[shift : shift + (len(data) - shift) // 8 * 8], np.uint64)
            nearest = np.searchsorted(self._heads, words).clip(max=len(self._heads) - 1)
            places += (np.flatnonzero(self._heads[nearest] == words) * 8 + shift).tolist()
        return places
