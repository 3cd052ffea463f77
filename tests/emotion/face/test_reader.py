import logging
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from emotion.face.cascades import Box
from emotion.face.reader import FrameReader, ImageRejected, read_photo
from emotion.face.tracker import Tracker
from emotion.moods import EXPRESSIONS
from tests.emotion.face.faces import astronaut, encoded, frame, is_on_her_face

FRAME = frame(320)


def two_astronauts() -> bytes:
    return encoded(np.hstack([astronaut(), astronaut()]), quality=90)


def test_a_photo_is_read_in_its_own_pixels() -> None:
    large = Image.fromarray(astronaut()).resize((2500, 2500))
    reading = read_photo(encoded(large))
    assert (reading.width, reading.height) == (2500, 2500)
    (face,) = reading.faces
    assert is_on_her_face(face.box, scale=2500 / 512)
    assert tuple(face.expression) == EXPRESSIONS
    assert sum(face.expression.values()) == pytest.approx(1, abs=1e-4)
    assert face.mood.top == "joy"
    assert face.confidence == face.mood.confidence


def test_everyone_in_a_photo_is_read() -> None:
    faces = read_photo(two_astronauts()).faces
    assert len(faces) == 2
    assert all(face.mood.top == "joy" for face in faces)


def test_a_sideways_photo_is_read_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = Image.fromarray(astronaut()).transpose(Image.Transpose.ROTATE_90)
    (face,) = read_photo(encoded(turned, exif=exif)).faces
    assert is_on_her_face(face.box)


def test_a_photo_without_a_face_has_none() -> None:
    assert read_photo(encoded(Image.new("RGB", (400, 300), "teal"))).faces == ()


def test_bad_bytes_are_rejected() -> None:
    with pytest.raises(ImageRejected):
        read_photo(b"no image")


def test_frames_settle_on_a_mood() -> None:
    reader, tracker = FrameReader(), Tracker()
    answers = [reader.read(FRAME, tracker, number / 2) for number in range(6)]
    assert not answers[0].settled
    assert answers[-1].settled
    assert answers[-1].mood is not None
    assert answers[-1].leading == answers[-1].mood.top == "joy"
    assert answers[-1].hint is None
    assert answers[-1].faces == 1


def test_the_box_is_a_share_of_the_frame() -> None:
    box = FrameReader().read(FRAME, Tracker(), 0).box
    assert box is not None
    assert all(0 <= value <= 1 for value in box)
    assert is_on_her_face(Box(*(round(value * 512) for value in box)))


@pytest.mark.parametrize(
    ("picture", "hint"),
    [
        (Image.new("L", (320, 240), 130), "no_face"),
        (Image.new("L", (320, 240), 5), "too_dark"),
        (Image.fromarray(astronaut() // 6), "too_dark"),
        (Image.fromarray(np.hstack([astronaut()] * 2)).resize((640, 320)), "several_faces"),
    ],
)
def test_hints(picture: Image.Image, hint: str) -> None:
    answer = FrameReader().read(encoded(picture, quality=90), Tracker(), 0)
    assert answer.hint == hint
    assert (answer.mood is None) == (answer.box is None) == (answer.expression is None)


def test_a_bad_frame_leaves_the_tracker_as_it_was() -> None:
    reader, tracker = FrameReader(), Tracker()
    before = reader.read(FRAME, tracker, 0)
    with pytest.raises(ImageRejected):
        reader.read(FRAME[:-400], tracker, 0.5)
    assert tracker.update(0.5, None).mood == before.mood


def test_the_limits_are_the_servers() -> None:
    with pytest.raises(ImageRejected, match="too_large"):
        FrameReader(max_bytes=100).read(FRAME, Tracker(), 0)
    with pytest.raises(ImageRejected, match="too_many_pixels"):
        FrameReader(max_pixels=100).read(FRAME, Tracker(), 0)


def test_many_threads_at_once_agree() -> None:
    reader = FrameReader()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: reader.read(FRAME, Tracker(), 0), range(16)))
    assert len({answer.mood for answer in answers}) == 1


def test_nothing_of_a_frame_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        FrameReader().read(FRAME, Tracker(), 0)
        read_photo(two_astronauts())
    assert [record for record in caplog.records if record.name.startswith("emotion")] == []
