"""Measure similar songs: ten songs that are like one, with every part there.

    python -m benchmarks.similar --songs 100000

The catalogue and the engines are made up (benchmarks/made_up.py), and mapped from files as the
site does it; genre, sound and their joint space have the widths of the real ones. Prints one line
of JSON: processor and wall time of a list, in ms, and what each engine takes of it. One thread.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

from benchmarks import made_up  # noqa: E402
from recommender.engine.base import Engine  # noqa: E402
from recommender.engine.kinds import ENGINES  # noqa: E402
from recommender.engine.similar import similar_songs  # noqa: E402
from recommender.engine.snapshot import Snapshot  # noqa: E402
from recommender.engine.sound import SoundEngine  # noqa: E402

LEANS = (0.0, 0.5, 1.0)
PARTS = ("als", "neighbours", "genre", "sound", "joint")


def load(directory: Path) -> dict[str, Engine]:
    """Read every engine as the site does."""
    kinds = {**ENGINES, SoundEngine.name: SoundEngine}
    return {name: kinds[name].load(directory / name) for name in PARTS}


def measure(engines: dict[str, Engine], snapshot: Snapshot, lists: int, seed: int) -> list[float]:
    """Processor time of lists for songs drawn by chance, in ms; the first few warm up."""
    rng, times = np.random.default_rng(seed), []
    playable = snapshot.song_ids[snapshot.available]
    for place, song in enumerate(rng.choice(playable, lists + 10).tolist()):
        start = time.process_time()
        found = similar_songs({song: 1.0}, engines, snapshot, 10, LEANS[place % len(LEANS)])
        times.append(1000 * (time.process_time() - start))
        assert len(found) == 10
    return times[10:]


def each(engines: dict[str, Engine], snapshot: Snapshot, seed: int) -> dict[str, float]:
    """The mean processor time of the first 50 songs of each engine, in ms."""
    songs = np.random.default_rng(seed).choice(snapshot.song_ids, 40).tolist()
    found = {}
    for name, engine in engines.items():
        start = time.process_time()
        for song in songs:
            engine.like({song: 1.0}, 50)
        found[name] = round(1000 * (time.process_time() - start) / len(songs), 2)
    return found


def main() -> None:
    """Make the world, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--lists", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = made_up.write_alike(Path(folder), options.songs, options.seed)
        engines, snapshot = load(Path(folder)), made_up.snapshot(world)
        times = np.array(measure(engines, snapshot, options.lists, options.seed))
        figures = {
            "songs": options.songs,
            "p50_ms": round(float(np.median(times)), 2),
            "p95_ms": round(float(np.quantile(times, 0.95)), 2),
            "most_ms": round(float(times.max()), 2),
            "of_each": each(engines, snapshot, options.seed),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
