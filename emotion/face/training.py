"""Training of the face network: seeded, resumable, annealed whether it ends by epochs or by time.

Keras is imported inside the functions; which of its backends does the work is Keras' own setting.
"""

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.augment import augmented
from emotion.face.datasets import LEFT_OUT, Faces, as_grey_faces, majority, seen_in, vote_targets
from emotion.face.network import HEADS, build_network, start_from_imagenet
from emotion.face.preprocess import to_input
from emotion.moods import EXPRESSIONS

LABEL_SMOOTHING = 0.1
WEIGHT_DECAY = 0.03
WARM_UP = 0.06
# Faces that set the statistics of the ImageNet weights (a few batches are enough).
FIRST_FACES = 256
READ_BATCH = 256
# Half of the batches are mixed with themselves in another order (H. Zhang et al., "mixup", 2018):
# labels as noisy as these are learned by heart without it.
MIX_SHARE = 0.5
MIX_ALPHA = 0.3

Say = Callable[[str], None]
Batch = tuple[NDArray[np.float32], dict[str, NDArray[np.float32]], dict[str, NDArray[np.float32]]]


class TrainingError(ValueError):
    """The run cannot begin or go on; the message says why."""


@dataclass(frozen=True)
class Config:
    """What a run is.

    `size`: input pixels. The first `first_share` of the run sees `first_size` pixels, which takes
    less time: shapes are learned small and refined large. `minutes`: by then the learning rate has
    gone to 0, however far it got.
    """

    size: int = 80
    first_size: int = 64
    first_share: float = 0.6
    width: float = 1.0
    epochs: int = 42
    batch: int = 64
    learning_rate: float = 1e-3
    seed: int = 20261121
    minutes: float | None = None


@dataclass
class State:
    """How far a run has come; kept beside the checkpoint."""

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0
    finished: bool = False
    history: list[dict[str, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Sets:
    """What is trained on and what decides; no image of one is in the other or in the last split."""

    training: Faces
    validation: Faces


def make_sets(faces: Faces, limit: int | None = None) -> Sets:
    """Training and validation without the images that occur again in a later split.

    The splits are, in order, training, validation, test. TrainingError if there are fewer or
    no FER+ votes.
    `limit` keeps that many rows of each.
    """
    if len(faces.split_names) < 3:
        raise TrainingError("training needs three splits: training, validation, test")
    if faces.votes is None:
        raise TrainingError("training needs ferplus_votes and ferplus_names")
    training, validation, test = (faces.only(number) for number in (0, 1, 2))
    training = training.take(~seen_in(training, validation) & ~seen_in(training, test))
    validation = validation.take(~seen_in(validation, test))
    training = training.take((training.labels != LEFT_OUT) & ~training.lossy)
    if limit is not None:
        training, validation = (
            each.take(np.arange(min(limit, len(each)))) for each in (training, validation)
        )
    return Sets(training, validation)


def train(sets: Sets, config: Config, imagenet: Path | None, work: Path, say: Say) -> Any:
    """Train to the end of the schedule and return the keras.Model. Checkpoints go into `work`.

    A checkpoint that is there already is taken up; the caller empties `work` for a new start.
    `imagenet`: the folded weights to start from, None for a random start.
    """
    import keras

    keras.utils.set_random_seed(config.seed)
    network, state = _resume(work, config) or (_fresh(sets, config, imagenet), State())
    steps = max(len(sets.training) // config.batch, 1)
    say(f"{len(sets.training)} faces to learn from, {len(sets.validation)} to judge by")
    while state.epoch < config.epochs and not state.finished:
        network = _sized(network, _size_at(_progress(config, state, steps), config), config)
        losses = _one_epoch(network, sets.training, config, state, say)
        entry = {"epoch": state.epoch, "seconds": round(state.seconds), "loss": losses}
        entry |= {"size": input_size(network)} | judge(network, sets.validation)
        state.history.append(entry)
        _save(work, network, config, state)
        say("  ".join(f"{name} {value:.4g}" for name, value in entry.items()))
    return _sized(network, config.size, config)


def judge(network: Any, faces: Faces) -> dict[str, float]:
    """Accuracy of each head by its own kind of label (the votes' clear majority)."""
    logits = read_logits(network, faces)
    truths = {"votes": majority(faces), "labels": faces.labels}
    result = {}
    for position, head in enumerate(HEADS):
        known = truths[head] != LEFT_OUT
        guesses = logits[known, position].argmax(axis=1)
        result[f"{head}_accuracy"] = float((guesses == truths[head][known]).mean())
    return result


def input_size(network: Any) -> int:
    """The side in pixels of the faces that a network takes."""
    return int(network.input_shape[1])


def read_logits(network: Any, faces: Faces) -> NDArray[np.float32]:
    """(N, 2, 7) logits of both heads, in the order of HEADS: of each face and its mirror image."""
    size = input_size(network)
    inputs = np.stack([to_input(face, size) for face in as_grey_faces(faces.images)])
    looks = []
    for seen in (inputs, inputs[:, :, ::-1]):
        outputs = network.predict(seen, batch_size=READ_BATCH, verbose=0)
        looks.append(np.stack([np.asarray(outputs[head]) for head in HEADS], axis=1))
    return np.asarray(np.mean(looks, axis=0))


def rate_at(progress: float, peak: float) -> float:
    """Learning rate at a share 0..1 of the run: a short warm-up, then a cosine to 0."""
    if progress < WARM_UP:
        return peak * (0.02 + 0.98 * progress / WARM_UP)
    share = min((progress - WARM_UP) / (1 - WARM_UP), 1.0)
    return peak * 0.5 * (1 + float(np.cos(np.pi * share)))


def _fresh(sets: Sets, config: Config, imagenet: Path | None) -> Any:
    network = build_network(config.first_size, config.width)
    if imagenet is not None:
        some = as_grey_faces(sets.training.images[:FIRST_FACES])
        inputs = np.stack([to_input(face, config.first_size) for face in some])
        start_from_imagenet(network, imagenet, inputs)
    return _compiled(network, config)


def _size_at(progress: float, config: Config) -> int:
    return config.first_size if progress < config.first_share else config.size


def _sized(network: Any, size: int, config: Config) -> Any:
    """The same network for inputs of another size, its optimizer's memory included."""
    if input_size(network) == size:
        return network
    other = _compiled(build_network(size, config.width), config)
    other.set_weights(network.get_weights())
    other.optimizer.build(other.trainable_variables)
    for new, old in zip(other.optimizer.variables, network.optimizer.variables, strict=True):
        new.assign(old)
    return other


def _compiled(network: Any, config: Config) -> Any:
    import keras

    losses = {
        "votes": keras.losses.CategoricalCrossentropy(from_logits=True),
        "labels": keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=LABEL_SMOOTHING
        ),
    }
    optimizer = keras.optimizers.AdamW(config.learning_rate, weight_decay=WEIGHT_DECAY)
    # XLA compiles depthwise convolutions badly for processors: five times slower, measured.
    network.compile(optimizer, losses, jit_compile=False)
    return network


def _one_epoch(network: Any, faces: Faces, config: Config, state: State, say: Say) -> float:
    steps = max(len(faces) // config.batch, 1)
    started, before, total = time.monotonic(), state.seconds, 0.0
    network.reset_metrics()
    for number, (inputs, targets, weights) in enumerate(
        _ahead(faces, config, state.epoch, input_size(network)), 1
    ):
        state.seconds = before + time.monotonic() - started
        progress = _progress(config, state, steps)
        if progress >= 1:
            state.finished = True
            break
        network.optimizer.learning_rate = rate_at(progress, config.learning_rate)
        logs = network.train_on_batch(inputs, targets, weights, return_dict=True)
        total = float(logs["loss"])
        state.step += 1
        if number % 50 == 0:
            say(f"epoch {state.epoch + 1} step {number}/{steps} loss {total:.3f} at {progress:.0%}")
    state.epoch += 1
    return total


def _progress(config: Config, state: State, steps: int) -> float:
    """The share of the run that is done, by steps or by the clock, whichever is further."""
    by_steps = state.step / (config.epochs * steps)
    by_clock = 0.0 if config.minutes is None else state.seconds / (60 * config.minutes)
    return max(by_steps, by_clock)


def _batches(faces: Faces, config: Config, epoch: int, size: int) -> Iterator[Batch]:
    """One epoch in seeded order; the same seed and epoch give the same batches."""
    random = np.random.default_rng([config.seed, epoch])
    images = as_grey_faces(faces.images)
    votes, usable = vote_targets(faces)
    labels = np.eye(len(EXPRESSIONS), dtype=np.float32)[faces.labels]
    order = random.permutation(len(faces))
    for start in range(0, max(len(order) - config.batch, 0) + 1, config.batch):
        rows = order[start : start + config.batch]
        inputs = np.stack([augmented(images[row], size, random) for row in rows])
        weights = {"votes": usable[rows], "labels": np.ones(len(rows), np.float32)}
        batch = inputs, {"votes": votes[rows], "labels": labels[rows]}, weights
        yield _mixed(batch, random) if random.random() < MIX_SHARE else batch


def _mixed(batch: Batch, random: np.random.Generator) -> Batch:
    """Each face laid over another one of the batch, and its targets likewise."""
    inputs, targets, weights = batch
    share = np.float32(random.beta(MIX_ALPHA, MIX_ALPHA))
    other = random.permutation(len(inputs))

    def blend(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return share * values + (1 - share) * values[other]

    usable = {head: weight * weight[other] for head, weight in weights.items()}
    return blend(inputs), {head: blend(target) for head, target in targets.items()}, usable


def _ahead(faces: Faces, config: Config, epoch: int, size: int) -> Iterator[Batch]:
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
            for batch in _batches(faces, config, epoch, size):
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


def _save(work: Path, network: Any, config: Config, state: State) -> None:
    """One file at a time is renamed into place, the state last: a kill leaves a usable pair."""
    work.mkdir(parents=True, exist_ok=True)
    name = f"epoch-{state.epoch:03d}.keras"
    network.save(work / f"new-{name}")
    (work / f"new-{name}").rename(work / name)
    text = json.dumps({"config": asdict(config), "state": asdict(state), "network": name}, indent=1)
    (work / "state.json.new").write_text(text)
    (work / "state.json.new").rename(work / "state.json")
    for old in work.glob("epoch-*.keras"):
        if old.name != name:
            old.unlink()


def _resume(work: Path, config: Config) -> tuple[Any, State] | None:
    import keras

    if not (work / "state.json").exists():
        return None
    kept = json.loads((work / "state.json").read_text())
    for name in ("size", "first_size", "width", "batch", "seed"):
        if kept["config"][name] != getattr(config, name):
            raise TrainingError(
                f"the checkpoint has {name} {kept['config'][name]}, not {getattr(config, name)}"
            )
    state = State(**kept["state"])
    return keras.models.load_model(work / kept["network"]), state
