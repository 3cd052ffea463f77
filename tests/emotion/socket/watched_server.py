"""Serve the site as in real life, and tell on it.

    python watched_server.py PORT REPORT_FD [--leak]

Every attempt of Python code to open a file for writing, to make, rename or link one, to start a
program or to call another machine is written to REPORT_FD as one JSON line, before it happens, by
an audit hook that nothing in the process can remove. On SIGUSR1 it lists the modules it has loaded.
With --leak the server writes each frame to a temporary file, which the watchers have to notice.
"""

import json
import os
import signal
import sys
import tempfile
from typing import Any

PORT, REPORT = int(sys.argv[1]), int(sys.argv[2])
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
TELLING = (
    "os.link",
    "os.mkdir",
    "os.rename",
    "os.symlink",
    "os.truncate",
    "os.posix_spawn",
    "os.system",
    "shutil.",
    "socket.connect",
    "subprocess.Popen",
    "tempfile.",
    "urllib.Request",
)


def tell(**words: Any) -> None:
    """Write one line of the report."""
    os.write(REPORT, json.dumps(words, default=repr).encode() + b"\n")


def hook(event: str, args: tuple[Any, ...]) -> None:
    """Tell of what writes; an open by number (a pipe, a socket) names no file and is left out."""
    if event == "open":
        path, _, how = args
        if isinstance(path, str | bytes | os.PathLike) and how & WRITING:
            tell(event=event, path=os.fsdecode(path))
    elif event.startswith(TELLING):
        tell(event=event, path=repr(args))


def leak() -> None:
    """Make the reader write every frame to a file that is gone at once."""
    from emotion.face import reader

    honest = reader.decode_frame

    def leaky(data: bytes, *limits: int) -> Any:
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
        return honest(data, *limits)

    reader.decode_frame = leaky


def main() -> None:
    """Serve until SIGTERM."""
    sys.addaudithook(hook)
    import uvicorn

    if "--leak" in sys.argv:
        leak()
    signal.signal(signal.SIGUSR1, lambda *_: tell(event="modules", names=sorted(sys.modules)))
    tell(event="started", pid=os.getpid())
    uvicorn.run(
        "mlfym.asgi:application", port=PORT, log_level="warning", lifespan="off",
        ws_max_size=256 * 1024, ws_per_message_deflate=False, timeout_graceful_shutdown=1,
    )  # fmt: skip


if __name__ == "__main__":
    main()
