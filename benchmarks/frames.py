"""Time one webcam frame, decode to mood, beside the plain pipeline of this kind of project.

    python -m benchmarks.frames VIDEO

VIDEO is any that OpenCV reads, of one person's face. The frames are 320x240 JPEGs of quality 80,
twice a second, cut 4:3 around the face. Everything is done to one frame before the next one's turn,
so that a busy machine disturbs all alike, and on one thread; a second table says what OpenCV's
default number of threads gives. Printed are medians in milliseconds, of wall-clock time and of
processor time, which other programs disturb less.

The plain pipeline searches the whole frame with OpenCV's frontal cascade (1.1, 5 neighbours, no
smallest size) and classifies by Keras' `model.predict`. Its network is ours with random weights
and one head: the time is that of trained ones. `--without-plain` needs no TensorFlow.
"""

import argparse
import json
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import cv2
import numpy as np
from cv2.data import haarcascades
from numpy.typing import NDArray

from emotion.face.artefact import find_artefact
from emotion.face.cascades import Box
from emotion.face.classifier import ClassifierPool
from emotion.face.decoding import FRAME_LIMITS, decode
from emotion.face.detector import find_faces
from emotion.face.follower import Follower
from emotion.face.network import build_network
from emotion.face.reader import FrameReader
from emotion.face.tracker import Tracker

FRAME = (320, 240)
QUALITY = 80
RATE = 2.0
# What the followed frame and the search of a whole frame must keep to: milliseconds at most, and
# times faster than the plain pipeline at least.
BARS = {"frame": (8.0, 12.0), "search": (30.0, 4.0), "search, nobody there": (30.0, 1.0)}

Result = TypeVar("Result")

FOLLOWED = "a followed frame, decode to mood"
FRESH = "a first frame, decode to mood"
PLAIN = "the plain pipeline, decode to mood"
DECODE, FOLLOW, CLASSIFY = "  decode", "  search around the last box", "  classify"
SEARCH = "  search of the whole frame"
EMPTY = "  search of a frame with nobody in it"
PHOTO = "  search as in a photo (find_faces)"
PLAIN_DECODE, PLAIN_CLASSIFY = "  plain: decode and make grey", "  plain: crop and predict"
PLAIN_SEARCH = "  plain: cascade frontalface_default"
PLAIN_ALT2 = "  plain: cascade frontalface_alt2"
PLAIN_EMPTY = "  plain: the same, nobody in the frame"
ORDER = (
    *(FOLLOWED, DECODE, FOLLOW, CLASSIFY, FRESH, SEARCH, EMPTY, PHOTO),
    *(PLAIN, PLAIN_DECODE, PLAIN_SEARCH, PLAIN_EMPTY, PLAIN_ALT2, PLAIN_CLASSIFY),
)

PAIRS = {"frame": (FOLLOWED, PLAIN), "search": (SEARCH, PLAIN_SEARCH)}
PAIRS["search, nobody there"] = (EMPTY, PLAIN_EMPTY)


class Times:
    """Milliseconds of named pieces of work, by the wall clock and of the processor."""

    def __init__(self) -> None:
        self.wall: dict[str, list[float]] = defaultdict(list)
        self.processor: dict[str, list[float]] = defaultdict(list)

    def take(self, name: str, work: Callable[[], Result]) -> Result:
        """Do the work and note what it took, on all threads."""
        wall, processor = time.perf_counter(), time.process_time()
        result = work()
        self.processor[name].append((time.process_time() - processor) * 1000)
        self.wall[name].append((time.perf_counter() - wall) * 1000)
        return result

    def medians(self) -> dict[str, tuple[float, float]]:
        """Wall and processor."""
        return {
            name: (statistics.median(values), statistics.median(self.processor[name]))
            for name, values in self.wall.items()
        }


class Plain(NamedTuple):
    """The plain pipeline's parts, and the cascade that some such projects use instead."""

    cascade: cv2.CascadeClassifier
    alt2: cv2.CascadeClassifier
    network: Any
    size: int


def video_pictures(path: Path) -> Iterator[NDArray[np.uint8]]:
    """BGR pictures, RATE of them a second."""
    video = cv2.VideoCapture(str(path))
    if not video.isOpened():
        raise SystemExit(f"{path}: no video that OpenCV reads")
    step, number = max(1, round(video.get(cv2.CAP_PROP_FPS) / RATE)), 0
    while (answer := video.read())[0]:
        if number % step == 0:
            yield np.asarray(answer[1], dtype=np.uint8)
        number += 1
    video.release()


def frames_of(path: Path) -> list[bytes]:
    """The video as the page sends it, cut 4:3 around where the face mostly is."""
    pictures = list(video_pictures(path))
    found = [find_faces(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)) for picture in pictures]
    middles = [faces[0].box.middle for faces in found if faces]
    if not middles:
        raise SystemExit(f"{path}: no face in it")
    rows, columns = around(np.median(middles, axis=0), pictures[0].shape)
    return [as_jpeg(picture[rows, columns]) for picture in pictures]


def around(middle: Sequence[float], shape: Sequence[int]) -> tuple[slice, slice]:
    """The largest 4:3 part of such a picture, with that place as near its middle as can be."""
    width = min(shape[1], shape[0] * FRAME[0] // FRAME[1])
    height = width * FRAME[1] // FRAME[0]
    left = min(max(0, round(middle[0] - width / 2)), shape[1] - width)
    top = min(max(0, round(middle[1] - height / 2)), shape[0] - height)
    return slice(top, top + height), slice(left, left + width)


def as_jpeg(picture: NDArray[np.uint8]) -> bytes:
    small = cv2.resize(picture, FRAME, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def plain_pipeline() -> Plain:
    """Build it, on one thread, and on the processor where there is another device."""
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    import keras
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    artefact = find_artefact(None)
    network = build_network(artefact.size, artefact.meta["config"]["width"])
    head = keras.Model(network.input, keras.layers.Softmax()(network.output["votes"]))
    return Plain(plain_cascade("default"), plain_cascade("alt2"), head, artefact.size)


def plain_cascade(name: str) -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(f"{haarcascades}haarcascade_frontalface_{name}.xml")


def measure_ours(times: Times, frames: Sequence[bytes], rounds: int) -> Iterator[bytes]:
    """Time our ways with each frame, then give it away for the others' turn."""
    reader, tracker, follower, lost = FrameReader(), Tracker(), Follower(), Follower()
    classifier = ClassifierPool().get()
    for number, data in enumerate([frames[0], *frames * rounds]):
        now = number / RATE
        kept = times if number else Times()  # the first one warms up, and finds the face to follow
        kept.take(FOLLOWED, lambda data=data, now=now: reader.read(data, tracker, now))
        kept.take(FRESH, lambda data=data: reader.read(data, Tracker(), 0.0))
        grey = kept.take(DECODE, lambda data=data: decode(data, FRAME_LIMITS).grey)
        sight = kept.take(FOLLOW, lambda grey=grey, now=now: follower.find(grey, now))
        kept.take(SEARCH, lambda grey=grey: Follower().find(grey, 0.0))
        empty = without_face(grey)
        kept.take(EMPTY, lambda empty=empty, now=now: lost.find(empty, now))
        kept.take(PHOTO, lambda grey=grey: find_faces(grey))
        if sight.face:
            face = sight.face
            kept.take(CLASSIFY, lambda grey=grey, face=face: classifier.classify(grey, face))
        if number:
            yield data


def measure_plain(times: Times, data: bytes, plain: Plain) -> None:
    """The plain pipeline as a whole with its parts, and the other cascade, on one frame."""

    def grey_of() -> NDArray[np.uint8]:
        colours = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        return np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), dtype=np.uint8)

    def predict(grey: NDArray[np.uint8], box: Box) -> Any:
        face = grey[box.y : box.y + box.h, box.x : box.x + box.w]
        inputs = cv2.resize(face, (plain.size, plain.size)).astype(np.float32) / 255
        return plain.network.predict(inputs[np.newaxis, :, :, np.newaxis], verbose=0)

    def whole() -> NDArray[np.uint8]:
        grey = times.take(PLAIN_DECODE, grey_of)
        box = times.take(PLAIN_SEARCH, lambda: plain_search(plain.cascade, grey))
        times.take(PLAIN_CLASSIFY, lambda: predict(grey, box))
        return grey

    grey = times.take(PLAIN, whole)
    times.take(PLAIN_ALT2, lambda: plain_search(plain.alt2, grey))
    empty = without_face(grey)
    times.take(PLAIN_EMPTY, lambda: plain_search(plain.cascade, empty))


def without_face(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The frame upside down: as much to see, and nobody that a cascade knows."""
    return np.ascontiguousarray(grey[::-1])


def plain_search(cascade: cv2.CascadeClassifier, grey: NDArray[np.uint8]) -> Box:
    """Without a hit the middle is read, so that every frame has all the parts."""
    hits = cascade.detectMultiScale(grey, 1.1, 5)
    return Box(*hits[0]) if len(hits) else Box(80, 40, 160, 160)


def measure(frames: Sequence[bytes], rounds: int, threads: int, plain: Plain | None) -> Times:
    """All of it with so many threads of OpenCV's."""
    cv2.setNumThreads(threads)
    times = Times()
    if plain:
        measure_plain(Times(), frames[0], plain)  # Keras traces its function on first use
    for data in measure_ours(times, frames, rounds):
        if plain:
            measure_plain(times, data, plain)
    return times


def judged(times: Times) -> dict[str, dict[str, float]]:
    """For each bar what was measured, by wall clock and processor, and what is asked for."""
    medians = times.medians()
    found = {}
    for name, (ours, theirs) in PAIRS.items():
        most, least = BARS[name]
        found[name] = {"ms": medians[ours][0], "at_most_ms": most, "processor_ms": medians[ours][1]}
        if theirs in medians:
            wall, processor = (medians[theirs][place] / medians[ours][place] for place in (0, 1))
            found[name] |= {"ratio": wall, "at_least": least, "processor_ratio": processor}
    return found


def as_data(times: Times) -> dict[str, Any]:
    """For `--json`."""
    stages = {
        name.strip(): {
            "ms": wall,
            "processor_ms": work,
            "mean_processor_ms": mean(times, name),
        }
        for name, (wall, work) in times.medians().items()
    }
    return {"stages": stages, "bars": judged(times)}


def mean(times: Times, name: str) -> float:
    """Of processor time; of a followed frame it takes in the search that is repeated at times."""
    return statistics.fmean(times.processor[name])


def show(times: Times, title: str) -> None:
    """A table of all pieces, then the bars."""
    print(f"\n{title}\n{'':44}{'wall':>8}{'processor':>11}{'its mean':>10}")
    medians = times.medians()
    for name in ORDER:
        if name in medians:
            wall, processor = medians[name]
            print(f"{name:44}{wall:8.2f}{processor:11.2f}{mean(times, name):10.2f}")
    for name, bar in judged(times).items():
        line = f"{name}: {bar['ms']:.1f} ms of {bar['at_most_ms']:.0f} at most"
        if "ratio" in bar:
            line += f"; plain takes {bar['ratio']:.1f} times as long"
            line += f" ({bar['processor_ratio']:.1f} of the processor), {bar['at_least']:.0f} asked"
        print(line)


def main() -> None:
    """Measure on one thread, then with OpenCV's default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("video", type=Path, metavar="VIDEO")
    parser.add_argument("--rounds", type=int, default=2, help="times through the video")
    parser.add_argument("--without-plain", action="store_true", help="ours alone")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    default = cv2.getNumThreads()
    cv2.setNumThreads(1)
    frames = frames_of(options.video)
    plain = None if options.without_plain else plain_pipeline()
    found = {
        f"{count} of OpenCV's threads": measure(frames, rounds, count, plain)
        for count, rounds in {default: 1, 1: options.rounds}.items()
    }
    if options.json:
        print(json.dumps({title: as_data(times) for title, times in found.items()}, indent=1))
        return
    kilobytes = sum(map(len, frames)) / len(frames) / 1024
    print(f"{len(frames)} frames, {kilobytes:.1f} KB each on average")
    for title, times in reversed(found.items()):
        show(times, title)


if __name__ == "__main__":
    main()
