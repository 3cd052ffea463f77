"""Train the autoencoder without labels: to say a patch again, and to tell songs apart.

Two losses at once. The decoder gives the patch back from its codes (mean square error); and two
views of one song, each changed by `augment`, must be nearer to each other than to other songs'
views (NT-Xent: Chen et al., "A Simple Framework for Contrastive Learning", 2020). The second alone
is what tells one song's sound from another's; the first keeps what it would throw away.

TensorFlow is imported inside the functions. Every step draws from its own number of the seed, so
that a training that was stopped goes on as if it had not been.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from recommender.sound_model.augment import altered
from recommender.sound_model.network import (
    Shape,
    build_decoder,
    build_encoder,
    build_head,
    pooled,
)
from recommender.sound_model.patches import FRAMES

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
# Called after every so many steps with the step and the means of both losses since.
Told = Callable[[int, float, float], None]


@dataclass(frozen=True)
class Config:
    """How the network is trained.

    songs: views of so many songs meet in one step. patches: how many make a view.
    """

    shape: Shape = field(default_factory=Shape)
    steps: int = 1500
    songs: int = 48
    patches: int = 3
    rate: float = 2e-3
    temperature: float = 0.1
    contrast: float = 0.1
    seed: int = 20261121
    keep_every: int = 100


@dataclass(frozen=True)
class Networks:
    """What is trained together; only the encoder is kept."""

    encoder: Any
    decoder: Any
    head: Any


def train(songs: Sequence[Bytes], config: Config, work: Path, told: Told) -> Networks:
    """Train on spectrograms (48, T) uint8, as `quantised` gives them; resume what is in `work`."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(config.seed)
    shape = config.shape
    nets = Networks(build_encoder(shape), build_decoder(shape), build_head(shape))
    schedule = keras.optimizers.schedules.CosineDecay(config.rate, config.steps)
    optimizer = keras.optimizers.Adam(schedule)
    step_once = _step(nets, optimizer, config)
    done = tf.Variable(0, dtype=tf.int64, trainable=False)
    parts = {"encoder": nets.encoder, "decoder": nets.decoder, "head": nets.head}
    point = tf.train.Checkpoint(**parts, optimizer=optimizer, done=done)
    keeper = tf.train.CheckpointManager(point, str(work), max_to_keep=1)
    if keeper.latest_checkpoint:
        point.restore(keeper.latest_checkpoint)
    since: list[tuple[float, float]] = []
    for step in range(int(done.numpy()), config.steps):
        views = draw(songs, config, np.random.default_rng((config.seed, step)))
        blurred, mixed_up = step_once(tf.constant(views))
        since.append((float(blurred), float(mixed_up)))
        if (step + 1) % config.keep_every == 0 or step + 1 == config.steps:
            done.assign(step + 1)
            keeper.save()
            told(step + 1, *np.mean(since, axis=0).tolist())
            since = []
    return nets


def _step(nets: Networks, optimizer: Any, config: Config) -> Any:
    """Return the compiled function that trains on views (2 x songs x patches, FRAMES, 48)."""
    import tensorflow as tf

    trained = [*nets.encoder.trainable_variables, *nets.decoder.trainable_variables,
               *nets.head.trainable_variables]  # fmt: skip
    optimizer.build(trained)

    @tf.function  # type: ignore[untyped-decorator]
    def step(views: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            codes = nets.encoder(views, training=True)
            again = nets.decoder(codes, training=True)
            blurred = tf.reduce_mean(tf.square(again - views))
            whole = tf.reshape(codes, (2 * config.songs, -1, config.shape.code))
            mixed_up = contrast(nets.head(pooled(whole), training=True), config)
            loss = blurred + config.contrast * mixed_up
        gradients = tape.gradient(loss, trained)
        gradients, _ = tf.clip_by_global_norm(gradients, 1.0)
        optimizer.apply_gradients(zip(gradients, trained, strict=True))
        return blurred, mixed_up

    return step


def contrast(views: Any, config: Config) -> Any:
    """Return NT-Xent of views (2 x songs, d); row i and row i + songs are of one song."""
    import tensorflow as tf

    views = tf.math.l2_normalize(views, axis=1)
    near = tf.matmul(views, views, transpose_b=True) / config.temperature
    near -= 1e9 * tf.eye(2 * config.songs)
    partners = tf.roll(tf.range(2 * config.songs), config.songs, axis=0)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(partners, near))


def draw(songs: Sequence[Bytes], config: Config, rng: Generator) -> Floats:
    """Return two altered views of each of some songs: (2 x songs x patches, FRAMES, 48)."""
    few = len(songs) < config.songs
    chosen = rng.choice(len(songs), config.songs, replace=few)
    length = config.patches * FRAMES
    views = [view(songs[song], length, rng) for _ in range(2) for song in chosen]
    return np.concatenate(views).reshape(-1, FRAMES, views[0].shape[1])


def view(song: Bytes, length: int, rng: Generator) -> Floats:
    """Return an altered stretch (length, 48) from anywhere in a song; a short one is repeated."""
    if song.shape[1] < length:
        song = np.tile(song, (1, -(-length // song.shape[1])))
    start = rng.integers(song.shape[1] - length + 1)
    crop = song[:, start : start + length].T.astype(np.float32) / np.float32(255)
    return altered(crop, rng)
