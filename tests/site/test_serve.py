"""``manage.py serve``: it comes up, and goes down cleanly."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environment(tmp_path: Path, port: int) -> dict[str, str]:
    settings = {"DATA_DIR": str(tmp_path), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "mlfym.settings"}


@pytest.fixture
def site(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.wait()


def wait_until_up(port: int) -> httpx.Response:
    deadline = time.monotonic() + 300
    while True:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_it_serves_and_stops(site: subprocess.Popen[str], port: int) -> None:
    assert wait_until_up(port).status_code == 200
    assert site.stdout
    greeting = next(line for line in site.stdout if "MLFYM is at" in line)
    site.send_signal(signal.SIGINT)
    rest, _ = site.communicate(timeout=120)
    output = greeting + rest
    assert site.returncode == 0, output
    assert f"http://127.0.0.1:{port}/" in output
    assert "Stopped." in output
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2)


def test_a_taken_port_is_said(environment: dict[str, str], port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        command = [sys.executable, "manage.py", "serve"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"PORT={port + 1} make run" in done.stderr


@pytest.mark.parametrize("wrong", ["eighty", "0", "70000", ""])
def test_a_wrong_port_is_said(environment: dict[str, str], wrong: str) -> None:
    command = [sys.executable, "manage.py", "serve"]
    done = subprocess.run(
        command, cwd=ROOT, env={**environment, "PORT": wrong}, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "PORT must be a number" in done.stderr
