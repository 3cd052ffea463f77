"""A sentence model from elsewhere in place of our own embeddings: ONNX and its tokenizer.

`TEXT_EMBEDDING_MODEL` names a folder with model.onnx (or onnx/model.onnx) and tokenizer.json, or an
ONNX file with tokenizer.json beside it. onnxruntime and tokenizers are needed for it alone.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from emotion.text.heads import Floats

MOST_PIECES = 256
BATCH = 32
# Outputs with a row for each text; without one of these the pieces' mean is taken.
WHOLE = ("sentence_embedding", "pooler_output")


class SentenceModelError(Exception):
    """The model cannot be used; the message says why."""


class SentenceModel:
    """Embeds texts by an ONNX model, on one thread."""

    def __init__(self, path: Path) -> None:
        file = find_onnx(path)
        tokenizer = find_tokenizer(file)
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise SentenceModelError(
                f"TEXT_EMBEDDING_MODEL needs onnxruntime and tokenizers: {error.name} is missing"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(str(file), options)
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:  # both libraries raise classes of their own, some bare Exception
            raise SentenceModelError(f"{file.name} or {tokenizer.name} is unreadable") from error
        self._tokenizer.enable_truncation(MOST_PIECES)
        self._tokenizer.enable_padding()
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._outputs = [each.name for each in self._session.get_outputs()]
        self.version = f"{file.parent.name}/{file.name}-{file.stat().st_size}"

    def embed(self, texts: Sequence[str]) -> Floats:
        """(n, d) rows of length 1."""
        parts = [self._batch(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else self._batch([""])[:0]

    def _batch(self, texts: Sequence[str]) -> Floats:
        # Half characters cannot be handed to the tokenizer, which is written in Rust.
        whole = [text.encode("utf-8", "replace").decode() for text in texts]
        coded = self._tokenizer.encode_batch(whole)
        given = {
            "input_ids": np.array([each.ids for each in coded], np.int64),
            "attention_mask": np.array([each.attention_mask for each in coded], np.int64),
            "token_type_ids": np.array([each.type_ids for each in coded], np.int64),
        }
        fed = {name: values for name, values in given.items() if name in self._inputs}
        said = dict(zip(self._outputs, self._session.run(None, fed), strict=True))
        rows = next((said[name] for name in WHOLE if name in said), None)
        if rows is None:
            rows = _mean(said[self._outputs[0]], given["attention_mask"])
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)


def find_onnx(path: Path) -> Path:
    """The ONNX file that a setting means."""
    for file in (path, path / "model.onnx", path / "onnx" / "model.onnx"):
        if file.is_file():
            return file
    raise SentenceModelError(f"TEXT_EMBEDDING_MODEL: there is no model.onnx at {path}")


def find_tokenizer(file: Path) -> Path:
    """The tokenizer beside an ONNX file, or one folder up."""
    for folder in (file.parent, file.parent.parent):
        if (folder / "tokenizer.json").is_file():
            return folder / "tokenizer.json"
    raise SentenceModelError(f"TEXT_EMBEDDING_MODEL: there is no tokenizer.json beside {file.name}")


def _mean(states: Any, there: Any) -> Floats:
    """The mean over the pieces that are there."""
    weights = there[..., None].astype(np.float32)
    return np.asarray((states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1))
