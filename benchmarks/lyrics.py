"""How long the lyrics engine takes to rank a large catalogue by its lines.

    python -m benchmarks.lyrics [--songs 100000] [--lines 30] [--width 508] [--folder DIR]

Vectors are made up (random directions, as wide as the text model's), written as an index is and
mapped from disk as in service. Prints the median of five rankings for texts of 1, 5 and 20
sentences, of all songs and of those of one mood. Run it with OPENBLAS_NUM_THREADS=1.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from emotion.moods import MOODS, Mood
from recommender.engine import embedding
from recommender.engine.artefacts import Meta, Origin, seal
from recommender.engine.base import Query
from recommender.engine.line_store import packed
from recommender.engine.line_writer import LineWriter
from recommender.engine.lyrics import LyricsEngine

TURNS = 5


def unit(rng: np.random.Generator, n: int, width: int) -> np.ndarray:
    rows = rng.standard_normal((n, width), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def write(folder: Path, songs: int, lines: int, width: int) -> None:
    """Write an index song by song, as the site does; all songs have the same lines' letters."""
    rng = np.random.default_rng(5)
    own = [f"line {n}" for n in range(lines)]
    with LineWriter(folder) as writer:
        for first in range(0, songs, 1000):
            vectors, scales = packed(unit(rng, 1000 * lines, width))
            for song in range(min(1000, songs - first)):
                part = slice(song * lines, (song + 1) * lines)
                writer._add(first + song + 1, own, vectors[part], scales[part])
    seal(folder, Meta(LyricsEngine.name, Origin({"model": "made up"}), songs))


def timed(engine: LyricsEngine, query: Query) -> dict[str, int]:
    """Median milliseconds of a ranking: on the clock, and of this process alone."""
    clock, own = [], []
    for _ in range(TURNS):
        started, used = time.perf_counter(), time.process_time()
        engine.rank(query, 200)
        clock.append(1000 * (time.perf_counter() - started))
        own.append(1000 * (time.process_time() - used))
    return {"ms": round(median(clock)), "cpu_ms": round(median(own))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("songs", 100_000), ("lines", 30), ("width", 508)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args()
    rng = np.random.default_rng(7)
    embed = embedding.Embedder(
        lambda texts: unit(rng, len(texts), options.width), lambda: "made up"
    )
    embedding.use(embed)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        write(folder, options.songs, options.lines, options.width)
        started = time.perf_counter()
        engine = LyricsEngine.load(folder)
        found = {"load_s": round(time.perf_counter() - started, 2)}
        moods = rng.dirichlet(np.full(len(MOODS), 0.3), options.songs).astype(np.float32)
        engine = LyricsEngine(engine.store, moods)
        for sentences in (1, 5, 20):
            text = "\n".join(f"sentence {n}" for n in range(sentences))
            for name, mood in (("all", None), ("mood", Mood.of("joy"))):
                found[f"{name}_{sentences}"] = timed(engine, Query(text=text, mood=mood))
        print(json.dumps(found))


if __name__ == "__main__":
    main()
