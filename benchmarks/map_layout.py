"""Time and memory of drawing the map of songs anew, from nothing and from the map before.

    .venv/bin/python -m benchmarks.map_layout --songs 100000

Songs are made up (`made_up`), known by their tags and moods. Prints minutes of the clock and of the
processor, the peak of resident memory in MB, and how far songs moved on the second map on which a
tenth are new (1 is half the map's width).
"""

import argparse
import resource
import time

import numpy as np

from benchmarks.made_up import World, snapshot
from recommender.song_map.layout import lay_out
from recommender.song_map.vectors import song_vectors


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    catalogue = snapshot(World.make(asked.songs, asked.seed))
    say("catalogue")
    vectors = song_vectors(catalogue, np.arange(asked.songs), {})
    say("vectors")
    positions, scale = lay_out(vectors)
    say("a new map")
    before = positions.copy()
    before[::10] = np.nan
    again, _ = lay_out(vectors, before, scale)
    say("from the map before")
    moved = np.linalg.norm(again - positions, axis=1)
    print(f"songs moved by {np.median(moved):.3f}, new ones {np.median(moved[::10]):.3f} (median)")


def say(what: str) -> None:
    """Print the clock, the processor's time and the peak of memory so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    clock = (time.perf_counter() - BEGUN) / 60
    worked = time.process_time() / 60
    print(f"{what}: {clock:.1f} min, processor {worked:.1f} min, {peak:.0f} MB", flush=True)


BEGUN = time.perf_counter()

if __name__ == "__main__":
    main()
