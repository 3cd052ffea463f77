"""Training of the face network: seeded, resumable, annealed whether it ends by epochs or by time.

Keras is imported inside the functions; which of its backends does the work is Keras' own setting.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.batches import Recipe, ahead
from emotion.face.datasets import LEFT_OUT, Faces, as_grey_faces, majority, seen_in
from emotion.face.network import HEADS, build_network, start_from_imagenet
from emotion.face.preprocess import to_input
from emotion.face.runs import (
    Config,
    Run,
    State,
    TrainingError,
    compiled,
    counting,
    input_size,
    resume,
    save,
    sized,
)
from emotion.face.teaching import ASKED_EVERY, STEPS_BETWEEN, Average, plain_targets, softened

WARM_UP = 0.06
# Faces that set the statistics of the ImageNet weights (a few batches are enough).
FIRST_FACES = 256
READ_BATCH = 256
# Faces are made ready in parts: whole sets at 80 pixels would take gigabytes.
READ_AT_ONCE = 4096
Say = Callable[[str], None]


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
    run = resume(work, config) or Run(config, State(), _fresh(sets, config, imagenet))
    state, steps = run.state, max(len(sets.training) // config.batch, 1)
    say(f"{len(sets.training)} faces to learn from, {len(sets.validation)} to judge by")
    while state.epoch < config.epochs and not state.finished:
        progress = progress_of(config, state, steps)
        run.network = sized(run.network, _size_at(progress, config), config)
        gentle = progress >= 1 - config.gentle_share
        if gentle:
            _ask(run, sets.training, say)
        loss = _one_epoch(run, sets.training, gentle, say)
        entry = {"epoch": state.epoch, "seconds": round(state.seconds), "loss": loss}
        with counting(run) as network:
            entry |= {"size": input_size(network)} | judge(network, sets.validation)
        state.history.append(entry)
        save(work, run)
        say("  ".join(f"{name} {value:.4g}" for name, value in entry.items()))
    run.network = sized(run.network, config.size, config)
    if run.average is not None:
        run.network.set_weights(run.average.weights)
    return run.network


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


def read_logits(network: Any, faces: Faces) -> NDArray[np.float32]:
    """(N, 2, 7) logits of both heads, in the order of HEADS: of each face and its mirror image."""
    parts = range(0, len(faces), READ_AT_ONCE)
    return np.concatenate(
        [_read(network, faces.images[start : start + READ_AT_ONCE]) for start in parts]
    )


def _read(network: Any, images: NDArray[np.uint8]) -> NDArray[np.float32]:
    size = input_size(network)
    inputs = np.stack([to_input(face, size) for face in as_grey_faces(images)])
    looks = []
    for seen in (inputs, inputs[:, :, ::-1]):
        outputs = network.predict(seen, batch_size=READ_BATCH, verbose=0)
        looks.append(np.stack([np.asarray(outputs[head]) for head in HEADS], axis=1))
    return np.asarray(np.mean(looks, axis=0))


def rate_at(progress: float, config: Config) -> float:
    """Learning rate at a share 0..1 of the run.

    A short warm-up and a cosine to 0, and the same again, lower, for the gentle end.
    """
    turn = 1 - config.gentle_share
    if progress < turn:
        return _wave(progress / turn, config.learning_rate)
    return _wave((progress - turn) / max(config.gentle_share, 1e-9), config.gentle_rate)


def _wave(progress: float, peak: float) -> float:
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
    return compiled(network, config)


def _size_at(progress: float, config: Config) -> int:
    return config.first_size if progress < config.first_share else config.size


def _ask(run: Run, faces: Faces, say: Say) -> None:
    """Let the network say what it thinks of the faces that it learns from, now and then."""
    run.average = run.average or Average(run.network.get_weights())
    if run.own is not None and run.state.epoch - run.state.asked < ASKED_EVERY:
        return
    say("asking the network what it thinks of the faces that it learns from")
    with counting(run) as network:
        run.own = read_logits(network, faces)
    run.state.asked = run.state.epoch


def _one_epoch(run: Run, faces: Faces, gentle: bool, say: Say) -> float:
    """Learn for an epoch, or until the clock ends the run; the mean loss of its batches."""
    config, state, network = run.config, run.state, run.network
    steps = max(len(faces) // config.batch, 1)
    started, before = time.monotonic(), state.seconds
    losses: list[float] = []
    recipe = Recipe(config.batch, input_size(network), config.seed, state.epoch, gentle)
    targets = plain_targets(faces) if run.own is None else softened(faces, run.own)
    network.reset_metrics()
    for number, (inputs, wanted, weights) in enumerate(ahead(faces, targets, recipe), 1):
        state.seconds = before + time.monotonic() - started
        progress = progress_of(config, state, steps)
        if progress >= 1:
            state.finished = True
            break
        network.optimizer.learning_rate = rate_at(progress, config)
        logs = network.train_on_batch(inputs, wanted, weights, return_dict=True)
        losses.append(float(logs["loss"]))
        state.step += 1
        if run.average is not None and number % STEPS_BETWEEN == 0:
            run.average.take_in(network)
        if number % 50 == 0:
            where = f"epoch {state.epoch + 1} step {number}/{steps}"
            say(f"{where} loss {losses[-1]:.3f} at {progress:.0%}")
    state.epoch += 1
    return float(np.mean(losses)) if losses else 0.0


def progress_of(config: Config, state: State, steps: int) -> float:
    """The share of the run that is done, by steps or by the clock, whichever is further."""
    by_steps = state.step / (config.epochs * steps)
    by_clock = 0.0 if config.minutes is None else state.seconds / (60 * config.minutes)
    return max(by_steps, by_clock)
