"""The whole way of the data over photographs and a video of real people."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from emotion.face.cascades import turned
from emotion.face.decoding import PHOTO_LIMITS, decode
from emotion.face.detector import resized
from emotion.face.reader import FrameReader, read_photo
from emotion.face.tracker import Tracker
from tests.emotion.face.faces import encoded

pytestmark = pytest.mark.shared

NO_FACE = ("fer_no-faces.jpg", "coral_cat_720p.jpg")
SEVERAL = {"deepface_couple.jpg": 2, "deepface_selfie-many-people.jpg": 4, "coral_face.jpg": 4}


@pytest.fixture(scope="module")
def scenes(shared: Path) -> Path:
    return shared / "data" / "scenes"


def frames(path: Path, every: int) -> list[tuple[float, bytes]]:
    """Seconds and JPEG bytes of every nth frame, as wide as the page sends them."""
    video, found = cv2.VideoCapture(str(path)), []
    rate = video.get(cv2.CAP_PROP_FPS)
    while (answer := video.read())[0]:
        number = int(video.get(cv2.CAP_PROP_POS_FRAMES)) - 1
        if number % every == 0:
            small = cv2.resize(answer[1], (320, 180), interpolation=cv2.INTER_AREA)
            found.append((number / rate, bytes(cv2.imencode(".jpg", small)[1])))
    return found


def still(path: Path) -> bytes:
    """A photograph as a webcam's frame."""
    grey = decode(path.read_bytes(), PHOTO_LIMITS).grey
    scale = min(320 / grey.shape[1], 240 / grey.shape[0])
    return encoded(resized(grey, scale), quality=80)


def test_as_many_faces_as_there_are(scenes: Path) -> None:
    found = {path.name: len(read_photo(path.read_bytes()).faces) for path in scenes.glob("*.jpg")}
    wanted = {name: 0 if name in NO_FACE else SEVERAL.get(name, 1) for name in found}
    assert found == wanted


def test_plain_smiles_are_joy(scenes: Path) -> None:
    for name in ("deepface_img20.jpg", "deepface_img22.jpg", "fr_obama-480p.jpg"):
        assert read_photo((scenes / name).read_bytes()).faces[0].mood.top == "joy", name


@pytest.mark.parametrize("degrees", [-25, 30])
def test_tilted_heads_are_found_and_read_alike(scenes: Path, degrees: float) -> None:
    for name in ("deepface_img22.jpg", "fer_justin.jpg", "fr_obama-480p.jpg"):
        grey = decode((scenes / name).read_bytes(), PHOTO_LIMITS).grey
        tilted = read_photo(encoded(turned(grey, degrees)))
        assert [face.mood.top for face in tilted.faces] == ["joy"], name


@pytest.mark.parametrize("every", [2, 4, 15])
def test_the_video_is_followed_settles_and_does_not_flicker(scenes: Path, every: int) -> None:
    reader, tracker = FrameReader(), Tracker()
    answers = [
        (now, reader.read(data, tracker, now))
        for now, data in frames(scenes / "fer_woman2.mp4", every)
    ]
    assert np.mean([answer.box is not None for _, answer in answers]) >= 0.97
    settled = next(now for now, answer in answers if answer.settled)
    assert settled <= 2.5
    changes = [
        now
        for (now, answer), (_, before) in zip(answers[1:], answers, strict=False)
        if now > settled and answer.leading != before.leading
    ]
    assert all(later - earlier > 10 for earlier, later in pairwise(changes))


@pytest.mark.parametrize("rate", [2, 15])
def test_another_still_is_followed_within_a_second_and_a_half(scenes: Path, rate: int) -> None:
    """The one smiles, the other does not: what leads goes along with the picture."""
    smile, earnest = (still(scenes / name) for name in ("deepface_img20.jpg", "deepface_img5.jpg"))
    reader, tracker = FrameReader(), Tracker()
    alone = reader.read(earnest, Tracker(), 0).leading
    for number in range(4 * rate):
        answer = reader.read(smile, tracker, number / rate)
    assert answer.leading == "joy" != alone
    changed = next(
        number / rate
        for number in range(4 * rate)
        if reader.read(earnest, tracker, 4 + number / rate).leading == alone
    )
    assert changed <= 1.5
