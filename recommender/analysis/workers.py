"""Analyse from the command line: here, or in several processes that stop with this one."""

import os
import subprocess
import sys
from collections.abc import Callable

from django.conf import settings

from recommender.analysis.work import Progress, analyse_next, new_claim, progress

WORKER = "--worker-of"
POLL_SECONDS = 0.5

Tell = Callable[[Progress], None]


def analyse_here(tell: Tell, parent: int | None = None) -> None:
    """Analyse all that waits in this process. parent: stop when that process is no more."""
    claim = new_claim()
    while (parent is None or os.getppid() == parent) and analyse_next(claim) is not None:
        tell(progress())


def analyse_in_processes(count: int, tell: Tell) -> int:
    """Analyse all that waits in so many processes; return how many of them failed."""
    command = [sys.executable, "-m", "django", "analyse_music", WORKER, str(os.getpid())]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    workers = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment) for _ in range(count)
    ]
    try:
        for worker in workers:
            while not is_over(worker):
                tell(progress())
    except BaseException:
        for worker in workers:
            worker.terminate()
        raise
    return sum(worker.wait() != 0 for worker in workers)


def is_over(worker: "subprocess.Popen[bytes]") -> bool:
    """Wait a moment for a process to end; tell whether it did."""
    try:
        worker.wait(timeout=POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True
