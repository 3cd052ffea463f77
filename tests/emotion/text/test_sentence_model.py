"""emotion.text.sentence_model: a model of one's own, here a tiny one built for the test."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from emotion.text.sentence_model import SentenceModel, SentenceModelError

WORDS = {"[UNK]": 0, "sad": 1, "happy": 2, "슬프다": 3}
VECTORS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0.2]], np.float32)


def make_tokenizer(folder: Path) -> None:
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))


def make_onnx(file: Path, *, whole: bool = False) -> None:
    """A model that looks up a vector for each word, or their mean for the whole text."""
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "length"])
    nodes = [helper.make_node("Gather", ["vectors", "input_ids"], ["states"])]
    name, shape = "states", ["n", "length", 3]
    if whole:
        nodes.append(
            helper.make_node("ReduceMean", ["states", "axes"], ["sentence_embedding"], keepdims=0)
        )
        name, shape = "sentence_embedding", ["n", 3]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [ids],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)],
        [
            numpy_helper.from_array(VECTORS, "vectors"),
            numpy_helper.from_array(np.array([1], np.int64), "axes"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    file.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_onnx(tmp_path / "model.onnx")
    make_tokenizer(tmp_path)
    return tmp_path


def test_words_are_averaged_without_what_pads_them(folder: Path) -> None:
    rows = SentenceModel(folder).embed(["sad", "sad happy sad", "슬프다"])
    assert rows.shape == (3, 3)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1])
    assert rows[0].tolist() == [0, 1, 0]
    assert rows[1].tolist() == pytest.approx([0, 2 / 5**0.5, 1 / 5**0.5])
    assert rows[0] @ rows[2] > rows[0] @ rows[1]


def test_any_number_of_texts_of_any_kind(folder: Path) -> None:
    model = SentenceModel(folder / "model.onnx")
    assert model.embed([]).shape == (0, 3)
    assert model.embed(["\ud800", "happy", "x" * 5000] * 30).shape == (90, 3)


def test_a_row_for_the_whole_text_is_taken_where_there_is_one(tmp_path: Path) -> None:
    make_onnx(tmp_path / "onnx" / "model.onnx", whole=True)
    make_tokenizer(tmp_path)
    rows = SentenceModel(tmp_path).embed(["sad happy"])
    assert rows[0].tolist() == pytest.approx([0, 0.5**0.5, 0.5**0.5])


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_what_is_missing_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(SentenceModelError, match=missing.replace(".", r"\.")):
        SentenceModel(folder)


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_what_is_broken_is_said(folder: Path, broken: str) -> None:
    (folder / broken).write_bytes(b"{}")
    with pytest.raises(SentenceModelError, match="unreadable"):
        SentenceModel(folder)
