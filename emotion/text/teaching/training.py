"""Teach the encoder, with TensorFlow; emotion/text/encoder.py reads with what comes out."""

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from emotion.text.datasets import Floats
from emotion.text.encoder import EPSILON, LAYERS, WINDOW
from emotion.text.encoder import HEADS as LOOKS
from emotion.text.pieces import Pieces
from emotion.text.teaching.batches import Step, alike, padded, plan, spoiled
from emotion.text.teaching.config import EncoderConfig
from emotion.text.teaching.lessons import HEADS, SOURCES, WIDTH, Lessons
from emotion.text.teaching.softening import ORIGINALS, TRANSLATIONS, softened

Weights = dict[str, Floats]
Say = Callable[[str], None]
# Fewer digits, twice the speed on processors that can; sums are kept in 32 bits.
HALF = tf.bfloat16
REPORT_EVERY = 200


# How fast a part learns, against the rest: what is new has further to go.
PACE = {"pieces": 2.0, "head_w": 5.0, "head_b": 10.0, "drawn_w": 2.0, "weigh_w": 5.0}
DECAY, CLIP, HEAD_DROPOUT = 0.01, 2.0, 0.2


def teach(
    start: Weights,
    pieces: Pieces,
    lessons: Mapping[str, Lessons],
    config: EncoderConfig,
    seed: int,
    say: Say,
) -> Weights:
    """Teach from `start`; returns all weights, with `head_w` (width, WIDTH) and `head_b`."""
    tf.keras.utils.set_random_seed(seed)
    network = _Network(start, config)
    chance, whim = np.random.default_rng(seed), random.Random(seed)  # noqa: S311
    originals = [pieces.numbers(text, WINDOW) for text in lessons[ORIGINALS].texts]
    lengths = {
        name: np.array([len(pieces.numbers(text, WINDOW)) for text in each.texts])
        for name, each in lessons.items()
    }
    for number, wave in enumerate(config.waves):
        said = network.encode(originals)
        if number > 0:
            lessons = softened(lessons, said, network.weights(), config)
            network.start_drawing_anew()
        said /= np.linalg.norm(said, axis=1, keepdims=True)
        steps = plan(lengths, wave.epochs, config.size, chance)
        batches = (_batch(step, lessons, pieces, said, config, whim, chance) for step in steps)
        _learn(network, batches, wave.rate * _rates(len(steps), config.warm), say)
    return network.weights()


def _rates(steps: int, warm: int) -> Floats:
    """(steps,): a short rise to 1, then down nearly to 0."""
    number = np.arange(steps)
    rates = np.minimum(1, (number + 1) / warm) * np.maximum(0.03, 1 - number / steps)
    return np.asarray(rates, np.float32)


def _learn(network: "_Network", batches: Iterable[list[Any]], rates: Floats, say: Say) -> None:
    began, losses = time.monotonic(), []
    for number, (batch, rate) in enumerate(zip(batches, rates, strict=True), 1):
        losses.append(network.learn(batch, float(rate)))
        if number % REPORT_EVERY == 0:
            spent = time.monotonic() - began
            say(f"  {number} of {len(rates)} batches, {spent:.0f} s, loss {np.mean(losses):.3f}")
            losses = []


def _batch(
    step: Step,
    lessons: Mapping[str, Lessons],
    pieces: Pieces,
    drawn_to: Floats,
    config: EncoderConfig,
    whim: random.Random,
    chance: np.random.Generator,
) -> list[Any]:
    """The inputs of one step of learning, in the order of `_Network.learn`."""
    found = lessons[step.source]
    texts = [spoiled(found.texts[row], whim) for row in step.rows]
    numbers, there = padded([pieces.numbers(text, WINDOW) for text in texts])
    numbers = np.where(chance.random(numbers.shape) < config.lost, 0, numbers).astype(np.int32)
    comment = step.source.startswith("goemotions")
    target = drawn_to[step.rows] if comment else np.zeros((len(texts), drawn_to.shape[1]))
    pull = {TRANSLATIONS: config.teach, ORIGINALS: config.teach / 2}.get(step.source, 0.0)
    return [
        numbers,
        there,
        found.targets[step.rows],
        found.counts[step.rows],
        np.int32(SOURCES.index(step.source)),
        np.float32(step.source.startswith("diaries")),
        target.astype(np.float32),
        np.float32(pull),
    ]


class _Network:
    """The weights as variables, what they say, and how they learn."""

    def __init__(self, start: Weights, config: EncoderConfig) -> None:
        self.config, self.taken = config, 0
        width = start["say_b"].shape[0]
        bias = np.zeros(WIDTH, np.float32)
        bias[HEADS["emotions"]], bias[HEADS["plutchik"]], bias[HEADS["kote"]] = -3, -2.5, -2.5
        fresh = {
            "weigh_w": np.zeros(width, np.float32),
            "head_w": np.random.default_rng(0).normal(0, 0.02, (width, WIDTH)).astype(np.float32),
            "head_b": np.tile(bias, (len(SOURCES), 1)),
            "drawn_w": np.eye(width, dtype=np.float32),
        }
        values = start | {name: value for name, value in fresh.items() if name not in start}
        self.of = {name: tf.Variable(value, name=name) for name, value in values.items()}
        self.learning = [name for name in self.of if name != "frequencies"]
        zero = {name: np.zeros_like(values[name]) for name in self.learning}
        self.mean = {name: tf.Variable(zero[name], trainable=False) for name in self.learning}
        self.square = {name: tf.Variable(zero[name], trainable=False) for name in self.learning}
        self._learn = tf.function(self._step, reduce_retracing=True)
        self._encode = tf.function(lambda n, t: self._forward(n, t, 0.0), reduce_retracing=True)

    def encode(self, numbers: Sequence[Sequence[int]], size: int = 8192) -> Floats:
        """(n, width): what texts say, by their pieces."""
        found = np.zeros((len(numbers), self.of["say_b"].shape[0]), np.float32)
        lengths = np.array([len(each) for each in numbers])
        for rows in alike(lengths, size, np.random.default_rng(0)):
            found[rows] = self._encode(*map(tf.constant, padded([numbers[row] for row in rows])))
        return found

    def start_drawing_anew(self) -> None:
        """Forget how what is said is turned to what it is drawn to: that is another thing now."""
        self.of["drawn_w"].assign(np.eye(self.of["drawn_w"].shape[0], dtype=np.float32))

    def learn(self, batch: Sequence[Any], rate: float) -> float:
        """Take one step of Adam; returns the loss."""
        self.taken += 1
        extra = [tf.constant(rate, tf.float32), tf.constant(self.taken, tf.float32)]
        return float(self._learn(*[tf.constant(each) for each in batch], *extra))

    def weights(self) -> Weights:
        """All weights by name."""
        return {name: value.numpy() for name, value in self.of.items()}

    def _step(self, *batch: Any) -> Any:
        numbers, there, targets, counts, source, diary, drawn_to, pull, rate, taken = batch
        with tf.GradientTape() as tape:
            said = self._forward(numbers, there, self.config.dropout)
            logits = tf.matmul(tf.nn.dropout(said, HEAD_DROPOUT), self.of["head_w"])
            loss = _loss(logits + self.of["head_b"][source], targets, counts, diary)
            near = tf.math.l2_normalize(tf.matmul(said, self.of["drawn_w"]), 1)
            total = loss + pull * tf.reduce_mean(1 - tf.reduce_sum(near * drawn_to, 1))
        slopes = tape.gradient(total, [self.of[name] for name in self.learning])
        slopes, _ = tf.clip_by_global_norm([tf.convert_to_tensor(each) for each in slopes], CLIP)
        scale = tf.sqrt(1 - tf.pow(0.98, taken)) / (1 - tf.pow(0.9, taken))
        for name, slope in zip(self.learning, slopes, strict=True):
            mean, square, value = self.mean[name], self.square[name], self.of[name]
            mean.assign(0.9 * mean + 0.1 * slope)
            square.assign(0.98 * square + 0.02 * slope * slope)
            change = scale * mean / (tf.sqrt(square) + 1e-8)
            if len(value.shape) == 2:
                change += DECAY * value
            value.assign_sub(rate * PACE.get(name, 1.0) * change)
        return loss

    def _forward(self, numbers: Any, there: Any, dropout: float) -> Any:
        """(n, width); the same as Encoder.encode, but for texts of one window."""
        of = self.of
        rows, width = tf.shape(numbers)[0], tf.shape(numbers)[1]
        turns = tf.range(width, dtype=tf.float32)[:, None] * of["frequencies"]
        states = 2 * tf.gather(of["pieces"], numbers)
        states += tf.concat([tf.sin(turns), tf.cos(turns)], 1)[None]
        states = _dropped(states, dropout)
        states = tf.reshape(states, [rows * width, of["pieces"].shape[1]])
        hidden = (1 - there) * -1e9
        for layer in range(LAYERS):
            seen = self._look(self._normed(states, layer, 1), layer, hidden, dropout)
            kept = self._dense(states, "widen") if layer == 0 else states
            states = kept + _dropped(self._dense(seen, f"{layer}_join"), dropout)
            thought = tf.nn.relu(self._dense(self._normed(states, layer, 2), f"{layer}_think"))
            states += _dropped(self._dense(thought, f"{layer}_act"), dropout)
        states = tf.reshape(states, [rows, width, of["say_b"].shape[0]])
        shares = tf.nn.softmax(tf.reduce_sum(states * of["weigh_w"], -1) + hidden)
        return tf.tanh(self._dense(tf.reduce_sum(states * shares[..., None], 1), "say"))

    def _look(self, states: Any, layer: int, hidden: Any, dropout: float) -> Any:
        rows, width = tf.shape(hidden)[0], tf.shape(hidden)[1]
        parts = self._dense(states, f"{layer}_look")
        size = parts.shape[1] // 3 // LOOKS
        parts = tf.reshape(parts, [rows, width, 3, LOOKS, size])
        asked, offered, carried = tf.unstack(tf.transpose(parts, [2, 0, 3, 1, 4]))
        agreed = tf.matmul(asked * size**-0.5, offered, transpose_b=True)
        shares = _dropped(tf.nn.softmax(agreed + hidden[:, None, None, :]), dropout)
        found = tf.transpose(tf.matmul(shares, carried), [0, 2, 1, 3])
        return tf.reshape(found, [rows * width, LOOKS * size])

    def _normed(self, states: Any, layer: int, number: int) -> Any:
        mean, square = tf.nn.moments(states, -1, keepdims=True)
        name = f"{layer}_norm{number}"
        found = (states - mean) * tf.math.rsqrt(square + EPSILON)
        return found * self.of[f"{name}_w"] + self.of[f"{name}_b"]

    def _dense(self, states: Any, name: str) -> Any:
        weights = tf.cast(self.of[f"{name}_w"], HALF)
        found = tf.cast(tf.matmul(tf.cast(states, HALF), weights), tf.float32)
        return found + self.of[f"{name}_b"]


def _dropped(values: Any, share: float) -> Any:
    return tf.nn.dropout(values, share) if share else values


def _loss(logits: Any, targets: Any, counts: Any, diary: Any) -> Any:
    """The sum over heads of the mean loss of a batch."""
    total = 0.0
    for head in ("emotions", "plutchik", "kote"):
        at = HEADS[head]
        each = tf.nn.sigmoid_cross_entropy_with_logits(targets[:, at], logits[:, at])
        total += tf.reduce_mean(tf.reduce_sum(each * counts[:, at], 1))
    at = HEADS["moods"]
    moods = logits[:, at] + diary * logits[:, HEADS["own"]]
    each = tf.nn.softmax_cross_entropy_with_logits(targets[:, at], moods)
    total += tf.reduce_mean(each * counts[:, at.start])
    for head in ("pleasure", "rating"):
        at = HEADS[head]
        each = tf.square(targets[:, at] - logits[:, at]) * counts[:, at]
        total += tf.reduce_mean(tf.reduce_sum(each, 1))
    return total
