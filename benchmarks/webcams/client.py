"""One webcam: it keeps its timetable, waits for each answer, and starts again when it settled."""

import asyncio
import json
import math
import time
from collections import Counter
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.webcams.frames import Film
from benchmarks.webcams.site import Site

# As static/js/face-line.js: after so long the page takes the line for dead.
ANSWER_SECONDS = 10.0
# A refused listener tries again after so long.
REFUSED_SECONDS = 1.0
# The clients arrive over so many seconds.
ARRIVAL_SECONDS = 5.0
SETTLED = 1000


@dataclass
class Tally:
    """What all clients of a run saw; seconds."""

    answers: list[tuple[float, float]] = field(default_factory=list)  # sent at, waited
    openings: list[float] = field(default_factory=list)
    behind: list[float] = field(default_factory=list)  # sent after its time
    sent: int = 0
    unsent: int = 0  # due before the end, and still not sent then
    lost: int = 0
    late: int = 0
    faces: int = 0
    settled: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    closes: Counter[str] = field(default_factory=Counter)


class Webcam:
    """Client number `number` of `clients`, at `rate` frames a second from `begins` on."""

    def __init__(
        self, number: int, clients: int, rate: float, *, site: Site, film: Film, tally: Tally
    ) -> None:
        self.number, self.clients, self.rate = number, clients, rate
        self.site, self.film, self.tally = site, film, tally
        self.headers = {"Cookie": site.cookies[number], "Accept-Language": "en"}

    async def run(self, begins: float, ends: float) -> None:
        """Show frames until `ends`; both times are of the monotonic clock."""
        # Evenly over the time between two frames, and in no order over the time of arrival.
        places = max(1, int(ARRIVAL_SECONDS * self.rate))
        self.due = begins + (self.number / self.clients + self.number * 7 % places) / self.rate
        self.begun, self.ends = self.due, ends
        await asyncio.sleep(self.due - time.monotonic())
        while not self.is_over():
            try:
                line = await self.opened()
            except (OSError, TimeoutError) as error:
                self.tally.closes[f"not opened: {type(error).__name__}"] += 1
                await asyncio.sleep(REFUSED_SECONDS)
                continue
            try:
                await self.show(line)
            except ConnectionClosed:
                await self.ended(line.close_code)
            finally:
                await line.close()
        self.tally.unsent += max(0, math.ceil((ends - self.due) * self.rate))

    def is_over(self) -> bool:
        """Say whether no frame is to be sent any more."""
        return self.due >= self.ends or time.monotonic() >= self.ends

    async def opened(self) -> ClientConnection:
        """Open the socket, offering compression as browsers do."""
        asked = time.monotonic()
        line = await connect(
            self.site.socket, origin=self.site.origin, additional_headers=self.headers,
            ping_interval=None, open_timeout=ANSWER_SECONDS, proxy=None,
        )  # fmt: skip
        self.tally.openings.append(time.monotonic() - asked)
        return line

    async def show(self, line: ClientConnection) -> None:
        """Send a frame when it is due, wait for its answer, and so on until the server closes."""
        while not self.is_over():
            await asyncio.sleep(self.due - time.monotonic())
            frame = self.film.at(self.number, self.clients, self.due - self.begun)
            sent = time.monotonic()
            self.tally.behind.append(sent - self.due)
            self.due += 1 / self.rate
            if not await self.asked(line, frame, sent):
                return
        self.tally.closes["hung up at the end"] += 1

    async def asked(self, line: ClientConnection, frame: bytes, sent: float) -> bool:
        """Send one frame and take its answer; False when none came in time."""
        tally = self.tally
        tally.sent += 1
        tally.in_flight += 1
        tally.most_in_flight = max(tally.most_in_flight, tally.in_flight)
        try:
            await line.send(frame)
            answer = json.loads(await asyncio.wait_for(line.recv(), ANSWER_SECONDS))
        except (ConnectionClosed, TimeoutError) as error:
            tally.lost += 1
            if isinstance(error, ConnectionClosed):
                raise
            tally.closes["no answer"] += 1
            return False
        finally:
            tally.in_flight -= 1
        now = time.monotonic()
        tally.answers.append((sent, now - sent))
        tally.late += now > self.due
        self.heard(answer)
        if answer.get("settled"):
            await asyncio.wait_for(line.recv(), ANSWER_SECONDS)  # raises: the server closes
        return True

    def heard(self, answer: dict) -> None:
        """Count what an answer says."""
        if "error" in answer:
            self.tally.errors[answer["error"]] += 1
            self.tally.lost += 1
        else:
            self.tally.faces += bool(answer["faces"])
            self.tally.settled += answer["settled"]

    async def ended(self, code: int | None) -> None:
        """Count how the server closed; after a refusal, wait before the next try."""
        if code != SETTLED:
            self.tally.closes[str(code)] += 1
            await asyncio.sleep(REFUSED_SECONDS)
