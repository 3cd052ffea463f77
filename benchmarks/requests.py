"""Measure a playlist request: rank in all engines, mix, filter, order, reasons.

    python -m benchmarks.requests --songs 100000
    python -m benchmarks.requests --songs 1000000 --directory /tmp/million

Makes the artefacts up (benchmarks/made_up.py) unless the directory holds them, loads them as the
site does, and asks queries of each kind, one thread for BLAS. Prints one line of JSON a kind
(p50, p95, most and the mean of each engine, in ms), recall@100 of tag2vec and ALS against exact
search over all songs, and the memory of this process after all queries, before the exact search.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

# Before NumPy is loaded: one core is what the figures are for.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks import made_up
from emotion.moods import MOODS, Mood
from recommender.engine.als import AlsEngine
from recommender.engine.base import Engine, Query
from recommender.engine.mixer import Rules
from recommender.engine.mood import MoodEngine
from recommender.engine.neighbours import NeighboursEngine
from recommender.engine.pipeline import depth, recommend
from recommender.engine.popular import PopularEngine
from recommender.engine.tag2vec import Tag2VecEngine
from recommender.engine.weights import DEFAULT_WEIGHTS

LIST_LENGTH = 12
KINDS = ("mood", "tags", "seeds", "everything")
# Every engine is asked, whatever the weights of the day are.
WEIGHTS = {"neighbours": 1.0, **DEFAULT_WEIGHTS}
SEED = 20261121
WARM = 5


class Timed:
    """An engine whose rankings are timed, in processor time."""

    def __init__(self, engine: Engine, times: dict[str, list[float]]) -> None:
        self.engine, self.times, self.name = engine, times, engine.name

    def rank(self, *given):
        started = time.process_time()
        found = self.engine.rank(*given)
        self.times[self.name].append(time.process_time() - started)
        return found

    def __getattr__(self, name):
        return getattr(self.engine, name)


def queries(world: made_up.World, kind: str, n: int) -> Iterator[tuple[Query, Rules]]:
    """What listeners of one or two scenes ask; songs are drawn by their popularity."""
    rng = np.random.default_rng((SEED, KINDS.index(kind)))
    ids = made_up.song_ids(world)
    shares = np.cumsum(world.counts.astype(np.float64))
    heads = np.searchsorted(shares, rng.random(n) * shares[-1])
    for head in heads:
        near = np.flatnonzero(world.scene == world.scene[head])
        weight = world.counts[near] / world.counts[near].sum(dtype=np.float64)
        pick = lambda size: tuple(ids[rng.choice(near, size, p=weight)].tolist())  # noqa: E731, B023
        mood = Mood(rng.dirichlet(np.full(len(MOODS), 0.5)))
        tags = {f"tag-{tag}": 1.0 for tag in made_up.unequal(rng, made_up.TAGS, 2)}
        recent = Rules(recent=frozenset(pick(20)))
        if kind == "mood":
            yield Query(mood=mood), recent
        elif kind == "tags":
            yield Query(tags=tags), recent
        elif kind == "seeds":
            yield Query(seeds=pick(int(rng.integers(1, 6)))), recent
        else:
            yield (
                Query(seeds=pick(5), tags=tags, mood=mood, likes=pick(30), dislikes=pick(10)),
                recent,
            )


def measure(directory: Path, world: made_up.World, n: int) -> None:
    """Ask all kinds and print what they took."""
    before = memory()
    started = time.perf_counter()
    catalogue = made_up.snapshot(world)
    report("catalogue", seconds=time.perf_counter() - started, **memory())
    started = time.perf_counter()
    engines: dict[str, Engine] = {"mood": MoodEngine.from_snapshot(catalogue)}
    for kind in (AlsEngine, NeighboursEngine, Tag2VecEngine, PopularEngine):
        engines[kind.name] = kind.load(directory / kind.name).with_catalogue(catalogue)
    report("loading", seconds=time.perf_counter() - started, before=before["rss_mb"], **memory())
    totals: list[float] = []
    busy: list[float] = []
    for kind in KINDS:
        times: dict[str, list[float]] = defaultdict(list)
        timed = {name: Timed(engine, times) for name, engine in engines.items()}
        for query, rules in queries(world, kind, n + WARM):
            started, worked = time.perf_counter(), time.process_time()
            found = recommend(query, catalogue, timed, WEIGHTS, rules, LIST_LENGTH)
            times["whole"].append(time.perf_counter() - started)
            times["busy"].append(time.process_time() - worked)
            assert len(found) == LIST_LENGTH and found[0].reasons
        whole, work = times.pop("whole")[WARM:], times.pop("busy")[WARM:]
        totals, busy = totals + whole, busy + work
        report(kind, **milliseconds(whole, work), **parts(times))
    report("all kinds", **milliseconds(totals, busy))
    report("memory", **memory())
    for name in ("als", "tag2vec"):
        report(f"recall@100 of {name}", **recalls(engines[name], world, max(10, n // 4)))


def recalls(engine: Engine, world: made_up.World, n: int) -> dict[str, float]:
    """Share of the exact first 100 that the engine finds, by kind of query."""
    found: dict[str, float] = {}
    for kind in KINDS:
        shares = []
        for query, rules in queries(world, kind, n):
            exact = engine.rank(query, len(world), rules.banned())[0][:100]
            if len(exact):
                got = engine.rank(query, depth(LIST_LENGTH), rules.banned())[0][:100]
                shares.append(len(np.intersect1d(exact, got)) / len(exact))
        if shares:
            found[kind] = round(float(np.mean(shares)), 4)
            found[f"{kind}_worst"] = round(float(np.min(shares)), 4)
    return found


def milliseconds(times: list[float], work: list[float]) -> dict[str, float]:
    """Median, 95th percentile and most by the clock; the last two in processor time as well.

    The clock is what a listener waits; processor time is the same on a machine with other work.
    """
    p50, p95, most = np.quantile(times, [0.5, 0.95, 1.0]) * 1000
    cpu95, cpu_most = np.quantile(work, [0.95, 1.0]) * 1000
    found = {"p50": p50, "p95": p95, "most": most, "cpu_p95": cpu95, "cpu_most": cpu_most}
    return {**{name: round(float(ms), 1) for name, ms in found.items()}, "n": len(times)}


def parts(times: dict[str, list[float]]) -> dict[str, float]:
    """The mean processor time of each engine."""
    means = {name: float(np.mean(rows[WARM:])) * 1000 for name, rows in times.items()}
    return {name: round(ms, 1) for name, ms in means.items()}


def memory() -> dict[str, int]:
    """Resident memory: all, private, mapped from files; and the highest so far."""
    names = {"VmRSS": "rss_mb", "RssAnon": "private_mb", "RssFile": "mapped_mb", "VmHWM": "most_mb"}
    lines = Path("/proc/self/status").read_text().splitlines()
    found = dict(line.split(":") for line in lines if line.split(":")[0] in names)
    return {names[key]: int(value.split()[0]) // 1024 for key, value in found.items()}


def report(what: str, **figures: object) -> None:
    """Print one line."""
    print(json.dumps({"what": what, **figures}), flush=True)


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--directory", type=Path, help="where the artefacts are, or will be")
    parser.add_argument("--serve", action="store_true", help="only measure what is there")
    return parser.parse_args()


def main() -> None:
    """Make what is missing in this process, and measure in another with its own memory."""
    given = options()
    if given.serve:
        measure(given.directory, made_up.World.make(given.songs, SEED), given.queries)
        return
    with tempfile.TemporaryDirectory() as scratch:
        directory = given.directory or Path(scratch) / "models"
        if not directory.exists():
            started = time.perf_counter()
            made_up.write(directory, given.songs, SEED)
            report("making the artefacts", seconds=round(time.perf_counter() - started, 1))
        again = ["--songs", str(given.songs), "--queries", str(given.queries), "--serve"]
        command = [sys.executable, "-m", "benchmarks.requests", "--directory", str(directory)]
        subprocess.run([*command, *again], check=True)


if __name__ == "__main__":
    main()
