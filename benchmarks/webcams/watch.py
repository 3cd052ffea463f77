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
    """How memory went: first and last minute (or third, in a short run), and MB a minute.

    The slope is a line fitted to what comes after the first of these parts, in which the server
    loads its model and its threads start.
    """
    at, size = np.array(seconds), np.array(memory)
    part = min(60.0, at[-1] / 3)
    later = at >= part
    slope = float(np.polyfit(at[later] / 60, size[later], 1)[0]) if later.sum() > 1 else 0.0
    return {
        "first_mb": round(float(size[at <= part].mean()), 1),
        "last_mb": round(float(size[at >= at[-1] - part].mean()), 1),
        "most_mb": round(float(size.max()), 1),
        "mb_a_minute": round(slope, 2),
    }
