"""The network: one MobileNetV2 with two heads. Keras alone, so that any of its backends trains it.

Keras is imported inside the functions: importing this module must not load TensorFlow.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import EXPRESSIONS

HEADS = ("votes", "labels")
DROPOUT = 0.3
# Keras' MobileNetV2 averages its statistics over about 1,000 steps; our runs are hardly longer.
MOMENTUM = 0.99
# The last entry of the weights file is the ImageNet classifier, which we do not use.
CONVOLUTIONS = 52


def build_network(size: int, width: float = 1.0) -> Any:
    """A keras.Model from (size, size, 1) grey faces to logits {"votes": (7,), "labels": (7,)}."""
    import keras

    backbone = keras.applications.MobileNetV2(
        input_shape=(size, size, 1), alpha=width, include_top=False, weights=None, pooling="avg"
    )
    for layer in _normalisations(backbone):
        layer.momentum = MOMENTUM
    features = keras.layers.Dropout(DROPOUT)(backbone.output)
    heads = {name: keras.layers.Dense(len(EXPRESSIONS), name=name)(features) for name in HEADS}
    return keras.Model(backbone.input, heads)


def start_from_imagenet(network: Any, weights: Path, faces: NDArray[np.float32]) -> None:
    """Put folded ImageNet weights in place and unfold batch normalisation.

    `faces`: some (N, size, size, 1) real inputs. Each normalisation gets the mean and variance
    that its convolution puts out for them, and a gamma and beta that leave the folded network's
    function as it is: it starts as ImageNet's network and normalisation works from there.
    """
    import keras

    convolutions, normalisations = _convolutions(network), _normalisations(network)
    with np.load(weights, allow_pickle=False) as file:
        kernels = [_kernel(file, number) for number in range(CONVOLUTIONS)]
        biases = [file[f"{number:02d}.bias"] for number in range(CONVOLUTIONS)]
    for layer, norm, kernel, bias in zip(
        convolutions, normalisations, kernels, biases, strict=True
    ):
        layer.set_weights([_fitted(kernel, layer)])
        norm.set_weights(
            [np.full_like(bias, np.sqrt(1 + norm.epsilon)), bias, 0 * bias, 0 * bias + 1]
        )
    outputs = [
        keras.ops.stack(
            [keras.ops.mean(layer.output, (0, 1, 2)), keras.ops.var(layer.output, (0, 1, 2))]
        )
        for layer in convolutions
    ]
    moments = keras.Model(network.input, outputs)(faces, training=False)
    for norm, bias, moment in zip(normalisations, biases, moments, strict=True):
        mean, variance = keras.ops.convert_to_numpy(moment)
        norm.set_weights([np.sqrt(variance + norm.epsilon), bias + mean, mean, variance])


def _convolutions(network: Any) -> list[Any]:
    """Convolutions in the order of the network; every one is followed by its normalisation."""
    import keras

    kinds = (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)
    return [layer for layer in network.layers if isinstance(layer, kinds)]


def _normalisations(network: Any) -> list[Any]:
    import keras

    kind = keras.layers.BatchNormalization
    return [layer for layer in network.layers if isinstance(layer, kind)]


def _kernel(file: Any, number: int) -> NDArray[np.float32]:
    """From (out, in/groups, height, width) to Keras' order, depthwise kernels included."""
    weight = file[f"{number:02d}.weight"]
    depthwise = int(file[f"{number:02d}.meta"][1]) > 1
    order = (2, 3, 0, 1) if depthwise else (2, 3, 1, 0)
    return np.asarray(weight.transpose(order), dtype=np.float32)


def _fitted(kernel: NDArray[np.float32], layer: Any) -> NDArray[np.float32]:
    """The first kernel takes RGB. On grey, R = G = B, so the sum over colours does the same."""
    wanted = tuple(layer.weights[0].shape)
    if kernel.shape != wanted and kernel.shape[2] == 3 and wanted[2] == 1:
        return np.asarray(kernel.sum(axis=2, keepdims=True))
    return kernel
