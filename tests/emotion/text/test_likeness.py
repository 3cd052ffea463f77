"""emotion.text.embedding and likeness: texts that say alike lie near each other."""

from pathlib import Path

import numpy as np
import pytest

from emotion.text.artefact import SHIPPED, load_artefact
from emotion.text.datasets import DataError
from emotion.text.likeness import judge_pairs
from emotion.text.model import TextModel
from tests.conftest import SHARED
from tests.emotion.text.tables import table

MODEL = TextModel(load_artefact(SHIPPED))


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("A man is playing the guitar.", "A man plays a guitar.", "The weather is cold today."),
        ("한 남자가 기타를 친다.", "남자가 기타를 치고 있다.", "오늘은 날씨가 춥다."),
        ("너를 잊지 못해 울고 있어", "나는 아직도 너를 못 잊고 운다", "춤추자 이 밤이 끝날 때까지"),
    ],
)
def test_the_nearer_is_the_more_alike(text: str, near: str, far: str) -> None:
    rows = MODEL.embed([text, near, far])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_rows_have_length_one_whatever_the_text() -> None:
    rows = MODEL.embed(["", "a", "\ud800", "슬프다", "😭"])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    assert MODEL.embed([]).shape == (0, rows.shape[1])


def test_pairs_are_judged_by_rank(tmp_path: Path) -> None:
    table(tmp_path / "pairs.tsv.gz", [[3, "a", "b"], [2, "b", "c"], [1, "c", "d"]])
    turns = {"a": 0.0, "b": 0.1, "c": 0.5, "d": 1.5}
    found = judge_pairs(
        tmp_path / "pairs.tsv.gz",
        lambda texts: np.array([[np.cos(turns[t]), np.sin(turns[t])] for t in texts], np.float32),
    )
    assert found["n"] == 3
    assert found["spearman"] == pytest.approx(1)


@pytest.mark.parametrize("rows", [[["x", "a", "b"]] * 4, [[1, "a"]] * 4, [[1, "a", "b"]]])
def test_other_tables_are_refused(tmp_path: Path, rows: list[list[object]]) -> None:
    table(tmp_path / "pairs.tsv.gz", rows)
    with pytest.raises(DataError):
        judge_pairs(tmp_path / "pairs.tsv.gz", lambda texts: np.ones((len(texts), 2), np.float32))


@pytest.mark.shared
def test_korsts_as_the_card_says() -> None:
    pairs = SHARED / "data" / "text" / "korsts" / "test.tsv.gz"
    if not pairs.exists():
        pytest.skip("the data folder is not here")
    found = judge_pairs(pairs, lambda texts: MODEL.embed(texts))
    assert found["n"] == 1379
    assert found["spearman"] > 0.55
