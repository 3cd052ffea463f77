from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
from skimage import data

from emotion.face.cascades import PROFILE, Box, turned
from emotion.face.detector import UPRIGHT, find_faces
from emotion.face.preprocess import to_grey
from tests.emotion.face.faces import astronaut, is_on_her_face

GREY = to_grey(astronaut())


def test_it_finds_the_one_face() -> None:
    ((box, look),) = find_faces(GREY)
    assert look == UPRIGHT
    assert is_on_her_face(box)
    assert 70 < box.w < 160


@pytest.mark.parametrize("width", [160, 320, 1200, 2500])
def test_the_size_of_the_picture_does_not_matter(width: int) -> None:
    faces = find_faces(cv2.resize(GREY, (width, width), interpolation=cv2.INTER_AREA))
    assert is_on_her_face(faces[0].box, scale=width / 512)


def test_a_dim_picture_is_enough() -> None:
    assert is_on_her_face(find_faces((GREY // 5).astype(np.uint8))[0].box)


def test_two_people_side_by_side_are_two() -> None:
    larger = cv2.resize(GREY, (640, 640))
    faces = find_faces(np.hstack([np.pad(GREY, ((0, 128), (0, 0))), larger]))
    assert len(faces) == 2
    assert faces[0].box.area > faces[1].box.area


def test_a_picture_that_is_only_a_face() -> None:
    ((box, _),) = find_faces(GREY)
    face = cv2.resize(GREY[box.y : box.y + box.h, box.x : box.x + box.w], (48, 48))
    ((found, _),) = find_faces(face)
    assert found.x >= 0 and found.x + found.w <= 48
    assert found.w > 24


@pytest.mark.parametrize("shape", [(8, 8), (1, 1), (1, 2000), (2000, 3), (480, 640)])
@pytest.mark.parametrize("kind", ["black", "white", "noise"])
def test_no_face_in_nothing(shape: tuple[int, int], kind: str) -> None:
    picture = np.zeros(shape, np.uint8)
    if kind == "white":
        picture[:] = 255
    if kind == "noise":
        picture[:] = np.random.default_rng(1).integers(0, 256, shape)
    assert find_faces(picture) == []


NAMES = ("brick", "cat", "clock", "coffee", "coins", "page", "retina", "rocket")


@pytest.mark.parametrize("name", NAMES)
def test_no_other_look_takes_things_for_faces(name: str) -> None:
    """Cats, coins and cups: at the first hit alone, two of these would have had a face."""
    picture = getattr(data, name)()
    grey = to_grey(np.ascontiguousarray(picture[..., :3] if picture.ndim == 3 else picture))
    assert find_faces(grey) == []


def test_a_face_in_profile_is_found() -> None:
    """The man behind scikit-image's camera."""
    (face,) = find_faces(data.camera())
    assert face.look.cascade == PROFILE
    assert face.box.holds((238, 150))


@pytest.mark.parametrize("degrees", [-30, 30])
def test_a_tilted_face_is_found_where_it_is(degrees: float) -> None:
    (face,) = find_faces(turned(GREY, degrees))
    assert face.look.turn * degrees < 0
    side = (GREY.shape[0] - 1) / 2
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    x, y = 224 - side, 110 - side
    there = side + x * cos + y * sin, side - x * sin + y * cos
    assert face.box.holds(there)


def test_it_works_from_many_threads_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: find_faces(GREY), range(12)))
    assert all(faces == found[0] for faces in found)


def test_a_box_knows_its_area() -> None:
    assert Box(1, 2, 3, 4).area == 12
