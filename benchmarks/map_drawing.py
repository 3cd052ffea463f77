"""Frames a second of the map in Chromium, at 10,000 and 100,000 made-up songs.

    .venv/bin/python -m benchmarks.map_drawing --songs 10000 100000

Nothing but the page's own modules is loaded, from a folder of files, in a window of 1280 by 900.
For each number of songs the map is moved a little and drawn again, as a drag does, as fast as it
can; then as often as the browser asks for frames. Printed: the median and 95th percentile of the
milliseconds of one drawing, how many frames a second those would be, and how many came. Beside it
the same songs drawn by WebGL2 (plain squares, the least that it can do), where Chromium has it:
without a graphics card its pixels are made by the processor, too.
"""

import argparse
import functools
import json
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SECONDS = 4
HARNESS = Path(__file__).with_name("map_drawing.js")


class Quiet(SimpleHTTPRequestHandler):
    """Serve the project's files without a word, and an empty page."""

    def do_GET(self) -> None:
        """Answer with a file, or with the page that the harness draws on."""
        if self.path != "/":
            return super().do_GET()
        styles = "".join(
            f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in ("tokens", "map")
        )
        page = f"<!doctype html><html lang=en>{styles}<body><canvas id=map></canvas></body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--dense", type=float, default=1.0, help="pixels for one CSS pixel")
    asked = parser.parse_args()
    handler = functools.partial(Quiet, directory=str(ROOT))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        viewport = {"width": 1280, "height": 900}
        context = browser.new_context(viewport=viewport, device_scale_factor=asked.dense)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.add_script_tag(type="module", content=HARNESS.read_text(encoding="utf-8"))
        page.wait_for_function("typeof window.measure === 'function'")
        for songs in asked.songs:
            for zoom in (1, 8):
                found = page.evaluate("measure", [songs, SECONDS, zoom])
                print(f"{songs} songs, zoom {zoom}: {json.dumps(found)}", flush=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
