"""Whatever the bytes are: an answer or ImageRejected, in bounded time, and nothing changed by it.

Random bytes hardly ever get past a JPEG's first marker, so most examples are real pictures with
bytes flipped, cut out, spliced from another picture, or with fields of their header rewritten.
"""

import pickle
import struct
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from emotion.face.decoding import ImageRejected
from emotion.face.reader import FrameAnswer, FrameReader, PhotoReading, read_photo
from emotion.face.tracker import Tracker
from emotion.moods import EXPRESSIONS
from tests.emotion.face.faces import astronaut, encoded

Answer = TypeVar("Answer")
# Of processor time. The slowest legal pictures take a tenth of it; the rest is for slow machines.
LONGEST_SECONDS = 3.0
PORTRAIT = Image.fromarray(astronaut()[:340, 60:400]).resize((160, 120))
TURNED = Image.Exif()
TURNED[0x0112] = 6
JPEGS = [
    encoded(PORTRAIT, quality=80),
    encoded(PORTRAIT.convert("L"), quality=50),
    encoded(PORTRAIT, quality=80, progressive=True),
    encoded(PORTRAIT.convert("CMYK"), quality=60),
    encoded(PORTRAIT, quality=70, restart_marker_blocks=3, subsampling=0),
    encoded(PORTRAIT.resize((24, 18)), quality=80, exif=TURNED, comment=b"fuzz"),
]
OTHERS = [
    encoded(PORTRAIT.resize((48, 36)).convert(mode), kind)
    for kind, mode in [("PNG", "RGBA"), ("PNG", "P"), ("GIF", "P"), ("WEBP", "RGB"), ("BMP", "RGB")]
]
FRAME_HEADERS = (b"\xff\xc0", b"\xff\xc2")
SEGMENTS = (*FRAME_HEADERS, b"\xff\xc4", b"\xff\xda", b"\xff\xdb", b"\xff\xdd", b"\xff\xe1")

shares = st.floats(0, 1, exclude_max=True)
sizes = st.one_of(st.integers(0, 70), st.integers(0, 0xFFFF), st.sampled_from([120, 160, 640]))
slow = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def with_bytes_flipped(draw: st.DrawFn, pictures: list[bytes] = JPEGS) -> bytes:
    data = bytearray(draw(st.sampled_from(pictures)))
    for where, value in draw(st.lists(st.tuples(shares, st.integers(0, 255)), max_size=12)):
        data[int(where * len(data))] = value
    return bytes(data)


@st.composite
def cut_or_spliced(draw: st.DrawFn, pictures: list[bytes] = JPEGS) -> bytes:
    """The start of one picture, some bytes of no sense, and the end of another."""
    first, second = draw(st.sampled_from(pictures)), draw(st.sampled_from(pictures))
    start, end = int(draw(shares) * len(first)), int(draw(shares) * len(second))
    return first[:start] + draw(st.binary(max_size=20)) + second[end:]


@st.composite
def with_another_header(draw: st.DrawFn) -> bytes:
    """Its width, height, bits and components rewritten, and bytes in its other segments."""
    data = bytearray(draw(st.sampled_from(JPEGS)))
    at = max(data.find(marker) for marker in FRAME_HEADERS)
    data[at + 5 : at + 9] = struct.pack(">HH", draw(sizes), draw(sizes))
    # Bits, components, then a number, a sampling factor and a table for each component.
    for offset, value in draw(
        st.lists(st.tuples(st.sampled_from([4, *range(9, 19)]), st.integers(0, 255)), max_size=3)
    ):
        data[at + offset] = value
    found = [place for marker in SEGMENTS if (place := data.find(marker)) >= 0]
    for place, offset, value in draw(
        st.lists(
            st.tuples(st.sampled_from(found), st.integers(0, 40), st.integers(0, 255)), max_size=4
        )
    ):
        if place + offset < len(data):
            data[place + offset] = value
    return bytes(data)


@st.composite
def with_segments_repeated(draw: st.DrawFn) -> bytes:
    """Tables, scans and notes may come more than once: here one part does, where another began."""
    data = draw(st.sampled_from(JPEGS))
    starts = sorted(place for marker in SEGMENTS if (place := data.find(marker)) >= 0)
    begin, end = sorted((draw(st.sampled_from(starts)), draw(st.sampled_from(starts))))
    where, times = draw(st.sampled_from(starts)), draw(st.integers(1, 20))
    return data[:where] + data[begin:end] * times + data[where:]


broken_jpegs = st.one_of(
    with_bytes_flipped(), cut_or_spliced(), with_another_header(), with_segments_repeated()
)
any_bytes = st.tuples(
    st.sampled_from([b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"\xff\xd8\xff\xc0\0\x0b"]),
    st.binary(max_size=300),
).map(b"".join)
broken_photos = st.one_of(
    broken_jpegs,
    with_bytes_flipped(OTHERS),
    cut_or_spliced(OTHERS),
    cut_or_spliced([*JPEGS, *OTHERS]),
)


def outcome(read: Callable[[], Answer]) -> Answer | None:
    """The answer, or None for a rejection with a known code; anything else fails the test."""
    begun, answer = time.process_time(), None
    try:
        answer = read()
    except ImageRejected as error:
        assert error.code in ImageRejected.CODES
    assert time.process_time() - begun < LONGEST_SECONDS
    return answer


@cache
def following() -> bytes:
    """A pickled tracker that follows a face since half a second ago."""
    tracker = Tracker()
    assert FrameReader().read(JPEGS[0], tracker, 0.0).box
    return pickle.dumps(tracker)


def check_frame(data: bytes) -> None:
    tracker = pickle.loads(following())
    before = pickle.dumps(tracker)
    answer = outcome(lambda: FrameReader().read(data, tracker, 0.5))
    if answer is None:
        assert pickle.dumps(tracker) == before
    else:
        check_answer(answer)


def check_answer(answer: FrameAnswer) -> None:
    assert answer.hint in ("no_face", "several_faces", "too_dark", None)
    assert (answer.box is None) == (answer.expression is None)
    assert 0 <= answer.progress <= 1
    if answer.expression is not None:
        assert tuple(answer.expression) == EXPRESSIONS
        assert abs(sum(answer.expression.values()) - 1) < 1e-4


def check_photo(data: bytes) -> None:
    reading = outcome(lambda: read_photo(data))
    if reading is not None:
        check_reading(reading)


def check_reading(reading: PhotoReading) -> None:
    assert min(reading.width, reading.height) >= 1
    for face in reading.faces:
        assert face.box.w > 0 and face.box.h > 0
        assert abs(sum(face.expression.values()) - 1) < 1e-4


@slow
@given(st.one_of(broken_jpegs, any_bytes))
def test_any_bytes_sent_as_a_frame_have_an_outcome(data: bytes) -> None:
    check_frame(data)


@settings(slow, max_examples=60)
@given(st.one_of(broken_photos, any_bytes))
def test_any_bytes_sent_as_a_photo_have_an_outcome(data: bytes) -> None:
    check_photo(data)


@settings(slow, max_examples=40)
@given(st.lists(broken_jpegs, max_size=6))
def test_broken_frames_between_whole_ones_do_no_harm(frames: list[bytes]) -> None:
    """The listener's face is found again at once, whatever came before."""
    reader, tracker = FrameReader(), Tracker()
    for number, data in enumerate(frames):
        outcome(lambda data=data, now=number / 2: reader.read(data, tracker, now))
    last = [reader.read(JPEGS[0], tracker, (len(frames) + number) / 2) for number in range(3)]
    assert all(answer.box is not None for answer in last[1:])
