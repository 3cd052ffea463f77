"""How the face model bears other light, other cameras, other crops and turned heads.

    python -m benchmarks.face_conditions fer2013.npz [--model DIR ...]

Takes rows of PublicTest (which decides, and is not the figure to report), by the votes' clear
majority, as they are and changed in one way at a time by fixed amounts, and parts of them that
differ. Prints accuracy and balanced accuracy for each model, in one run on the same pictures.
fer2013.npz is FER2013 with FER+'s votes, as `emotion.face.datasets.load_faces` says.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from emotion.face.artefact import SHIPPED, load_artefact
from emotion.face.classifier import FaceClassifier
from emotion.face.datasets import LEFT_OUT, Faces, load_faces, majority
from emotion.face.detector import UPRIGHT, find_faces
from emotion.face.metrics import accuracy, balanced_accuracy
from emotion.face.training import make_sets

Grey = NDArray[np.uint8]
random = np.random.default_rng(1)


def warped(face: Grey, degrees: float = 0, scale: float = 1, right: float = 0) -> Grey:
    """Turned, scaled about the middle, moved by a share of the width."""
    width = face.shape[0]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (width - 1) / 2), degrees, scale)
    matrix[0, 2] += right * width
    return cv2.warpAffine(face, matrix, (width, width), borderMode=cv2.BORDER_REPLICATE)


def coarse(face: Grey, pixels: int) -> Grey:
    """As if it had been that many pixels wide."""
    small = cv2.resize(face, (pixels, pixels), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, face.shape)


def dim(face: Grey) -> Grey:
    """An eighth of the light, and a sensor's grain."""
    return np.clip(face / 8 + random.normal(0, 2, face.shape), 0, 255).astype(np.uint8)


def compressed(face: Grey) -> Grey:
    """A JPEG of quality 20."""
    data = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, 20])[1]
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)


def side_lit(face: Grey) -> Grey:
    """One side gets a sixth of the other's light."""
    return (face * np.linspace(1 / 6, 1, face.shape[1])).astype(np.uint8)


def half_hidden(face: Grey) -> Grey:
    """The lower third is covered, as by a hand or a mask."""
    hidden = face.copy()
    hidden[-face.shape[0] // 3 :] = 128
    return hidden


CHANGES: dict[str, Callable[[Grey], Grey]] = {
    "turned by 15 degrees": lambda face: warped(face, degrees=15),
    "turned by 25 degrees": lambda face: warped(face, degrees=-25),
    "looser crop (face at 80 %)": lambda face: warped(face, scale=0.8),
    "tighter crop (face at 115 %)": lambda face: warped(face, scale=1.15),
    "off-centre by a tenth": lambda face: warped(face, right=0.1),
    "24 pixels wide": lambda face: coarse(face, 24),
    "16 pixels wide": lambda face: coarse(face, 16),
    "blurred (sigma 1.5)": lambda face: cv2.GaussianBlur(face, (0, 0), 1.5),
    "an eighth of the light": dim,
    "light from one side": side_lit,
    "JPEG of quality 20": compressed,
    "lower third covered": half_hidden,
}


def parts_of(images: Grey) -> dict[str, NDArray[np.bool_]]:
    """Rows that differ from the rest: the tenth that is darkest, lightest, flattest; odd heads."""
    means, spreads = images.mean(axis=(1, 2)), images.std(axis=(1, 2))
    upright = [bool(found) and found[0].look == UPRIGHT for found in map(enlarged, images)]
    return {
        "as they are": np.ones(len(images), np.bool_),
        "the darkest tenth": means <= np.quantile(means, 0.1),
        "the lightest tenth": means >= np.quantile(means, 0.9),
        "the flattest tenth": spreads <= np.quantile(spreads, 0.1),
        "no upright face for the cascade": ~np.array(upright),
    }


def enlarged(face: Grey) -> list[object]:
    """What the detector finds in a face with some room around it."""
    roomy = np.pad(face, 12, mode="edge")
    return find_faces(cv2.resize(roomy, None, fx=3, fy=3), 0.4)


def read(classifier: FaceClassifier, images: Grey) -> NDArray[np.int64]:
    """(N,) the leading expression."""
    return np.array([classifier.classify_face(face).argmax() for face in images])


def line(name: str, truth: NDArray[np.int64], guesses: list[NDArray[np.int64]]) -> str:
    """One row of the table: accuracy / balanced accuracy for each model."""
    figures = [f"{accuracy(g, truth):.1%} / {balanced_accuracy(g, truth):.3f}" for g in guesses]
    return f"{name:34}{len(truth):>6}   " + "   ".join(figures)


def rows_of(path: Path, most: int) -> tuple[Grey, NDArray[np.int64]]:
    """Faces with a clear majority of the votes, and that majority."""
    validation: Faces = make_sets(load_faces(path)).validation
    truth = majority(validation)
    chosen = random.permutation(np.flatnonzero(truth != LEFT_OUT))[:most]
    return validation.images[chosen], truth[chosen]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, action="append", help="an artefact's folder")
    parser.add_argument("--rows", type=int, default=1000)
    options = parser.parse_args()
    images, truth = rows_of(options.data, options.rows)
    models = [FaceClassifier(load_artefact(folder)) for folder in options.model or [SHIPPED]]
    print(f"{'accuracy / balanced accuracy of':43}" + "   ".join(m.version for m in models))
    plain = [read(model, images) for model in models]
    for name, rows in parts_of(images).items():
        print(line(name, truth[rows], [guesses[rows] for guesses in plain]), flush=True)
    for name, change in CHANGES.items():
        changed = np.stack([change(face) for face in images])
        print(line(name, truth, [read(model, changed) for model in models]), flush=True)


if __name__ == "__main__":
    main()
