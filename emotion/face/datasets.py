"""Labelled faces from an npz file, whatever set they come from."""

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from emotion.face.preprocess import to_face, to_grey
from emotion.moods import EXPRESSIONS

# Usual spellings in public sets of faces. What is not here (contempt, unknown) is left out.
SPELLINGS = {
    "anger": ("anger", "angry", "an", "mad"),
    "disgust": ("disgust", "disgusted", "di"),
    "fear": ("fear", "fearful", "afraid", "scared", "fe"),
    "happiness": ("happiness", "happy", "joy", "joyful", "smile", "smiling", "ha"),
    "sadness": ("sadness", "sad", "sa"),
    "surprise": ("surprise", "surprised", "su"),
    "neutral": ("neutral", "neutrality", "calm", "ne"),
}
LEFT_OUT = -1
# FER+: a row says something of a face if at least half of its ten taggers chose one of our seven.
FEWEST_VOTES = 5
# FER2013's images that were recovered from lossy copies: mostly no faces, with arbitrary votes.
LOSSY_SOURCES = (2, 3)
# What NumPy raises for a file that is no npz: TypeError stands for a single array (npy).
UNREADABLE = (OSError, ValueError, EOFError, TypeError, zipfile.BadZipFile, zlib.error)


class DatasetError(ValueError):
    """The file is not a set of labelled faces; the message says why."""


@dataclass(frozen=True)
class Faces:
    """Faces with original labels.

    `images`: (N, H, W) or (N, H, W, 3) uint8. `labels`: (N,) int, an index into EXPRESSIONS or
    LEFT_OUT. `split`: (N,) int, all 0 where the file has none. `split_names`: one for each split.
    `votes`: (N, 7) float32, FER+ votes for each expression, and `ballots` (N,) all votes of
    the row; None where the file has none. `lossy`: (N,) bool.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    split: NDArray[np.int64]
    split_names: tuple[str, ...]
    votes: NDArray[np.float32] | None
    ballots: NDArray[np.float32] | None
    lossy: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.images)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Faces":
        """The chosen rows (a mask or positions)."""
        return Faces(
            self.images[rows],
            self.labels[rows],
            self.split[rows],
            self.split_names,
            None if self.votes is None else self.votes[rows],
            None if self.ballots is None else self.ballots[rows],
            self.lossy[rows],
        )

    def only(self, split: int) -> "Faces":
        """The rows of one split; -1 is the last."""
        return self.take(self.split == (split % len(self.split_names)))


def class_map(names: list[str]) -> NDArray[np.int64]:
    """For each class name its index in EXPRESSIONS, or LEFT_OUT for a class we do not have."""
    positions = {
        spelling: EXPRESSIONS.index(name) for name, known in SPELLINGS.items() for spelling in known
    }
    return np.array([positions.get(name.strip().lower(), LEFT_OUT) for name in names], np.int64)


def load_faces(path: Path) -> Faces:
    """Read `images`, `label`, `label_names`, and where present `split`, `split_names`, FER+ votes.

    Raises DatasetError if the file cannot be read or its arrays do not fit together.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except UNREADABLE as error:
        raise DatasetError(f"{path.name} cannot be read as npz: {error}") from error
    missing = {"images", "label", "label_names"} - arrays.keys()
    if missing:
        raise DatasetError(f"{path.name} has no {', '.join(sorted(missing))}")
    _check_shapes(path, arrays)
    split, split_names = _split(arrays)
    votes, ballots = _votes(arrays)
    source = arrays.get("image_source", np.ones(len(arrays["images"]), np.uint8))
    return Faces(
        arrays["images"],
        class_map([str(name) for name in arrays["label_names"]])[arrays["label"].astype(np.int64)],
        split,
        split_names,
        votes,
        ballots,
        np.isin(source, LOSSY_SOURCES),
    )


def digests(images: NDArray[np.uint8]) -> NDArray[np.bytes_]:
    """(N,) SHA-256 of each image's bytes: equal digests are byte-identical images."""
    return np.array([hashlib.sha256(image.tobytes()).digest() for image in images], dtype="S32")


def seen_in(faces: Faces, others: Faces) -> NDArray[np.bool_]:
    """(N,) bool: which of `faces` are byte-identical to one of `others`."""
    # "S32" drops trailing zero bytes, the same on both sides, so comparing stays right.
    return np.isin(digests(faces.images), digests(others.images))


def as_grey_faces(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(N, 48, 48) uint8 from images of any size, grey or colour."""
    return np.stack([to_face(to_grey(image)) for image in images])


def majority(faces: Faces) -> NDArray[np.int64]:
    """(N,) the expression with more than half of a row's FER+ votes, or LEFT_OUT.

    Raises DatasetError where the set has no votes.
    """
    if faces.votes is None or faces.ballots is None:
        raise DatasetError("this set has no ferplus_votes")
    leader = faces.votes.argmax(axis=1)
    clear = faces.votes.max(axis=1) * 2 > faces.ballots
    return np.where(clear & ~faces.lossy, leader, LEFT_OUT).astype(np.int64)


def vote_targets(faces: Faces) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """FER+ votes as soft targets (N, 7) that sum to 1, and (N,) weights: 0 = no usable row."""
    if faces.votes is None:
        raise DatasetError("this set has no ferplus_votes")
    total = faces.votes.sum(axis=1, keepdims=True)
    usable = (total[:, 0] >= FEWEST_VOTES) & ~faces.lossy
    even = np.full_like(faces.votes, 1 / len(EXPRESSIONS))
    targets = np.where(total > 0, faces.votes / np.maximum(total, 1), even)
    return targets.astype(np.float32), usable.astype(np.float32)


def _check_shapes(path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    images, label, names = arrays["images"], arrays["label"], arrays["label_names"]
    if images.dtype != np.uint8 or images.ndim not in (3, 4) or not images.size:
        raise DatasetError(f"{path.name}: images are (N, H, W) or (N, H, W, 3) uint8, not empty")
    if images.ndim == 4 and images.shape[3] not in (1, 3):
        raise DatasetError(f"{path.name}: images have {images.shape[3]} channels, not 1 or 3")
    if label.ndim != 1 or not np.issubdtype(label.dtype, np.integer):
        raise DatasetError(f"{path.name}: label is one whole number for each image")
    for name in ("label", "split", "ferplus_votes", "image_source"):
        if name in arrays and len(arrays[name]) != len(images):
            raise DatasetError(f"{path.name}: {name} and images differ in length")
    values = label.astype(np.int64)
    if values.min() < 0 or values.max() >= len(names):
        raise DatasetError(f"{path.name}: a label has no name")


def _split(arrays: dict[str, NDArray[np.generic]]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    if "split" not in arrays:
        return np.zeros(len(arrays["images"]), np.int64), ("all",)
    # Splits may be numbers (in order) or words (then the order of their names, else of the words).
    found, split = np.unique(arrays["split"], return_inverse=True)
    words = [str(word) for word in found]
    if "split_names" in arrays and len(arrays["split_names"]) == len(found):
        words = [str(word) for word in arrays["split_names"]]
    return split.reshape(-1).astype(np.int64), tuple(words)


def _votes(
    arrays: dict[str, NDArray[np.generic]],
) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
    if "ferplus_votes" not in arrays or "ferplus_names" not in arrays:
        return None, None
    ballots = arrays["ferplus_votes"].astype(np.float32)
    columns = class_map([str(name) for name in arrays["ferplus_names"]])
    votes = np.zeros((len(ballots), len(EXPRESSIONS)), np.float32)
    for position, column in enumerate(columns):
        if column != LEFT_OUT:
            votes[:, column] += ballots[:, position]
    return votes, ballots.sum(axis=1)
