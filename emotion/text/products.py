"""States times the encoder's tables, in 8 bits, by LiteRT.

NumPy would multiply in 32 bits, with tables four times as large that are packed anew for each text:
four to five times as slow for the thirty rows of a diary entry. The model that LiteRT runs is put
together here from the tables when they are loaded, by LiteRT's own schema: a graph of one fully
connected layer for each. Rows are taken to 8 bits as they come, each by its own range (dynamic
range quantisation).
"""

import threading
from collections.abc import Mapping
from typing import Any

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from emotion.text.heads import Floats

SCHEMA_VERSION = 3
IDENTIFIER = b"TFL3"
# The first version of the layer whose tables have a scale for each column.
LAYER_VERSION = 12
INPUT, OUTPUT = "states", "products"


class Products:
    """`tables` and `biases` by name: (width, columns) and (columns,)."""

    def __init__(self, tables: Mapping[str, Floats], biases: Mapping[str, Floats]) -> None:
        model = _model({name: (tables[name], biases[name]) for name in tables})
        self._interpreter = Interpreter(model_content=model, num_threads=1)
        self._runners = {name: self._interpreter.get_signature_runner(name) for name in tables}
        # An interpreter is for one thread at a time.
        self._lock = threading.Lock()

    def of(self, states: Floats, name: str) -> Floats:
        """(rows, columns): states (rows, width) times a table, and its bias added."""
        with self._lock:
            found = self._runners[name](**{INPUT: np.ascontiguousarray(states, np.float32)})
            return np.array(found[OUTPUT], np.float32)


def in_8_bits(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A table and the scale of each of its columns; what was in 8 bits before stays as it was."""
    scale = np.maximum(np.abs(table).max(axis=0) / 127, 1e-9).astype(np.float32)
    return np.round(table / scale).astype(np.int8), scale


def _model(layers: Mapping[str, tuple[Floats, Floats]]) -> bytes:
    """The bytes of a model with a graph, and a signature of its name, for each layer."""
    model = schema.ModelT()
    model.version = SCHEMA_VERSION
    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.FULLY_CONNECTED
    code.version = LAYER_VERSION
    model.operatorCodes = [code]
    # The first buffer is for tensors without data.
    model.buffers, model.subgraphs, model.signatureDefs = [schema.BufferT()], [], []
    for name, (table, bias) in layers.items():
        model.signatureDefs.append(_signature(name, len(model.subgraphs)))
        model.subgraphs.append(_graph(model.buffers, table, bias))
    builder = flatbuffers.Builder(1 << 20)
    builder.Finish(model.Pack(builder), file_identifier=IDENTIFIER)
    return bytes(builder.Output())


def _graph(buffers: list[Any], table: Floats, bias: Floats) -> Any:
    small, scale = in_8_bits(table)
    width, columns = table.shape
    tensors = [
        _tensor([1, width], schema.TensorType.FLOAT32, 0, rows=True),
        _tensor([columns, width], schema.TensorType.INT8, _kept(buffers, small.T)),
        _tensor([columns], schema.TensorType.FLOAT32, _kept(buffers, bias.astype(np.float32))),
        _tensor([1, columns], schema.TensorType.FLOAT32, 0, rows=True),
    ]
    tensors[1].quantization = schema.QuantizationParametersT()
    tensors[1].quantization.scale = scale
    tensors[1].quantization.zeroPoint = np.zeros(columns, np.int64)
    tensors[1].quantization.quantizedDimension = 0
    layer = schema.OperatorT()
    layer.opcodeIndex, layer.inputs, layer.outputs = 0, [0, 1, 2], [3]
    layer.builtinOptionsType = schema.BuiltinOptions.FullyConnectedOptions
    layer.builtinOptions = schema.FullyConnectedOptionsT()
    layer.builtinOptions.asymmetricQuantizeInputs = True
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs, graph.operators = tensors, [0], [3], [layer]
    return graph


def _tensor(shape: list[int], kind: int, buffer: int, rows: bool = False) -> Any:
    """`rows`: as many of them as there are."""
    tensor = schema.TensorT()
    tensor.shape, tensor.type, tensor.buffer = shape, kind, buffer
    if rows:
        tensor.shapeSignature = [-1, *shape[1:]]
    return tensor


def _kept(buffers: list[Any], values: NDArray[Any]) -> int:
    """The number of a new buffer with these values."""
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(np.ascontiguousarray(values).tobytes(), np.uint8)
    buffers.append(buffer)
    return len(buffers) - 1


def _signature(name: str, graph: int) -> Any:
    signature = schema.SignatureDefT()
    signature.signatureKey, signature.subgraphIndex = name, graph
    signature.inputs, signature.outputs = [_named(INPUT, 0)], [_named(OUTPUT, 3)]
    return signature


def _named(name: str, tensor: int) -> Any:
    found = schema.TensorMapT()
    found.name, found.tensorIndex = name, tensor
    return found
