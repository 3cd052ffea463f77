import numpy as np
import pytest

from emotion.face.preprocess import CONTRAST, to_face, to_grey, to_input

random = np.random.default_rng(1)


@pytest.mark.parametrize("shape", [(48, 48), (8, 8), (300, 200), (1, 1), (1, 500)])
def test_any_crop_becomes_an_input(shape: tuple[int, int]) -> None:
    face = random.integers(0, 256, shape, dtype=np.uint8)
    result = to_input(face, 64)
    assert result.shape == (64, 64, 1)
    assert result.dtype == np.float32
    assert np.isfinite(result).all()
    assert abs(result.mean()) < 1e-3


def test_light_and_contrast_do_not_matter() -> None:
    face = random.integers(0, 100, (48, 48), dtype=np.uint8)
    assert np.allclose(to_input(face, 64), to_input(face + 100, 64), atol=1e-3)
    assert np.allclose(to_input(face, 64), to_input(face * 2, 64), atol=1e-3)
    assert to_input(face, 64).std() == pytest.approx(CONTRAST, rel=1e-3)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_flat_picture_stays_flat(level: int) -> None:
    assert np.abs(to_input(np.full((48, 48), level, np.uint8), 64)).max() < 1e-3


def test_a_training_face_is_taken_as_it_is() -> None:
    face = random.integers(0, 256, (48, 48), dtype=np.uint8)
    assert to_face(face) is face


def test_colour_becomes_grey() -> None:
    grey = random.integers(0, 256, (20, 20), dtype=np.uint8)
    assert np.array_equal(to_grey(np.stack([grey] * 3, axis=2)), grey)
    assert np.array_equal(to_grey(grey[:, :, None]), grey)
    assert to_grey(grey) is grey


@pytest.mark.parametrize("image", [np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4), np.float32)])
def test_other_arrays_are_refused(image: np.ndarray) -> None:
    with pytest.raises(ValueError):
        to_grey(image)
