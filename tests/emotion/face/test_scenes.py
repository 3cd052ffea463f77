"""The whole way of the data over photographs and a video of real people."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from emotion.face.reader import FrameReader, read_photo
from emotion.face.tracker import Tracker

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


def test_as_many_faces_as_there_are(scenes: Path) -> None:
    found = {path.name: len(read_photo(path.read_bytes()).faces) for path in scenes.glob("*.jpg")}
    wanted = {name: 0 if name in NO_FACE else SEVERAL.get(name, 1) for name in found}
    assert found == wanted


def test_plain_smiles_are_joy(scenes: Path) -> None:
    for name in ("deepface_img20.jpg", "deepface_img22.jpg", "fr_obama-480p.jpg"):
        assert read_photo((scenes / name).read_bytes()).faces[0].mood.top == "joy", name


@pytest.mark.parametrize("every", [3, 15])
def test_the_video_is_followed_and_settles(scenes: Path, every: int) -> None:
    reader, tracker = FrameReader(), Tracker()
    answers = [
        (now, reader.read(data, tracker, now))
        for now, data in frames(scenes / "fer_woman2.mp4", every)
    ]
    assert np.mean([answer.box is not None for _, answer in answers]) >= 0.97
    assert next(now for now, answer in answers if answer.settled) <= 2.5
