"""Sixty webcams at once: how long an answer takes, whether any is missing, what the server needs.

    python -m benchmarks.webcams --clients 60 --rate 2 --minutes 5 VIDEO EMPTY [EMPTY ...]
    python -m benchmarks.webcams --minutes 0 --ramp 60,90,120,150,180,240 VIDEO EMPTY [EMPTY ...]

VIDEO shows one person's face, and each EMPTY is a picture with nobody in it.

Starts one web server as `manage.py serve` does, with an empty database of its own, and talks to it
over real WebSockets from this process. Each client shows a video from its own moment on, nobody in
a tenth of the frames, keeps one frame in flight, and starts again when its mood has settled: so
opening the socket, the reading's row and its signed token are in the figures, every four seconds
for each client, where in life a listener stops at the first.

With --ramp the number of clients grows step by step until p95 is more than a second, and then
falls back to the first; the server gets as many seats as that needs. FACE_WORKERS is passed on.
"""

import argparse
import asyncio
import gc
import json
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvloop

from benchmarks.webcams.client import ARRIVAL_SECONDS, Tally, Webcam
from benchmarks.webcams.frames import Film, film
from benchmarks.webcams.report import as_table, bars, ramp_table, summary, tell
from benchmarks.webcams.site import Site, site
from benchmarks.webcams.watch import Watch, flatness, usage

BROKEN_MS = 1000


async def play(
    clients: int, rate: float, seconds: float, *, at: Site, shown: Film, skip: float = 0.0
) -> dict[str, Any]:
    """Run so many clients for so long; answers of the first `skip` seconds are not in the times."""
    tally, watch = Tally(), Watch(at.server.pid)
    begins, own = time.monotonic(), time.process_time()
    cams = [Webcam(n, clients, rate, site=at, film=shown, tally=tally) for n in range(clients)]
    watching = asyncio.create_task(watch.keep())
    work = asyncio.create_task(measure(at.server.pid, tally, seconds))
    await asyncio.gather(*(cam.run(begins, begins + seconds) for cam in cams))
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    took = time.monotonic() - begins
    return {
        "clients": clients,
        "rate": rate,
        "seconds": round(took, 1),
        **summary(tally, begins + skip),
        **await work,
        "client_cores": round((time.process_time() - own) / took, 2),
        "memory": flatness(watch.seconds, watch.memory),
        "memory_mb": [round(size, 1) for size in watch.memory],
    }


async def measure(pid: int, tally: Tally, seconds: float) -> dict[str, float]:
    """Return what the server needs from the time when all clients are there to the end."""
    await asyncio.sleep(ARRIVAL_SECONDS)
    begun, answered, before = time.monotonic(), len(tally.answers), usage(pid)
    await asyncio.sleep(seconds - ARRIVAL_SECONDS)
    took, after = time.monotonic() - begun, usage(pid)
    answered = max(1, len(tally.answers) - answered)
    return {
        "frames_a_second": round(answered / took, 1),
        "server_cores": round((after.all - before.all) / took, 2),
        "server_ms_a_frame": round(1000 * (after.all - before.all) / answered, 2),
        "loop_ms_a_frame": round(1000 * (after.loop - before.loop) / answered, 2),
    }


async def climb(given: argparse.Namespace, at: Site, shown: Film) -> list[dict[str, Any]]:
    """Raise the number of clients until p95 is over BROKEN_MS, then go back to the first number."""
    steps = []
    for clients in given.ramp:
        step = await play(clients, given.rate, given.step, at=at, shown=shown, skip=ARRIVAL_SECONDS)
        steps.append(step)
        tell(f"{clients} clients: {step['answer_ms']}")
        if step["answer_ms"].get("p95", BROKEN_MS) >= BROKEN_MS:
            break
    steps.append(
        await play(given.ramp[0], given.rate, given.step, at=at, shown=shown, skip=ARRIVAL_SECONDS)
    )
    return steps


def options() -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("video", type=Path, metavar="VIDEO", help="one person's face")
    parser.add_argument("empty", type=Path, nargs="+", metavar="EMPTY", help="nobody in it")
    parser.add_argument("--clients", type=int, default=60)
    parser.add_argument("--rate", type=float, default=2.0, help="frames a second of each client")
    parser.add_argument("--minutes", type=float, default=5.0, help="0: only the ramp")
    parser.add_argument("--ramp", type=numbers, default=[], help="numbers of clients, with commas")
    parser.add_argument("--step", type=float, default=20.0, help="seconds of each step of the ramp")
    parser.add_argument("--json", action="store_true", help="print JSON, the table to stderr")
    return parser.parse_args()


def numbers(text: str) -> list[int]:
    """Read "60,90,120"."""
    return [int(part) for part in text.split(",")]


def steadily(given: argparse.Namespace, shown: Film) -> dict[str, Any]:
    """The main run, against the server as it is shipped."""
    with tempfile.TemporaryDirectory() as folder, site(Path(folder), given.clients) as at:
        figures = uvloop.run(
            play(given.clients, given.rate, given.minutes * 60, at=at, shown=shown)
        )
        return figures | {"server_log": at.complaints(), "bars": bars(figures)}


def ramp(given: argparse.Namespace, shown: Film) -> tuple[list[dict[str, Any]], list[str]]:
    """The ramp, against a server with a seat for everyone; and what that server logged."""
    most = max(given.ramp)
    with tempfile.TemporaryDirectory() as folder, site(Path(folder), most, seats=most) as at:
        return uvloop.run(climb(given, at, shown)), at.complaints()


def main() -> None:
    """Measure and print."""
    given = options()
    shown = film(given.video, given.empty)
    # What is loaded by now stays; the client's own pauses would count as the server's.
    gc.freeze()
    found: dict[str, Any] = {
        "cores": os.cpu_count(),
        "workers": os.environ.get("FACE_WORKERS", "default"),
    }
    say = tell if given.json else print
    if given.minutes:
        found["run"] = steadily(given, shown)
        say(as_table(f"{given.clients} webcams at {given.rate:g} frames a second", found["run"]))
    if given.ramp:
        found["ramp"], found["ramp_log"] = ramp(given, shown)
        say(ramp_table(found["ramp"]))
        say(f"logged: {found['ramp_log'] or 'nothing'}")
    if given.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
