"""How long the text model takes: to load, for an entry of a diary, for lines of lyrics.

    OPENBLAS_NUM_THREADS=1 python -m benchmarks.text_speed

Processor time of one thread, by the development diaries: each entry is read alone.
"""

import time
from collections.abc import Callable

import numpy as np

from emotion.text import datasets
from emotion.text.artefact import SHIPPED, load_artefact
from emotion.text.model import TextModel
from emotion.text.reader import read_texts

ENTRIES = 400
LINES = 32


def spent(work: Callable[[], object]) -> float:
    """Processor time in milliseconds."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def main() -> None:
    """Print the figures."""
    print(f"load: {spent(lambda: TextModel(load_artefact(SHIPPED))):.0f} ms")
    model = TextModel(load_artefact(SHIPPED))
    for lang in ("en", "ko"):
        texts = datasets.diaries(lang, "dev").texts[:ENTRIES]
        for text in texts[:20]:
            read_texts(model, [text])
        times = np.array([spent(lambda text=text: read_texts(model, [text])) for text in texts])
        size = np.mean([len(text) for text in texts])
        print(
            f"{lang}: {len(texts)} entries of {size:.0f} signs: median {np.median(times):.1f} ms, "
            f"mean {times.mean():.1f}, 95 of 100 within {np.quantile(times, 0.95):.1f}"
        )
        lines = [text[:40] for text in texts[:LINES]]
        took = min(spent(lambda lines=lines: read_texts(model, lines)) for _ in range(5))
        print(f"{lang}: {LINES} lines at once: {took:.0f} ms")


if __name__ == "__main__":
    main()
