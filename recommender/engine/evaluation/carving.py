"""Carve tags out of what people tagged, to ask for their hidden half what the rest has taught."""

from collections.abc import Sequence

import numpy as np

from recommender.engine.evaluation.split import TagTask

Triples = Sequence[tuple[int, str, float]]

# As many as are enough to learn a handful of weights from.
MOST_TAGS = 150


def carve_tags(
    triples: Triples, tasks: Sequence[TagTask], seed: int
) -> tuple[list[tuple[int, str, float]], list[TagTask]]:
    """Return the triples without half of the songs of some tags, and these tags as tasks.

    Tags are taken at random from those with as many songs as the tasks' tags had before half of
    theirs were hidden.
    """
    rng = np.random.default_rng(seed)
    songs: dict[str, list[int]] = {}
    for song, tag, _ in triples:
        songs.setdefault(tag, []).append(song)
    fewest = max(2, 2 * min(len(task.given) for task in tasks))
    large = sorted(tag for tag, of_tag in songs.items() if len(set(of_tag)) >= fewest)
    carved = [
        _task(tag, songs[tag], rng) for tag in sorted(rng.permutation(large)[:MOST_TAGS].tolist())
    ]
    hidden = {(song, task.tag) for task in carved for song in task.answers}
    return [one for one in triples if (one[0], one[1]) not in hidden], carved


def _task(tag: str, songs: Sequence[int], rng: np.random.Generator) -> TagTask:
    order = rng.permutation(np.array(sorted(set(songs)))).tolist()
    half = (len(order) + 1) // 2
    return TagTask(tag, False, tuple(order[:half]), tuple(order[half:]))
