"""Measure `manage.py import_melon` on generated files of Melon's size and shape.

    python -m benchmarks.import_melon [--songs 707989] [--again] [--keep DIR]

Makes the files, imports them into an empty database in a process of its own, and prints one line
of JSON: minutes, the process's peak memory in MB, and what is there afterwards. `--again` imports
the same files once more. The bar at full size: 15 minutes and 1 GB on two cores.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.melon_files import Size, write_files

ROOT = Path(__file__).resolve().parent.parent


def manage(data_dir: Path, *arguments: str) -> dict:
    """Run a command of the site on its own data folder; return seconds and peak memory."""
    environment = {**os.environ, "DATA_DIR": str(data_dir), "LOG_LEVEL": "WARNING"}
    environment.pop("DATABASE_URL", None)
    started = time.perf_counter()
    command = [sys.executable, "manage.py", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments[0]} ended with status {status}")
    seconds = time.perf_counter() - started
    figures = {"minutes": round(seconds / 60, 2), "cpu_minutes": round(used.ru_utime / 60, 2)}
    return {**figures, "peak_mb": round(used.ru_maxrss / 1024), "said": said.splitlines()}


def measure(folder: Path, size: Size, again: bool) -> None:
    """Make the files, import them, print the figures."""
    data_dir = folder / "site"
    data_dir.mkdir(exist_ok=True)
    started = time.perf_counter()
    made = write_files(folder / "files", size)
    report("files", {**made, "seconds": round(time.perf_counter() - started, 1)})
    manage(data_dir, "migrate", "--verbosity", "0")
    report("import", manage(data_dir, "import_melon", str(folder / "files")))
    if again:
        report("again", manage(data_dir, "import_melon", str(folder / "files")))
    report("database", {"mb": round((data_dir / "db.sqlite3").stat().st_size / 2**20)})


def report(what: str, figures: dict) -> None:
    """Print one line."""
    print(json.dumps({"what": what, **figures}, ensure_ascii=False), flush=True)


def main() -> None:
    """Read the command line and measure, in a folder that is removed unless it is to be kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=Size.songs)
    parser.add_argument("--again", action="store_true", help="import the same files once more")
    parser.add_argument("--keep", type=Path, help="an empty folder for files and database")
    given = parser.parse_args()
    size = Size.of_songs(given.songs)
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        measure(given.keep, size, given.again)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), size, given.again)


if __name__ == "__main__":
    main()
