"""Measure `manage.py train_recommender` on a catalogue of Melon's size.

    python -m benchmarks.import_melon --keep DIR
    python -m benchmarks.train_melon DIR

Trains on the database that the import left in DIR, in a process of its own: the twin that is
judged on hidden songs, then every engine on everything, and publishes. Prints one line of JSON for
each stage (minutes at its end) and one for the whole: minutes, processor minutes, peak memory.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.import_melon import ROOT, report


def follow(lines: Iterable[str], started: float) -> None:
    """Print the progress lines as they come."""
    for line in lines:
        minutes = round((time.perf_counter() - started) / 60, 1)
        report("progress", {"minutes": minutes, "said": line.strip()})


def main() -> None:
    """Train and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    data_dir = parser.parse_args().folder / "site"
    environment = {**os.environ, "DATA_DIR": str(data_dir), "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("DATABASE_URL", None)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "train_recommender"], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    threading.Thread(target=follow, args=(process.stderr, started), daemon=True).start()
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    minutes = round((time.perf_counter() - started) / 60, 1)
    peak = round(used.ru_maxrss / 1024)
    print(said)
    report("training", {
        "status": status, "minutes": minutes, "cpu_minutes": round(used.ru_utime / 60, 1),
        "peak_mb": peak,
    })  # fmt: skip
    sys.exit(bool(status))


if __name__ == "__main__":
    main()
