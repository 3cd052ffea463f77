"""Time from `manage.py serve` to the first page, cold (empty data folder) and warm (second start).

    .venv/bin/python -m benchmarks.first_page --runs 5

Prints the medians in seconds, their ratio, and the resident memory of the web process after it has
served the home page, a list and a piece of audio.
"""

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_once(data: Path) -> tuple[float, float]:
    """Start, fetch the first page, use the site a little, stop.

    Returns the seconds to the first page and the web process's resident memory in MB.
    """
    port = free_port()
    environment = {**os.environ, "DATA_DIR": str(data), "PORT": str(port)}
    begun = time.perf_counter()
    site = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.get(address, timeout=30).raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.02)
        seconds = time.perf_counter() - begun
        use(address)
        return seconds, web_memory(site.pid)
    finally:
        site.send_signal(signal.SIGINT)
        site.wait(timeout=30)


def use(address: str) -> None:
    """Ask for a list by a tile, and hear its first song."""
    with httpx.Client(base_url=address, follow_redirects=True, timeout=30) as client:
        client.get("/tiles/")
        form = {"mood": "joy", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        page = client.post("/lists/start/", data=form, headers={"Referer": address})
        page.raise_for_status()
        audio = re.findall(r"/songs/[0-9a-f-]+/audio", page.text)
        client.get(audio[0]).raise_for_status()


def web_memory(parent: int) -> float:
    """Return the resident memory in MB of the uvicorn child of ``parent``."""
    children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True)
    for pid in children.stdout.split():
        if b"uvicorn" in Path(f"/proc/{pid}/cmdline").read_bytes():
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
            return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
    raise RuntimeError("no web process")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    cold, warm, memory = [], [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            cold.append(serve_once(Path(folder))[0])
            seconds, resident = serve_once(Path(folder))
            warm.append(seconds)
            memory.append(resident)
    first, second = statistics.median(cold), statistics.median(warm)
    print(f"cold {first:.2f} s, warm {second:.2f} s, cold/warm {first / second:.1f}")
    print(f"resident memory {statistics.median(memory):.0f} MB")


if __name__ == "__main__":
    main()
