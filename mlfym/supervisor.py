"""Run the web server and the background worker side by side, and stop both together."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from django.conf import settings

logger = logging.getLogger(__name__)

# One frame is at most 200 kB (see emotion/consumers.py); the server closes what is larger.
# Browsers offer to compress; a JPEG only costs time by it, and each socket two windows of memory.
WEBSOCKET_MAX_BYTES = 256 * 1024
# Open audio streams are cut after this many seconds when the server is told to stop.
GRACE_SECONDS = 3
POLL_SECONDS = 0.1


def port_is_free(host: str, port: int) -> bool:
    """Say whether a server could listen on ``host:port``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def web_command(host: str, port: int) -> list[str]:
    """Return what starts the web server; benchmarks/webcams measures the same."""
    return [
        sys.executable, "-m", "uvicorn", "mlfym.asgi:application",
        "--host", host, "--port", str(port),
        "--ws-max-size", str(WEBSOCKET_MAX_BYTES), "--ws-per-message-deflate", "false",
        "--lifespan", "off", "--log-level", "warning", "--no-server-header",
        "--timeout-graceful-shutdown", str(GRACE_SECONDS),
    ]  # fmt: skip


class Supervisor:
    """Start the children, wait, and stop them on a signal or when the web server ends."""

    def __init__(self, host: str, port: int, say: Callable[[str], object]) -> None:
        self.host, self.port, self.say = host, port, say
        self.stopping = False
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.installer: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Serve; returns the exit code for the command."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        self.web = self._start(web_command(self.host, self.port))
        self.installer = self._start(self._installer_command())
        greeted = False
        while not self.stopping and self.web.poll() is None:
            greeted = greeted or self._greet()
            self._tend_worker()
            time.sleep(POLL_SECONDS)
        code = 0 if self.stopping else (self.web.returncode or 1)
        self._end_all()
        self.say("Stopped." if self.stopping else "The web server ended by itself.")
        return code

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches this process alone, which then stops the children.
        return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)

    def _installer_command(self) -> list[str]:
        # Retraining needs gensim and implicit; they arrive behind the first page.
        script = Path(settings.BASE_DIR) / "scripts" / "bootstrap.py"
        base = getattr(sys, "_base_executable", sys.executable)
        return [base, str(script), "requirements-worker.txt"]

    def _greet(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(POLL_SECONDS)
            reachable = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104
            if probe.connect_ex((reachable, self.port)) != 0:
                return False
        self.say(f"MLFYM is at http://{reachable}:{self.port}/  (Ctrl-C stops it)")
        return True

    def _tend_worker(self) -> None:
        if self.installer is None or self.installer.poll() is None:
            return
        if self.installer.returncode:
            logger.warning("The packages for retraining could not be installed; trying without.")
        self.installer = None
        self.worker = self._start(
            [sys.executable, "manage.py", "db_worker", "--verbosity", "0", "--no-startup-delay"]
        )

    def _end_all(self) -> None:
        children = [c for c in (self.web, self.worker, self.installer) if c and c.poll() is None]
        for child in children:
            child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS + 2
        for child in children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
