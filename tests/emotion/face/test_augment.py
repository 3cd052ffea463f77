import cv2
import numpy as np

from emotion.face.augment import augmented
from emotion.face.preprocess import CONTRAST, to_input

face = np.random.default_rng(3).integers(0, 256, (48, 48), dtype=np.uint8)


def test_it_is_seeded() -> None:
    first, again, other = (augmented(face, 64, np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_every_outcome_is_a_standard_input() -> None:
    random = np.random.default_rng(7)
    for _ in range(200):
        result = augmented(face, 64, random)
        assert result.shape == (64, 64, 1)
        assert result.dtype == np.float32
        assert np.isfinite(result).all()
        assert abs(float(result.std()) - CONTRAST) < 0.01


def test_changed_faces_lie_about_where_serving_puts_them() -> None:
    half = np.zeros((48, 48), np.uint8)
    half[:24] = 255
    random = np.random.default_rng(8)
    mean = np.mean([augmented(half, 64, random) for _ in range(400)], axis=0)
    edges = [
        float(np.interp(0, -picture.mean(axis=(1, 2)), np.arange(64)))
        for picture in (mean, to_input(half, 64))
    ]
    assert abs(edges[0] - edges[1]) < 0.8


def test_gentle_changes_leave_more_of_the_face() -> None:
    smooth = cv2.GaussianBlur(face, (0, 0), 4)
    plain = to_input(smooth, 64)[:, :, 0]
    likeness = [
        np.mean([likeness_of(plain, smooth, number, gentle) for number in range(60)])
        for gentle in (False, True)
    ]
    assert likeness[1] > likeness[0] + 0.1


def likeness_of(plain: np.ndarray, changed: np.ndarray, seed: int, gentle: bool) -> float:
    """The better correlation of a changed face and of its mirror image with the plain one."""
    seen = augmented(changed, 64, np.random.default_rng(seed), gentle)[:, :, 0]
    return max(np.corrcoef(plain.ravel(), view.ravel())[0, 1] for view in (seen, seen[:, ::-1]))
