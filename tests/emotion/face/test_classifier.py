import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from emotion.face import classifier as module
from emotion.face.artefact import SHIPPED, load_artefact, make_current
from emotion.face.cascades import Box, Look, turned
from emotion.face.classifier import ClassifierPool, FaceClassifier, crop
from emotion.face.detector import TILTED, UPRIGHT, Face, find_faces
from emotion.face.preprocess import to_grey
from emotion.moods import EXPRESSIONS
from tests.emotion.face.faces import astronaut

GREY = to_grey(astronaut())


@pytest.fixture(scope="module")
def shipped() -> FaceClassifier:
    return FaceClassifier(load_artefact(SHIPPED))


def test_her_smile_is_happiness(shipped: FaceClassifier) -> None:
    probabilities = shipped.classify(GREY, find_faces(GREY)[0])
    assert probabilities.shape == (7,)
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert EXPRESSIONS[probabilities.argmax()] == "happiness"


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (48, 48), (700, 300)])
def test_any_crop_has_an_answer(shipped: FaceClassifier, shape: tuple[int, int]) -> None:
    for level in (0, 255):
        probabilities = shipped.classify_face(np.full(shape, level, np.uint8))
        assert probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_the_crop_lies_inside_the_box() -> None:
    assert crop(GREY, Face(Box(10, 20, 100, 50), UPRIGHT)).shape == (48, 96)
    assert crop(GREY, Face(Box(5, 5, 1, 1), UPRIGHT)).shape == (1, 1)


@pytest.mark.parametrize("look", TILTED)
def test_a_tilted_face_is_set_upright(look: Look) -> None:
    (face,) = find_faces(GREY)
    tilted = turned(GREY, -look.turn)
    upright = crop(GREY, face).astype(float)
    x, y = turned_point(face.box.middle, -look.turn)
    box = Box(round(x - face.box.w / 2), round(y - face.box.h / 2), face.box.w, face.box.h)
    again = crop(tilted, Face(box, look)).astype(float)
    assert np.corrcoef(upright.ravel(), again.ravel())[0, 1] > 0.95


def turned_point(point: tuple[float, float], degrees: float) -> tuple[float, float]:
    """Where a point of the picture is once it has been turned."""
    side = GREY.shape[0]
    matrix = cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), degrees, 1.0)
    x, y = matrix @ (*point, 1.0)
    return float(x), float(y)


def test_each_thread_has_its_own_and_all_agree() -> None:
    pool = ClassifierPool()
    box = find_faces(GREY)[0]

    def read(_: int) -> tuple[int, tuple[float, ...]]:
        mine = pool.get()
        assert pool.get() is mine
        return id(mine), tuple(mine.classify(GREY, box).tolist())

    with ThreadPoolExecutor(3) as threads:
        results = list(threads.map(read, range(30)))
    assert len({answer for _, answer in results}) == 1
    assert len({number for number, _ in results}) <= 3


def test_a_new_current_model_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_AGAIN", 0.0)
    pool = ClassifierPool(tmp_path)
    before = pool.get()
    assert pool.get() is before
    shutil.copytree(SHIPPED, tmp_path / "face" / "v1")
    make_current(tmp_path, "v1")
    assert pool.get() is not before
