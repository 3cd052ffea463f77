"""How smooth are paths between two songs? Against straight interpolation and against chance.

    python -m benchmarks.paths [--pairs 300] [--songs 8]

On the library of the database in use. Prints for each way the mean of the largest step and of the
unevenness (standard deviation over mean of the steps), in units of a straight even step (the
distance of the two ends over the number of steps), the same of the largest step in valence, arousal
and energy alone, and how often one artist stands twice in a row.
"""

import argparse
import os
import time
from collections.abc import Sequence
from typing import NamedTuple

import django
import numpy as np


class Steps(NamedTuple):
    """How a path goes: its largest step, and their standard deviation over their mean."""

    largest: float
    unevenness: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--songs", type=int, default=8)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlfym.settings")
    django.setup()
    compare(asked.pairs, asked.songs)


def compare(pairs: int, n: int) -> None:
    """Walk between `pairs` random pairs of songs in each way."""
    from recommender import library, snapshots
    from recommender.engine.path import find_path
    from recommender.similar.paths import affect
    from recommender.song_map.vectors import song_vectors

    snapshot, engines = snapshots.current(), library.engines()
    rows = np.flatnonzero(snapshot.available)
    felt = affect(snapshot, rows)
    points = np.hstack([song_vectors(snapshot, rows, engines), felt])
    artists = snapshot.artist_ids[rows]
    rng = np.random.default_rng(7)
    figures: dict[str, list[tuple[float, float, float, float]]] = {}
    spent = []
    for _ in range(pairs):
        start, end = (int(row) for row in rng.choice(len(rows), 2, replace=False))
        began = time.process_time()
        found = find_path(points, start, end, n, artists)
        spent.append(time.process_time() - began)
        ways = {
            "path": found,
            "straight": straight(points, start, end, n),
            "random": random_way(rng, len(rows), start, end, n),
        }
        unit, felt_unit = (np.linalg.norm(of[end] - of[start]) / (n - 1) for of in (points, felt))
        for name, way in ways.items():
            steps = steps_of(points, way)
            mood = steps_of(felt, way).largest / max(felt_unit, 0.05)
            same = np.mean(artists[way][1:] == artists[way][:-1])
            row = (steps.largest / unit, steps.unevenness, mood, same)
            figures.setdefault(name, []).append(row)
    print(f"{len(rows)} songs, {pairs} pairs, {n} songs a path, engines {sorted(engines)}")
    for name, values in figures.items():
        largest, uneven, mood, same = np.mean(values, axis=0)
        print(
            f"{name:9} largest {largest:.2f}  unevenness {uneven:.2f}  "
            f"largest in mood {mood:.2f}  same artist {same:.3f}"
        )
    print(f"path: p95 of CPU time {1000 * np.quantile(spent, 0.95):.1f} ms")


def steps_of(points: np.ndarray, path: Sequence[int]) -> Steps:
    """Measure a path of at least two songs."""
    rows = points[list(path)].astype(np.float64)
    steps = np.linalg.norm(np.diff(rows, axis=0), axis=1)
    mean = float(steps.mean())
    return Steps(float(steps.max()), float(steps.std()) / mean if mean > 0 else 0.0)


def straight(points: np.ndarray, start: int, end: int, n: int) -> list[int]:
    """Take at each even place of the straight line the nearest song that was not taken yet."""
    way = [start]
    for step in range(1, n - 1):
        aim = points[start] + (points[end] - points[start]) * step / (n - 1)
        off = np.linalg.norm(points - aim, axis=1)
        off[[*way, end]] = np.inf
        way.append(int(off.argmin()))
    return [*way, end]


def random_way(rng: np.random.Generator, size: int, start: int, end: int, n: int) -> list[int]:
    """Take any songs."""
    others = np.setdiff1d(np.arange(size), [start, end])
    return [start, *rng.choice(others, n - 2, replace=False).tolist(), end]


if __name__ == "__main__":
    main()
