"""From the trained keras.Model to LiteRT. TensorFlow is imported inside: only training needs it."""

from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from emotion.face.network import HEADS

# Largest difference of a logit that 16-bit weights may bring.
TOLERANCE = 0.2


class ExportError(RuntimeError):
    """The converted model does not do what the trained one does."""


def to_litert(network: Any, faces: NDArray[np.float32]) -> bytes:
    """A LiteRT model with float16 weights, (1, size, size, 1) float32 to (1, 2, 7) logits.

    `faces`: some (N, size, size, 1) inputs; on the first, both must agree, else ExportError.
    Needs Keras' TensorFlow backend, for the conversion alone.
    """
    import keras

    if keras.backend.backend() != "tensorflow":
        raise ExportError("trained; publish it with KERAS_BACKEND=tensorflow and --resume")
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import (
        convert_variables_to_constants_v2,
    )

    def serve(inputs: Any) -> Any:
        outputs = network(inputs, training=False)
        return tf.stack([outputs[head] for head in HEADS], axis=1)

    signature = [tf.TensorSpec((1, *faces.shape[1:]), tf.float32)]
    function = tf.function(serve, input_signature=signature).get_concrete_function()
    # Left as variables, Keras 3's weights are lost by the converter (TensorFlow 2.21): the model
    # comes out without its kernels and answers NaN. As constants they arrive.
    frozen = convert_variables_to_constants_v2(function)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    model = bytes(converter.convert())
    _check(model, np.asarray(serve(faces[:1])), faces[:1])
    return model


def _check(model: bytes, wanted: NDArray[np.float32], face: NDArray[np.float32]) -> None:
    interpreter = Interpreter(model_content=model, num_threads=1)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], face)
    interpreter.invoke()
    got = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    # Written so that NaN fails too.
    if got.shape != wanted.shape or not float(np.abs(got - wanted).max()) <= TOLERANCE:
        raise ExportError("the converted model does not answer like the trained one")
