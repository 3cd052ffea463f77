"""A real server, a real Chromium, a fake webcam.

The server is its own process with its own data folder; the tests talk to it as people do.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from mlfym.supervisor import WEBSOCKET_MAX_BYTES
from tests.browser import fake_camera
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
AUTOPLAY = "--autoplay-policy=no-user-gesture-required"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# Who may do everything in the admin: name and password.
CURATOR = ("curator", "a-quiet-desk-1")
# What is waited for comes in a second on a quiet machine. A busy one takes many times that, and
# only what never comes shall fail.
PATIENCE_MS = 40_000
START_SECONDS = 300
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands here, and skip it where there is no Chromium."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site's data folder."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[str]:
    """Run a prepared site; yields its address."""
    port = free_port()
    environment = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "mlfym.settings"}
    environment |= {"ADMIN_USERNAME": CURATOR[0], "ADMIN_PASSWORD": CURATOR[1]}
    environment.pop("SECRET_KEY", None)
    prepare = [sys.executable, "manage.py", "prepare", "--verbosity", "0"]
    subprocess.run(prepare, cwd=ROOT, env=environment, check=True, timeout=START_SECONDS)
    command = [sys.executable, "-m", "uvicorn", "mlfym.asgi:application", "--port", str(port)]
    command += ["--lifespan", "off", "--log-level", "warning", "--timeout-graceful-shutdown", "1"]
    command += ["--ws-max-size", str(WEBSOCKET_MAX_BYTES)]
    log = (data / "server.log").open("wb")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not come up")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Run Playwright for one file: its event loop must not outlive it."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def launch(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Return a launcher of Chromium: ``launch(camera=None, autoplay=True)``."""
    browsers: list[Browser] = []

    def start(camera: Path | None = None, *, autoplay: bool = True) -> Browser:
        flags = [*FLAGS, *([AUTOPLAY] if autoplay else [])]
        if camera is not None:
            flags += fake_camera.flags(camera)
        # Playwright adds the autoplay flag by itself; real browsers do not have it.
        ignore = None if autoplay else [AUTOPLAY]
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=flags,
            ignore_default_args=ignore,
            timeout=1000 * START_SECONDS,
        )
        browsers.append(browser)
        return browser

    yield start
    for browser in browsers:
        browser.close()


class Visitor:
    """A page, and what its console complained about."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(str(getattr(message, "text", "")))

    def open(self, path: str) -> Page:
        """Go to a page of the site."""
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def visit(server: str) -> Iterator[Callable[..., Visitor]]:
    """Return a maker of visitors: ``visit(browser, viewport=..., **context options)``."""
    contexts: list[BrowserContext] = []

    def start(browser: Browser, **options: object) -> Visitor:
        context = browser.new_context(**{"locale": "en-US", **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        context.set_default_navigation_timeout(3 * PATIENCE_MS)  # a page with all that is on it
        contexts.append(context)
        return Visitor(context, server)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a photograph of a face (NASA's portrait of Eileen Collins, public domain)."""
    data = pytest.importorskip("skimage.data")
    from PIL import Image

    path = tmp_path_factory.mktemp("photo") / "portrait.jpg"
    Image.fromarray(data.astronaut()).save(path, quality=90)
    return path
