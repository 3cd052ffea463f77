"""How long it takes to hear a song, and to find what sounds like it among many.

    python -m benchmarks.sound [--songs 100000]

Hearing: from a spectrogram of 30 seconds to its vector, by the network that is shipped. Finding:
vectors are made up (random directions), written as an index is and mapped from disk as in service.
Prints medians and 95th percentiles in milliseconds. Run it with OPENBLAS_NUM_THREADS=1.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from recommender.engine.placed import unit
from recommender.engine.publishing import SHIPPED
from recommender.engine.sound import SoundEngine
from recommender.hearing.mel import BANDS
from recommender.sound_model import NAME
from recommender.sound_model.hearing import SoundModel

FRAMES = 1872
TURNS = 200


def timed(what: str, run: Callable[[int], object]) -> None:
    """Print how long a call takes."""
    run(0)
    took = []
    for turn in range(TURNS):
        started = time.perf_counter()
        run(turn)
        took.append((time.perf_counter() - started) * 1000)
    print(f"{what}: median {np.median(took):.1f} ms, p95 {np.percentile(took, 95):.1f} ms")


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--songs", type=int, default=100_000)
    songs = parser.parse_args().songs
    rng = np.random.default_rng(5)
    model = SoundModel.load(SHIPPED / NAME)
    mels = rng.random((4, BANDS, FRAMES), dtype=np.float32)
    timed("hearing 30 seconds", lambda turn: model.vector(mels[turn % 4]))
    vectors = unit(rng.standard_normal((songs, model.size), dtype=np.float32))
    ids = np.arange(1, songs + 1)
    with tempfile.TemporaryDirectory() as place:
        SoundEngine(ids, vectors).save(Path(place))
        engine = SoundEngine.load(Path(place))
        timed(f"similar among {songs}", lambda turn: engine.similar([turn + 1], 50))


if __name__ == "__main__":
    main()
