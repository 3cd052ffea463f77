"""Judging a classifier on a labelled set."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.classifier import FaceClassifier, crop
from emotion.face.datasets import LEFT_OUT, DatasetError, Faces, majority
from emotion.face.detector import find_faces
from emotion.face.metrics import summary
from emotion.face.network import HEADS
from emotion.face.preprocess import to_grey
from emotion.face.reading import Reading
from emotion.moods import EXPRESSIONS

LABEL_KINDS = ("original", "ferplus")
# The reading that people get; an artefact's other readings have names of their own.
AS_SHIPPED = "shipped"
# A picture with a side over this many pixels may show more than a face (hair, shoulders, a wall),
# so it is searched for one first, as a photograph is. The training faces have 48.
TIGHT = 72
# The face of a portrait takes up at least this share of its shorter side.
PORTRAIT_SHARE = 0.25


def truth_of(faces: Faces, labels: str) -> NDArray[np.int64]:
    """(N,) index into EXPRESSIONS or LEFT_OUT, by the labels as they are or by the votes."""
    return majority(faces) if labels == "ferplus" else faces.labels


def read_all(
    faces: Faces, classifier: FaceClassifier, detect: bool = False
) -> tuple[NDArray[np.float32], int]:
    """(N, 2, 7) logits, and in how many pictures a face was looked for and found.

    Pictures up to TIGHT pixels are faces as they are. Larger ones are searched; where that finds
    nothing, the whole picture is taken for the face. With `detect` every picture is searched, as
    the photo door does it, and is NaN without a face.
    """
    rows = np.full((len(faces), len(HEADS), len(EXPRESSIONS)), np.nan, np.float32)
    count = 0
    for number, image in enumerate(faces.images):
        grey = to_grey(image)
        found = []
        if detect:
            found = find_faces(grey)
        elif max(grey.shape) > TIGHT:
            found = find_faces(grey, PORTRAIT_SHARE)
        count += bool(found)
        if found or not detect:
            rows[number] = classifier.logits(crop(grey, found[0]) if found else grey)
    return rows, count


def evaluate(
    faces: Faces,
    classifier: FaceClassifier,
    labels: str = "original",
    detect: bool = False,
    reading: str = AS_SHIPPED,
) -> dict[str, Any]:
    """All figures of one split. Rows of a class that we do not have are left out and counted.

    `labels`: one of LABEL_KINDS. `reading`: AS_SHIPPED or one of the artefact's variants.
    Raises DatasetError for "ferplus" where the set has no votes, and for an unknown reading.
    """
    how = reading_of(classifier, reading)
    truth = truth_of(faces, labels)
    known = truth != LEFT_OUT
    logits, found = read_all(faces.take(known), classifier, detect)
    result = {"labels": labels, "reading": reading, "detect": detect, "faces_found": found}
    result["left_out"] = int((~known).sum())
    if detect:
        result["no_face"] = int(known.sum()) - found
    return result | summary(how.combine(logits), truth[known])


def reading_of(classifier: FaceClassifier, name: str) -> Reading:
    """One of the artefact's readings; DatasetError if it has none of that name."""
    known: dict[str, Reading] = {AS_SHIPPED: classifier.reading} | classifier.variants
    if name not in known:
        raise DatasetError(f"this model has the readings {', '.join(known)}, not {name}")
    return known[name]


def judge_rows(probabilities: NDArray[np.float32], truth: NDArray[np.int64]) -> dict[str, Any]:
    """The figures of (N, 7) readings against (N,) truths, LEFT_OUT rows left out and counted."""
    known = truth != LEFT_OUT
    left_out = {"left_out": int((~known).sum())}
    return left_out | summary(probabilities[known], truth[known])
