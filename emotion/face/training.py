"""Training of the face network: seeded, resumable, annealed whether it ends by epochs or by time.

Keras is imported inside the functions; which of its backends does the work is Keras' own setting.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.batches import Recipe, ahead
from emotion.face.datasets import LEFT_OUT, Faces, as_grey_faces, majority, seen_in
from emotion.face.network import HEADS, build_network, start_from_imagenet
from emotion.face.preprocess import to_input

LABEL_SMOOTHING = 0.1
WEIGHT_DECAY = 0.03
WARM_UP = 0.06
# Faces that set the statistics of the ImageNet weights (a few batches are enough).
FIRST_FACES = 256
READ_BATCH = 256
Say = Callable[[str], None]


class TrainingError(ValueError):
    """The run cannot begin or go on; the message says why."""


@dataclass(frozen=True)
class Config:
    """What a run is.

    `size`: input pixels. The first `first_share` of the run sees `first_size` pixels, which takes
    less time: shapes are learned small and refined large. The last `gentle_share` sees faces that
    are hardly changed: rough ones teach what to ignore, plain ones what to see. `minutes`: after
    so many minutes of learning (judging and saving not counted) the rate has gone to 0, however
    far it got.
    """

    size: int = 80
    first_size: int = 64
    first_share: float = 0.6
    gentle_share: float = 0.1
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
    # XLA compiles depthwise convolutions badly for processors: five times slower, measured. Keras
    # runs JAX without compiling anything unless it is told to.
    network.compile(optimizer, losses, jit_compile=keras.backend.backend() == "jax")
    # Its memory is there from the start, so that it can be kept and carried over at any time.
    network.optimizer.build(network.trainable_variables)
    return network


def _one_epoch(network: Any, faces: Faces, config: Config, state: State, say: Say) -> float:
    steps = max(len(faces) // config.batch, 1)
    started, before, total = time.monotonic(), state.seconds, 0.0
    gentle = _progress(config, state, steps) >= 1 - config.gentle_share
    recipe = Recipe(config.batch, input_size(network), config.seed, state.epoch, gentle)
    network.reset_metrics()
    for number, (inputs, targets, weights) in enumerate(ahead(faces, recipe), 1):
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


def _save(work: Path, network: Any, config: Config, state: State) -> None:
    """One file at a time is renamed into place, the state last: a kill leaves a usable pair.

    Plain arrays: what one of Keras' backends has begun, another can go on with.
    """
    work.mkdir(parents=True, exist_ok=True)
    name = f"epoch-{state.epoch:03d}.npz"
    arrays = {f"weight_{number}": value for number, value in enumerate(network.get_weights())}
    for number, variable in enumerate(network.optimizer.variables):
        arrays[f"optimizer_{number}"] = _as_array(variable)
    with (work / f"new-{name}").open("wb") as file:
        np.savez(file, **arrays)
    (work / f"new-{name}").rename(work / name)
    kept = {"config": asdict(config), "state": asdict(state), "network": name}
    text = json.dumps(kept | {"size": input_size(network)}, indent=1)
    (work / "state.json.new").write_text(text)
    (work / "state.json.new").rename(work / "state.json")
    for old in work.glob("epoch-*.npz"):
        if old.name != name:
            old.unlink()


def _as_array(variable: Any) -> NDArray[np.float32]:
    import keras

    return np.asarray(keras.ops.convert_to_numpy(variable))


def _resume(work: Path, config: Config) -> tuple[Any, State] | None:
    if not (work / "state.json").exists():
        return None
    kept = json.loads((work / "state.json").read_text())
    for name in ("size", "first_size", "width", "batch", "seed"):
        if kept["config"][name] != getattr(config, name):
            raise TrainingError(
                f"the checkpoint has {name} {kept['config'][name]}, not {getattr(config, name)}"
            )
    network = _compiled(build_network(kept["size"], config.width), config)
    with np.load(work / kept["network"], allow_pickle=False) as arrays:
        network.set_weights([arrays[f"weight_{n}"] for n in range(len(network.weights))])
        for number, variable in enumerate(network.optimizer.variables):
            variable.assign(arrays[f"optimizer_{number}"])
    return network, State(**kept["state"])
