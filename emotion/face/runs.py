"""A run of training: what it is, how far it has come, and its checkpoints.

Keras is imported inside the functions; which of its backends does the work is Keras' own setting.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.network import build_network
from emotion.face.teaching import Average

LABEL_SMOOTHING = 0.1
WEIGHT_DECAY = 0.03
# A checkpoint goes on with the run that it was made by.
SAME_RUN = ("size", "first_size", "width", "batch", "seed")


class TrainingError(ValueError):
    """The run cannot begin or go on; the message says why."""


@dataclass(frozen=True)
class Config:
    """What a run is.

    `size`: input pixels. The first `first_share` of the run sees `first_size` pixels, which takes
    less time: shapes are learned small and refined large. The last `gentle_share` begins again at
    `gentle_rate` with faces that are hardly changed (rough ones teach what to ignore, plain ones
    what to see) and softened targets. `minutes`: after so many minutes of learning (judging, asking
    and saving not counted) the rate has gone to 0, however far it got.
    """

    size: int = 80
    first_size: int = 64
    first_share: float = 0.45
    gentle_share: float = 0.33
    width: float = 1.0
    epochs: int = 60
    batch: int = 64
    learning_rate: float = 1e-3
    gentle_rate: float = 5e-4
    seed: int = 20261121
    minutes: float | None = None


@dataclass
class State:
    """How far a run has come; kept beside the checkpoint. `asked`: the epoch of the last asking."""

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0
    finished: bool = False
    asked: int = -1
    history: list[dict[str, float]] = field(default_factory=list)


@dataclass
class Run:
    """A run under way. In its gentle end `average` is what counts of the weights, and `own`
    (N, 2, 7) what the network said of the training faces when it was last asked."""

    config: Config
    state: State
    network: Any
    average: Average | None = None
    own: NDArray[np.float32] | None = None


def input_size(network: Any) -> int:
    """The side in pixels of the faces that a network takes."""
    return int(network.input_shape[1])


def sized(network: Any, size: int, config: Config) -> Any:
    """The same network for inputs of another size, its optimizer's memory included."""
    if input_size(network) == size:
        return network
    other = compiled(build_network(size, config.width), config)
    other.set_weights(network.get_weights())
    for new, old in zip(other.optimizer.variables, network.optimizer.variables, strict=True):
        new.assign(old)
    return other


def compiled(network: Any, config: Config) -> Any:
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


@contextmanager
def counting(run: Run) -> Iterator[Any]:
    """The network with the weights that count, where there is an average this; for so long."""
    if run.average is None:
        yield run.network
        return
    learning = run.network.get_weights()
    run.network.set_weights(run.average.weights)
    try:
        yield run.network
    finally:
        run.network.set_weights(learning)


def save(work: Path, run: Run) -> None:
    """One file at a time is renamed into place, the state last: a kill leaves a usable pair.

    Plain arrays: what one of Keras' backends has begun, another can go on with.
    """
    work.mkdir(parents=True, exist_ok=True)
    name = f"epoch-{run.state.epoch:03d}.npz"
    with (work / f"new-{name}").open("wb") as file:
        np.savez(file, allow_pickle=False, **_arrays(run))
    (work / f"new-{name}").rename(work / name)
    kept = {"config": asdict(run.config), "state": asdict(run.state), "network": name}
    text = json.dumps(kept | {"size": input_size(run.network)}, indent=1)
    (work / "state.json.new").write_text(text)
    (work / "state.json.new").rename(work / "state.json")
    for old in work.glob("epoch-*.npz"):
        if old.name != name:
            old.unlink()


def resume(work: Path, config: Config) -> Run | None:
    """The run whose checkpoint is in `work`, None where there is none.

    TrainingError if it is another run's.
    """
    if not (work / "state.json").exists():
        return None
    kept = json.loads((work / "state.json").read_text())
    for name in SAME_RUN:
        if kept["config"][name] != getattr(config, name):
            raise TrainingError(
                f"the checkpoint has {name} {kept['config'][name]}, not {getattr(config, name)}"
            )
    network = compiled(build_network(kept["size"], config.width), config)
    run = Run(config, State(**kept["state"]), network)
    with np.load(work / kept["network"], allow_pickle=False) as arrays:
        network.set_weights(_numbered(arrays, "weight"))
        for variable, value in zip(
            network.optimizer.variables, _numbered(arrays, "optimizer"), strict=True
        ):
            variable.assign(value)
        if "average_0" in arrays:
            run.average = Average(_numbered(arrays, "average"))
        if "own" in arrays:
            run.own = arrays["own"]
    return run


def _arrays(run: Run) -> dict[str, NDArray[np.float32]]:
    import keras

    groups = {
        "weight": run.network.get_weights(),
        "optimizer": [keras.ops.convert_to_numpy(each) for each in run.network.optimizer.variables],
        "average": run.average.weights if run.average else [],
    }
    arrays = {
        f"{name}_{number}": np.asarray(value)
        for name, values in groups.items()
        for number, value in enumerate(values)
    }
    return arrays if run.own is None else arrays | {"own": run.own}


def _numbered(arrays: Any, name: str) -> list[NDArray[np.float32]]:
    count = sum(key.startswith(f"{name}_") for key in arrays.files)
    return [arrays[f"{name}_{number}"] for number in range(count)]
