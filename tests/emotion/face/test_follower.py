"""A face in frames that are made from a photograph: moved, tilted, joined by others, gone."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage import data

from emotion.face import follower as module
from emotion.face.cascades import Box, turned
from emotion.face.detector import UPRIGHT
from emotion.face.follower import (
    FORGET_SECONDS,
    LARGE_SHARE,
    NEAR_SHARE,
    SEARCH_AGAIN,
    Follower,
    Sight,
)
from emotion.face.preprocess import to_grey
from tests.emotion.face.faces import astronaut

GREY = to_grey(astronaut())
EMPTY = np.full((240, 320), 130, np.uint8)


def shown(x: int = 80, y: int = 20, side: int = 200, on: np.ndarray = EMPTY) -> np.ndarray:
    """A frame with the astronaut's head and shoulders at a place."""
    head = cv2.resize(GREY[20:220, 120:320], (side, side), interpolation=cv2.INTER_AREA)
    frame = on.copy()
    frame[y : y + side, x : x + side] = head
    return frame


def her_box(x: int = 80, y: int = 20, side: int = 200) -> Box:
    """About where her face is in `shown`."""
    return Box(x + round(0.29 * side), y + round(0.25 * side), side // 2, side // 2)


def sees_her(sight: Sight, x: int = 80, y: int = 20, side: int = 200) -> bool:
    return sight.face is not None and her_box(x, y, side).holds(sight.face.box.middle)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """One entry for each search of a whole frame."""
    made: list[float] = []
    honest = module._whole

    def counted(grey: np.ndarray, look: object, share: float) -> object:
        made.append(share)
        return honest(grey, look, share)

    monkeypatch.setattr(module, "_whole", counted)
    return made


def test_the_first_frame_is_enough_for_an_upright_face() -> None:
    assert sees_her(Follower().find(shown(), 0))


def test_a_followed_face_is_not_searched_for(searches: list[float]) -> None:
    follower = Follower()
    sights = [follower.find(shown(x=80 + number), number / 10) for number in range(12)]
    assert all(sees_her(sight, x=80 + number) for number, sight in enumerate(sights))
    assert searches == [LARGE_SHARE, NEAR_SHARE]  # to find her, and to count who else is there


def test_it_searches_again_every_so_often(searches: list[float]) -> None:
    follower = Follower()
    for number in range(50):
        follower.find(shown(), number / 10)
    assert searches == [LARGE_SHARE, *[NEAR_SHARE] * (1 + int(4.8 / SEARCH_AGAIN))]


def test_a_slow_machine_is_not_slowed_further(searches: list[float]) -> None:
    follower = Follower()
    for number in range(13):
        follower.find(shown(), number * 2.5)
    assert searches == [LARGE_SHARE, *[NEAR_SHARE] * 3]


def test_a_face_that_comes_nearer_and_goes_is_followed() -> None:
    follower = Follower()
    for number, side in enumerate([*range(120, 220, 5), *range(220, 120, -5)]):
        sight = follower.find(shown(x=40, y=10, side=side), number / 8)
        assert sees_her(sight, x=40, y=10, side=side), side


def test_another_person_is_counted_and_the_followed_one_kept() -> None:
    follower = Follower()
    alone = shown(x=0, y=20, side=150)
    joined = shown(x=165, y=20, side=155, on=alone)
    assert follower.find(alone, 0).faces == 1
    sights = [follower.find(joined, 0.5 + number / 2) for number in range(8)]
    assert sights[-1].faces == 2
    assert all(sees_her(sight, x=0, side=150) for sight in sights)


def test_a_much_larger_face_takes_over_at_a_search_and_no_frame_is_lost() -> None:
    follower = Follower()
    small = shown(x=0, y=60, side=110)
    both = shown(x=120, y=20, side=200, on=small)
    follower.find(small, 0)
    sights = [follower.find(both, 0.2 + number / 5) for number in range(16)]
    assert all(sight.face is not None for sight in sights)
    assert [sight.changed for sight in sights].count(True) == 1
    assert sees_her(sights[-1], x=120, side=200)


def test_a_hand_before_the_face_does_not_hand_the_look_to_another() -> None:
    follower = Follower()
    other = shown(x=165, y=20, side=140)
    both = shown(x=0, y=20, side=150, on=other)
    follower.find(both, 0)
    hidden = [follower.find(other, number / 8).face for number in range(1, 6)]
    assert hidden == [None] * 5
    assert sees_her(follower.find(both, 0.75), x=0, side=150)
    gone = [follower.find(other, 1 + number / 8) for number in range(16)]
    assert sees_her(gone[-1], x=165, side=140)
    assert any(sight.changed for sight in gone)


def test_a_profile_is_followed() -> None:
    """The man behind scikit-image's camera, as large as one before a webcam."""
    man = cv2.resize(data.camera()[90:270, 130:370], (320, 240), interpolation=cv2.INTER_AREA)
    follower = Follower()
    faces = [
        follower.find(np.roll(man, number % 3, axis=1), number / 8).face for number in range(30)
    ]
    first = next(number for number, face in enumerate(faces) if face is not None)
    assert first < 16
    assert sum(face is not None for face in faces[first:]) >= 0.8 * len(faces[first:])


def test_the_largest_face_is_taken_first() -> None:
    both = shown(x=150, y=20, side=170, on=shown(x=0, y=20, side=140))
    assert sees_her(Follower().find(both, 0), x=150, side=170)


@pytest.mark.parametrize("degrees", [-35, -25, 25, 35])
def test_a_tilted_head_is_found_within_a_few_frames(degrees: float) -> None:
    follower = Follower()
    frame = turned(shown(x=60, y=20, side=200), degrees)
    sights = [follower.find(frame, number / 8) for number in range(14)]
    face = sights[-1].face
    assert face is not None
    assert face.look.turn * degrees <= 0
    assert her_box(x=60).holds(face.box.middle)


@pytest.mark.parametrize("light", [0.15, 0.4])
def test_little_light_is_enough(light: float) -> None:
    frame = (shown() * light).astype(np.uint8)
    assert sees_her(Follower().find(frame, 0))


def test_light_from_one_side_is_enough() -> None:
    frame = (shown() * np.linspace(0.05, 1, 320)).astype(np.uint8)
    follower = Follower()
    assert sees_her([follower.find(frame, number / 8) for number in range(12)][-1])


def test_a_face_from_elsewhere_is_believed_the_second_time() -> None:
    follower = Follower()
    follower.find(shown(x=0, side=150), 0)
    there = shown(x=165, y=60, side=150)
    assert follower.find(there, 0.5).face is None
    assert sees_her(follower.find(there, 1.0), x=165, y=60, side=150)


def test_after_a_long_absence_a_face_is_believed_at_once() -> None:
    follower = Follower()
    follower.find(shown(x=0, side=150), 0)
    there = shown(x=165, y=60, side=150)
    assert sees_her(follower.find(there, FORGET_SECONDS + 0.1), x=165, y=60, side=150)


def test_without_a_face_each_frame_costs_three_searches(searches: list[float]) -> None:
    follower = Follower()
    for number in range(20):
        assert follower.find(EMPTY, number / 8) == Sight(None, 0)
    assert len(searches) == 60


def test_a_clock_that_goes_back_searches_anew(searches: list[float]) -> None:
    follower = Follower()
    follower.find(shown(), 100)
    assert sees_her(follower.find(shown(), 5))
    assert searches == [LARGE_SHARE, LARGE_SHARE]


def test_a_frame_of_another_shape_holds_its_box() -> None:
    follower = Follower()
    follower.find(shown(x=120), 0)
    narrow = np.ascontiguousarray(shown(x=120)[:, 60:290])
    faces = [follower.find(narrow, number / 8).face for number in range(1, 16)]
    assert faces[-1] is not None
    assert all(face.box.x + face.box.w <= narrow.shape[1] for face in faces if face is not None)


def test_the_box_comes_to_rest() -> None:
    follower = Follower()
    random = np.random.default_rng(4)
    grain = random.normal(0, 4, (15, 240, 320))
    frames = [np.clip(shown() + noise, 0, 255).astype(np.uint8) for noise in grain]
    faces = [follower.find(frame, number / 10).face for number, frame in enumerate(frames)]
    assert all(face is not None and face.look == UPRIGHT for face in faces)
    late = np.array([face.box for face in faces[3:]])
    assert np.ptp(late, axis=0).max() <= 3


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 10),
            st.sampled_from(["her", "smaller", "empty", "noise"]),
            st.integers(0, 100),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_comes_the_box_lies_in_the_frame(frames: list[tuple[float, str, int]]) -> None:
    follower = Follower()
    for now, kind, x in frames:
        frame = {
            "her": lambda x=x: shown(x=x),
            "smaller": lambda x=x: cv2.resize(shown(x=x), (160, 120)),
            "empty": lambda: EMPTY,
            "noise": lambda x=x: np.random.default_rng(x).integers(0, 256, (240, 320), np.uint8),
        }[kind]()
        face, count, _ = follower.find(frame, now)
        assert count >= (face is not None)
        if face is not None:
            box = face.box
            assert box.w > 0 and box.h > 0
            assert box.x >= 0 and box.x + box.w <= frame.shape[1]
            assert box.y >= 0 and box.y + box.h <= frame.shape[0]
