"""However many send and however slow the reading is, no more waits than there are sockets."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from channels import consumer
from django.conf import settings

from emotion import limits, pool
from emotion.consumers import seats
from emotion.face.reader import FrameAnswer
from emotion.services import consent_give
from mlfym.accounts.models import Listener
from tests.emotion.socket.line import PATIENCE, Line, line

pytestmark = pytest.mark.django_db(transaction=True)

LISTENERS = 6
NOTHING = FrameAnswer(None, 0, "no_face", None, None, False, 0.0, None)


class SlowReader:
    """Reads nothing before it is let; notes whose frames it was given, in order."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.given: list[bytes] = []

    def read(self, data: bytes, tracker: object, now: float) -> FrameAnswer:
        """Wait, then find nobody."""
        self.given.append(data)
        assert self.may_go_on.wait(PATIENCE)
        return NOTHING


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SlowReader]:
    """Return the reader of a pool with one thread."""
    slow, narrow = SlowReader(), pool.FacePool(1, tmp_path)
    monkeypatch.setattr(narrow, "frames", slow)
    monkeypatch.setattr(pool, "face_pool", lambda: narrow)
    yield slow
    slow.may_go_on.set()
    narrow.threads.shutdown()


@pytest.fixture
def guests(transactional_db: None) -> list[Listener]:
    """Return listeners who have agreed to the camera."""
    listeners = [Listener.objects.create() for _ in range(LISTENERS)]
    for listener in listeners:
        consent_give(listener=listener)
    return listeners


def waiting() -> int:
    """Return how many frames wait for a thread."""
    return pool.face_pool().threads._work_queue.qsize()


async def until(met: Callable[[], bool]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def lines_of(guests: list[Listener], reader: SlowReader, stack: AsyncExitStack) -> list[Line]:
    """Open a line for each, and send a frame on each: one is read then, the rest wait."""
    lines = [await stack.enter_async_context(line(guest)) for guest in guests]
    for number, socket in enumerate(lines):
        await socket.send(bytes([number]))
        await until(lambda so_many=number: bool(reader.given) and waiting() == so_many)
    return lines


async def test_one_frame_of_each_waits_and_the_first_to_come_is_the_first_read(
    guests: list[Listener], reader: SlowReader
) -> None:
    async with AsyncExitStack() as stack:
        lines = await lines_of(guests, reader, stack)
        for socket in lines:
            for _ in range(limits.BUSY_TOLERANCE):
                await socket.send(b"one more")
                assert await socket.answer() == {"error": "busy"}
        assert waiting() == LISTENERS - 1  # the first one's is with the thread
        reader.may_go_on.set()
        for socket in lines:
            assert (await socket.answer())["hint"] == "no_face"
    assert reader.given == [bytes([number]) for number in range(LISTENERS)]


async def test_no_work_is_done_for_who_has_gone(guests: list[Listener], reader: SlowReader) -> None:
    async with AsyncExitStack() as stack:
        lines = await lines_of(guests, reader, stack)
        for gone in (2, 4):
            await lines[gone].hang_up()
        reader.may_go_on.set()
        await lines[5].answer()
    assert reader.given == [b"\0", b"\1", b"\3", b"\5"]


async def test_a_frame_leaves_the_database_alone(
    agreed: Listener, reader: SlowReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.may_go_on.set()
    asked: list[Any] = []

    async def counted() -> None:
        asked.append(None)

    monkeypatch.setattr(consumer, "aclose_old_connections", counted)
    async with line(agreed) as socket:
        for _ in range(3):
            assert (await socket.ask(b"a frame"))["hint"] == "no_face"
        assert len(asked) == 1  # at the opening


def test_the_house_has_a_seat_for_sixty_on_two_cores() -> None:
    assert limits.SEATS_A_WORKER * 2 >= 60
    assert seats.most == limits.SEATS_A_WORKER * settings.FACE_WORKERS
