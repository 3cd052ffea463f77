"""Judging a classifier on a labelled set."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.classifier import FaceClassifier
from emotion.face.datasets import LEFT_OUT, Faces, majority
from emotion.face.detector import find_faces
from emotion.face.metrics import summary
from emotion.face.preprocess import to_grey
from emotion.moods import EXPRESSIONS

LABEL_KINDS = ("original", "ferplus")


def truth_of(faces: Faces, labels: str) -> NDArray[np.int64]:
    """(N,) index into EXPRESSIONS or LEFT_OUT, by the labels as they are or by the votes."""
    return majority(faces) if labels == "ferplus" else faces.labels


def read_all(faces: Faces, classifier: FaceClassifier, detect: bool = False) -> NDArray[np.float32]:
    """(N, 7) probabilities. With `detect`, of the largest face found, NaN where there is none."""
    rows = np.full((len(faces), len(EXPRESSIONS)), np.nan, np.float32)
    for number, image in enumerate(faces.images):
        grey = to_grey(image)
        if not detect:
            rows[number] = classifier.classify_face(grey)
            continue
        found = find_faces(grey)
        if found:
            rows[number] = classifier.classify(grey, found[0])
    return rows


def evaluate(
    faces: Faces, classifier: FaceClassifier, labels: str = "original", detect: bool = False
) -> dict[str, Any]:
    """All figures of one split. Rows of a class that we do not have are left out and counted.

    `labels`: one of LABEL_KINDS. Raises DatasetError for "ferplus" where the set has no votes.
    """
    truth = truth_of(faces, labels)
    probabilities = np.zeros((len(faces), len(EXPRESSIONS)), np.float32)
    known = truth != LEFT_OUT
    probabilities[known] = read_all(faces.take(known), classifier, detect)
    result = {"labels": labels, "detect": detect} | judge_rows(probabilities, truth)
    if detect:
        result["no_face"] = int(np.isnan(probabilities).any(axis=1).sum())
    return result


def judge_rows(probabilities: NDArray[np.float32], truth: NDArray[np.int64]) -> dict[str, Any]:
    """The figures of (N, 7) readings against (N,) truths, LEFT_OUT rows left out and counted."""
    known = truth != LEFT_OUT
    left_out = {"left_out": int((~known).sum())}
    return left_out | summary(probabilities[known], truth[known])
