"""What the network is fed: seeded batches of changed faces, prepared ahead by a thread."""

import queue
import threading
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from emotion.face.augment import augmented
from emotion.face.datasets import Faces, as_grey_faces, vote_targets
from emotion.face.teaching import Targets

# Half of the batches are mixed with themselves in another order (H. Zhang et al., "mixup", 2018):
# labels as noisy as these are learned by heart without it.
MIX_SHARE = 0.5
MIX_ALPHA = 0.3

Batch = tuple[NDArray[np.float32], Targets, dict[str, NDArray[np.float32]]]


class Recipe(NamedTuple):
    """One epoch: faces in a batch, input pixels, and what its order and changes come from.

    `gentle`: without mixing and with smaller changes, as at the end of a run.
    """

    batch: int
    size: int
    seed: int
    epoch: int
    gentle: bool = False


def batches(faces: Faces, targets: Targets, recipe: Recipe) -> Iterator[Batch]:
    """One epoch in seeded order; the same seed and epoch give the same batches.

    `targets`: (N, 7) for each head.
    """
    random = np.random.default_rng([recipe.seed, recipe.epoch])
    images = as_grey_faces(faces.images)
    _, usable = vote_targets(faces)
    order = random.permutation(len(faces))
    for start in range(0, max(len(order) - recipe.batch, 0) + 1, recipe.batch):
        rows = order[start : start + recipe.batch]
        inputs = np.stack(
            [augmented(images[row], recipe.size, random, recipe.gentle) for row in rows]
        )
        weights = {"votes": usable[rows], "labels": np.ones(len(rows), np.float32)}
        batch = inputs, {head: each[rows] for head, each in targets.items()}, weights
        mixes = not recipe.gentle and random.random() < MIX_SHARE
        yield mixed(batch, random) if mixes else batch


def mixed(batch: Batch, random: np.random.Generator) -> Batch:
    """Each face laid over another one of the batch, and its targets likewise."""
    inputs, targets, weights = batch
    share = np.float32(random.beta(MIX_ALPHA, MIX_ALPHA))
    other = random.permutation(len(inputs))

    def blend(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return share * values + (1 - share) * values[other]

    usable = {head: weight * weight[other] for head, weight in weights.items()}
    return blend(inputs), {head: blend(target) for head, target in targets.items()}, usable


def ahead(faces: Faces, targets: Targets, recipe: Recipe) -> Iterator[Batch]:
    """The batches, prepared a few ahead by a thread of their own."""
    waiting: queue.Queue[Batch | BaseException | None] = queue.Queue(maxsize=4)
    stopped = threading.Event()

    def put(item: Batch | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                return waiting.put(item, timeout=0.5)
            except queue.Full:
                continue

    def prepare() -> None:
        try:
            for batch in batches(faces, targets, recipe):
                put(batch)
                if stopped.is_set():
                    return
            put(None)
        except Exception as error:  # handed to the reader, which raises it
            put(error)

    thread = threading.Thread(target=prepare, daemon=True)
    thread.start()
    try:
        while (item := waiting.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stopped.set()
        thread.join()
