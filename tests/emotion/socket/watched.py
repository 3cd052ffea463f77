"""Run the watched server, visit it with a face, and keep all that could be seen of it."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.emotion.socket.evidence import Evidence
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = Path(__file__).with_name("watched_server.py")
# Shared by all processes of a machine: what is new there is read, not counted.
COMMON = [Path("/dev/shm"), Path("/var/tmp")]
CALLS = (
    "open,openat,openat2,creat,memfd_create,mkdir,mkdirat,mknod,mknodat,"
    "rename,renameat,renameat2,link,linkat,symlink,symlinkat"
)
PREPARE = """
import sys, django
from django.core.management import call_command
django.setup()
for name in sys.argv[1:]:
    call_command(name, verbosity=0)
"""
PATIENCE = 60  # seconds: a busy machine takes its time, and strace as well
START_SECONDS = 300


@dataclass
class Watched:
    """A server with a home of its own, and what its watchers saw."""

    home: Path
    port: int
    strace: Path | None
    pid: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[Path, bytes] = field(default_factory=dict)
    rows_before: dict[str, int] = field(default_factory=dict)
    rows_after: dict[str, int] = field(default_factory=dict)
    peak_kb: int = 0
    overload_codes: tuple[int, ...] = ()
    common_before: set[Path] = field(default_factory=set)
    evidence: Evidence = field(default_factory=Evidence)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def cache(self) -> Path:
        return self.home / "cache"

    @property
    def database(self) -> Path:
        return self.home / "data" / "db.sqlite3"

    def rows(self) -> dict[str, int]:
        """Count the rows of every table."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as base:
            names = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {
                name: base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for (name,) in names
            }

    def files(self) -> Iterator[Path]:
        """Yield every file in the server's home, also one that a watcher did not expect."""
        yield from (path for path in self.home.rglob("*") if path.is_file())

    def new_in_common(self) -> dict[Path, bytes]:
        """Return what is new in the machine's common places and may be read."""
        found = {}
        for place in COMMON:
            for path in place.glob("*"):
                if path in self.common_before or not path.is_file():
                    continue
                try:
                    found[path] = path.read_bytes()
                except OSError:
                    continue  # another process's, gone or private
        return found


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which every writable place of the server lies in ``home``."""
    for name in ("data", "tmp", "home", "cwd", "cache"):
        (home / name).mkdir(parents=True)
    kept = {key: os.environ[key] for key in ("PATH", "MODEL_DIR") if key in os.environ}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "mlfym.settings",
        "SECRET_KEY": "only-for-tests",
        "LOG_LEVEL": "DEBUG",
        "DEBUG": "True",  # static files come from their folders, so none has to be collected
        "DATA_DIR": str(home / "data"),
        "TMPDIR": str(home / "tmp"),
        "HOME": str(home / "home"),
        "XDG_CACHE_HOME": str(home / "home"),
        # The cache of the site would be memory; as files it can be looked at.
        "CACHE_URL": f"filecache://{home / 'cache'}",
    }


@contextmanager
def watched_server(home: Path, *arguments: str, starter: bool = False) -> Iterator[Watched]:
    """Run the server; yields it when it answers. Afterwards its watchers have all they saw."""
    surroundings = environment(home)
    commands = ["migrate"] + (["load_starter", "load_questions"] if starter else [])
    subprocess.run(
        [sys.executable, "-c", PREPARE, *commands],
        env=surroundings, cwd=home / "cwd", check=True, timeout=START_SECONDS,
    )  # fmt: skip
    traced = tracer(home)
    server = Watched(home, free_port(), home.with_suffix(".strace") if traced else None)
    read_end, write_end = os.pipe()
    program = [sys.executable, str(SCRIPT), str(server.port), str(write_end), *arguments]
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            [*traced, *program], env=surroundings, cwd=home / "cwd",
            stdout=log, stderr=log, pass_fds=[write_end],
        )  # fmt: skip
    os.close(write_end)
    listener = threading.Thread(target=listen, args=(read_end, server))
    listener.start()
    over = threading.Event()
    watcher = threading.Thread(target=watch, args=(server, over))
    try:
        wait_for(server)
        server.told.clear()
        server.rows_before = server.rows()
        server.common_before = {path for place in COMMON for path in place.glob("*")}
        watcher.start()
        yield server
    finally:
        over.set()
        os.kill(server.pid, signal.SIGTERM) if server.pid else process.kill()
        process.wait(timeout=PATIENCE)
        listener.join()
        if watcher.ident:
            watcher.join()


def tracer(home: Path) -> list[str]:
    """Return strace's command where it is there and allowed; an empty one elsewhere."""
    if shutil.which("strace") is None:
        return []
    trial = subprocess.run(
        ["strace", "-f", "-o", os.devnull, "true"], capture_output=True, timeout=PATIENCE
    )
    if trial.returncode:
        return []
    target = home.with_suffix(".strace")
    return ["strace", "-f", "-qq", "-s", "4096", "-o", str(target), "-e", f"trace={CALLS}"]


def listen(read_end: int, server: Watched) -> None:
    """Take down the report of the audit hook."""
    with os.fdopen(read_end, "rb") as report:
        for line in report:
            told = json.loads(line)
            server.told.append(told)
            if told["event"] == "started":
                server.pid = told["pid"]


def watch(server: Watched, over: threading.Event) -> None:
    """Keep the content of every file that appears or changes in the server's home."""
    states: dict[Path, tuple[int, int]] = {}
    while not over.wait(0.01):
        for path in server.files():
            try:
                state = path.stat()
                if states.get(path) != (state.st_mtime_ns, state.st_size):
                    states[path] = state.st_mtime_ns, state.st_size
                    server.seen[path] = path.read_bytes()
            except OSError:
                continue  # gone between two looks


def wait_for(server: Watched) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{server.address}/healthz", timeout=PATIENCE)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(server.log.read_text())


class Visitor:
    """A browser of the site, with its cookies."""

    def __init__(self, server: Watched) -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.address, timeout=PATIENCE, follow_redirects=True)
        self.http.get("/face/")

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def post(self, path: str, **body: Any) -> httpx.Response:
        """Send a form."""
        token = self.http.cookies["csrftoken"]
        return self.http.post(path, headers={"X-CSRFToken": token}, **body)

    def overload(self, size: int) -> int:
        """Send a frame of ``size`` bytes; return the code with which the server hangs up.

        0 where the line was cut while the frame was still being sent.
        """
        with self._line() as line, suppress(ConnectionClosed):
            line.send(bytes(size))
            line.recv(timeout=PATIENCE)
        goodbye = line.protocol.close_rcvd
        return int(goodbye.code) if goodbye else 0

    def _line(self) -> ClientConnection:
        """Agree to the camera and open the face socket."""
        self.post("/face/consent/", data={"consent": "on"})
        cookie = f"mlfym_listener={self.http.cookies['mlfym_listener']}"
        address = self.server.address
        return connect(
            address.replace("http", "ws") + "/ws/face/", origin=address,
            additional_headers={"Cookie": cookie}, compression=None,
        )  # fmt: skip

    def show(self, frames: list[bytes]) -> list[dict[str, Any]]:
        """Show frames until the mood has settled; return the answers."""
        answers: list[dict[str, Any]] = []
        with self._line() as line:
            for frame in frames:
                self.server.evidence.add_frame(frame)
                try:
                    line.send(frame)
                    answers.append(json.loads(line.recv(timeout=PATIENCE)))
                except ConnectionClosed:
                    break
        return answers
