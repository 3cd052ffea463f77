"""What the server's process needs, from /proc: processor time by thread, and memory."""

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

TICK = os.sysconf("SC_CLK_TCK")
PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024
EVERY = 5.0
START = 10.0


def cpu_seconds(stat: Path) -> float:
    """Seconds of processor time that stand in a `stat` file of a process or a thread."""
    # What comes before the last bracket is a name that may hold anything.
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@dataclass(frozen=True)
class Usage:
    """Processor seconds so far: of the event loop's thread, and of all threads together."""

    loop: float
    all: float


def usage(pid: int) -> Usage:
    """Return the processor time of a process whose first thread runs the event loop."""
    process = Path(f"/proc/{pid}")
    return Usage(cpu_seconds(process / "task" / str(pid) / "stat"), cpu_seconds(process / "stat"))


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * PAGE_KB / 1024


@dataclass
class Watch:
    """Resident memory every EVERY seconds."""

    pid: int
    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    async def keep(self) -> None:
        """Look until cancelled."""
        begun = time.monotonic()
        while True:
            self.seconds.append(time.monotonic() - begun)
            self.memory.append(memory_mb(self.pid))
            await asyncio.sleep(EVERY)


def flatness(seconds: Sequence[float], memory: Sequence[float]) -> dict[str, float]:
    """How memory went: mean of the first and last minute (or third, in a short run), and the slope.

    The slope is a line fitted to all of it, in MB a minute. The first START seconds, in which the
    clients arrive and the threads load the model, are in none of these.
    """
    at, size = np.array(seconds), np.array(memory)
    begun = min(START, at[-1] / 2)
    at, size = at[at >= begun], size[at >= begun]
    part = min(60.0, (at[-1] - at[0]) / 3)
    slope = float(np.polyfit(at / 60, size, 1)[0]) if len(at) > 1 else 0.0
    return {
        "first_mb": round(float(size[at <= at[0] + part].mean()), 1),
        "last_mb": round(float(size[at >= at[-1] - part].mean()), 1),
        "most_mb": round(float(size.max()), 1),
        "mb_a_minute": round(slope, 2),
    }
