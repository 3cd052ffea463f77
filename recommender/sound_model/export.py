"""From the trained encoder to LiteRT. TensorFlow is imported inside: only training needs it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.sound_model.hearing import Network
from recommender.sound_model.patches import FRAMES

Floats = NDArray[np.float32]

# Largest difference of a code's mean that 16-bit weights may bring, in spreads of the codes.
TOLERANCE = 0.1


class ExportError(RuntimeError):
    """The converted network does not do what the trained one does."""


def to_litert(encoder: Any, patches: Floats) -> bytes:
    """Return a LiteRT network with float16 weights, a patch (1, FRAMES, 48) to (1, 2 x code).

    What it gives are the means of the codes and of their squares over the patch. `patches`: some
    (n, FRAMES, 48) real ones, on which both must agree, else ExportError.
    """
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import (
        convert_variables_to_constants_v2,
    )

    def serve(inputs: Any) -> Any:
        codes = encoder(inputs, training=False)
        return tf.concat([tf.reduce_mean(codes, 1), tf.reduce_mean(codes**2, 1)], axis=1)

    signature = [tf.TensorSpec((1, FRAMES, patches.shape[2]), tf.float32)]
    function = tf.function(serve, input_signature=signature).get_concrete_function()
    # As constants, since the converter loses Keras 3's variables (see emotion/face/export.py).
    frozen = convert_variables_to_constants_v2(function)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    model = bytes(converter.convert())
    _check(model, np.asarray(serve(patches)), patches)
    return model


def _check(model: bytes, wanted: Floats, patches: Floats) -> None:
    code = wanted.shape[1] // 2
    network = Network(model)
    means = wanted[:, :code]
    got = np.stack([network.pooled(patch.T)[:code] for patch in patches])
    # Written so that NaN fails too.
    if not float(np.abs(got - means).max()) <= TOLERANCE * float(means.std()):
        raise ExportError("the converted network does not answer like the trained one")
