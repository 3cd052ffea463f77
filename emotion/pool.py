"""The threads that look at faces: off the event loop, and no more of them than FACE_WORKERS.

Each thread keeps one LiteRT interpreter, so the number of threads bounds both memory and work;
whoever comes while all are at work waits for an answer, in the order of coming. A socket has one
frame here at most (emotion/consumers.py), so no more than SEATS wait, and a frame that waits is
taken out when its listener has gone. Decoding, searching and classifying let go of the interpreter
lock, which is why threads are enough: docs/benchmarks.md compares them with processes. Bytes go in,
numbers come out; nothing of a picture is held here after the answer.
"""

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from emotion.face.artefact import ArtefactError, find_artefact, stamp
from emotion.face.classifier import ClassifierPool
from emotion.face.reader import FrameAnswer, FrameReader, PhotoReading
from emotion.face.reader import read_photo as read_photo_here
from emotion.face.tracker import Tracker
from emotion.limits import FRAME_MAX_BYTES, FRAME_MAX_PIXELS
from mlfym.health import Status


class FacePool:
    """FACE_WORKERS threads, and the classifiers that they keep."""

    def __init__(self, workers: int, model_dir: Path) -> None:
        # OpenCV would spread each search over all cores by threads of its own, beyond our number:
        # for the same processor time in sum, and with none left for the pages meanwhile.
        cv2.setNumThreads(1)
        self.classifiers = ClassifierPool(model_dir)
        self.frames = FrameReader(self.classifiers, FRAME_MAX_BYTES, FRAME_MAX_PIXELS)
        self.threads = ThreadPoolExecutor(workers, thread_name_prefix="face")


@functools.cache
def face_pool() -> FacePool:
    """Return the pool of this process, made when it is first needed."""
    return FacePool(settings.FACE_WORKERS, Path(settings.MODEL_DIR))


async def read_frame(frame: bytes, tracker: Tracker, now: float) -> FrameAnswer:
    """Read one webcam frame; raises ImageRejected, or ArtefactError without a usable model."""
    pool = face_pool()
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool.threads, pool.frames.read, frame, tracker, now)


def read_photo(data: bytes) -> PhotoReading:
    """Read one photograph; raises ImageRejected, or ArtefactError without a usable model."""
    pool = face_pool()
    return pool.threads.submit(read_photo_here, data, pool.classifiers).result()


@dataclass(frozen=True)
class ModelState:
    """Which model answers, if any; what is wrong where something is, and what a program says."""

    version: str
    trouble: str = ""
    fault: str = ""


def model_state() -> ModelState:
    """Say which face model serves; cheap while the newest one is the same."""
    return _model_state(stamp(Path(settings.MODEL_DIR)))


@functools.lru_cache(maxsize=1)
def _model_state(newest: tuple[str, int]) -> ModelState:
    try:
        found = find_artefact(Path(settings.MODEL_DIR))
    except ArtefactError as error:
        return ModelState("", gettext_noop("the face and photo doors are closed"), str(error))
    if str(found.folder) != newest[0]:
        trouble = gettext_noop("the newest model is damaged, the shipped one serves")
        return ModelState(found.version, trouble)
    return ModelState(found.version)


def is_open() -> bool:
    """Say whether the face and photo doors are open."""
    return bool(model_state().version)


def face_status() -> Status:
    """Tell the health page about the face model."""
    state = model_state()
    model = _("model %(version)s") % {"version": state.version} if state.version else _("no model")
    said = _(state.trouble) if state.trouble else model
    return Status(ok=not state.trouble, detail=said, fault=state.fault)
