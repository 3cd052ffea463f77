"""The network: a convolutional autoencoder over time, with the 48 bands as channels.

Keras is imported inside the functions: importing this module must not load TensorFlow.
"""

from dataclasses import dataclass
from typing import Any

from recommender.hearing.mel import BANDS
from recommender.sound_model.patches import FRAMES

# The strides of the encoder: one code for each 8 frames, an eighth of a second.
STRIDES = (2, 2, 2)
KERNEL = 5


@dataclass(frozen=True)
class Shape:
    """How large the network is: channels of the layers, of a code, and of the projection."""

    channels: tuple[int, int, int] = (96, 128, 160)
    code: int = 96
    projection: int = 64


def build_encoder(shape: Shape) -> Any:
    """A keras.Model from patches (FRAMES, 48) to codes (FRAMES / 8, code)."""
    from keras import Input, Model, layers

    entered = values = Input((FRAMES, BANDS))
    for channels, stride in zip(shape.channels, STRIDES, strict=True):
        values = layers.Conv1D(channels, KERNEL, stride, padding="same", use_bias=False)(values)
        values = layers.BatchNormalization(momentum=0.98)(values)
        values = layers.Activation("relu")(values)
        kept = values
        values = layers.Conv1D(channels, 3, padding="same", use_bias=False)(values)
        values = layers.BatchNormalization(momentum=0.98)(values)
        values = layers.Activation("relu")(values)
        values = layers.Add()([values, kept])
    return Model(entered, layers.Conv1D(shape.code, 1)(values), name="encoder")


def build_decoder(shape: Shape) -> Any:
    """A keras.Model from codes back to patches (FRAMES, 48)."""
    from keras import Input, Model, layers

    entered = values = Input((FRAMES // 8, shape.code))
    for channels, stride in zip(reversed(shape.channels), reversed(STRIDES), strict=True):
        values = layers.UpSampling1D(stride)(values)
        values = layers.Conv1D(channels, KERNEL, padding="same")(values)
        values = layers.Activation("relu")(values)
    return Model(entered, layers.Conv1D(BANDS, KERNEL, padding="same")(values), name="decoder")


def build_head(shape: Shape) -> Any:
    """A keras.Model from pooled codes (2 x code) to the space where views of a song meet."""
    from keras import Input, Model, layers

    entered = Input((2 * shape.code,))
    values = layers.Dense(128, activation="relu")(layers.BatchNormalization()(entered))
    return Model(entered, layers.Dense(shape.projection)(values), name="head")


def pooled(codes: Any) -> Any:
    """Return mean and standard deviation of codes (n, steps, code) over time: (n, 2 x code)."""
    from keras import ops

    mean = ops.mean(codes, axis=1)
    spread = ops.sqrt(ops.var(codes, axis=1) + 1e-4)
    return ops.concatenate([mean, spread], axis=1)
