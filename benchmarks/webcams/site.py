"""A site of its own for the webcams: an empty database, guests who agreed, the real web server."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mlfym.supervisor import web_command

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
START_SECONDS = 60

# The consent is dated ahead, as if each page had asked again before every start.
GUESTS = """
import json, sys
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
from mlfym.accounts.identity import COOKIE, sign_cookie
from mlfym.accounts.models import Listener
call_command("migrate", verbosity=0)
agreed = timezone.now() + timedelta(hours=6)
guests = [Listener.objects.create(camera_consent=agreed) for _ in range(int(sys.argv[1]))]
print(json.dumps([f"{COOKIE}={sign_cookie(guest)}" for guest in guests]))
"""
# The same server with another number of seats: to find out what the shipped number should be.
SEATED = """
import sys
from emotion import limits
limits.SEATS_A_WORKER = int(sys.argv.pop(1))
from uvicorn.main import main
main()
"""


@dataclass
class Site:
    """A running server and the cookies of those who may use it."""

    server: subprocess.Popen
    port: int
    cookies: list[str]
    log: Path

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def socket(self) -> str:
        return f"ws://{HOST}:{self.port}/ws/face/"

    def complaints(self) -> list[str]:
        """What the server has logged, but for what the model's library says at its start."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if not line.startswith("INFO: ")]


@contextmanager
def site(folder: Path, guests: int, seats: int | None = None) -> Iterator[Site]:
    """Run the web server that `manage.py serve` runs, without the worker, in an empty folder."""
    data = folder / "data"
    (data / "static").mkdir(parents=True)
    surroundings = {
        # As the Makefile starts it.
        "OPENBLAS_NUM_THREADS": "1",
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mlfym.settings",
        "DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
    }
    made = subprocess.run(
        [sys.executable, "-c", GUESTS, str(guests)],
        cwd=ROOT, env=surroundings, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    port = free_port()
    command = web_command(HOST, port)
    if seats is not None:
        command = [sys.executable, "-c", SEATED, str(seats), *command[3:]]
    log = folder / "server.log"
    with log.open("wb") as file:
        server = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=file, stderr=file)
    try:
        wait_for(server, port, log)
        yield Site(server, port, json.loads(made.stdout), log)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(server: subprocess.Popen, port: int, log: Path) -> None:
    """Wait until the server listens."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text()}")
