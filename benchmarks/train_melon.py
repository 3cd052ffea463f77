"""Measure a training on a catalogue of Melon's size.

    python -m benchmarks.import_melon --keep DIR
    python -m benchmarks.train_melon DIR [--engine als --engine tag2vec]

Trains on the database that the import left in DIR, in a process of its own: with `manage.py
train_recommender` (the twin that is judged on hidden songs, then every engine on everything, and
publishes), or only the engines that are named, one after the other. Prints one line of JSON for
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

# Run with the engine's name; the process that is measured has this on its command line.
ONE_ENGINE = """
import sys, time
import django; django.setup()
from recommender import training_corpus
from recommender.engine.kinds import ENGINES, config_for
corpus, name = training_corpus.build(), sys.argv[1]
print(f"{name}: {len(corpus.song_ids)} songs, {len(corpus.playlists)} lists", file=sys.stderr)
def progress(share, what):
    print(f"{round(100 * share)} %  {what}", file=sys.stderr, flush=True)
ENGINES[name].fit(corpus, getattr(config_for(corpus), name, None), progress)
"""


def follow(lines: Iterable[str], started: float) -> None:
    """Print the progress lines as they come."""
    for line in lines:
        minutes = round((time.perf_counter() - started) / 60, 1)
        report("progress", {"minutes": minutes, "said": line.strip()})


def measured(what: str, command: list[str], data_dir: Path) -> int:
    """Run a command over the database in `data_dir`, print its figures, return its status."""
    environment = {
        **os.environ, "DATA_DIR": str(data_dir), "OPENBLAS_NUM_THREADS": "1",
        "DJANGO_SETTINGS_MODULE": "mlfym.settings",
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    threading.Thread(target=follow, args=(process.stderr, started), daemon=True).start()
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    print(said)
    report(what, {
        "status": status, "minutes": round((time.perf_counter() - started) / 60, 1),
        "cpu_minutes": round(used.ru_utime / 60, 1), "peak_mb": round(used.ru_maxrss / 1024),
    })  # fmt: skip
    return status


def main() -> None:
    """Train and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", action="append", default=[], help="this engine alone; again")
    options = parser.parse_args()
    runs = {name: ["-c", ONE_ENGINE, name] for name in options.engine}
    runs = runs or {"training": ["manage.py", "train_recommender"]}
    states = [measured(what, run, options.folder / "site") for what, run in runs.items()]
    sys.exit(any(states))


if __name__ == "__main__":
    main()
