import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from emotion.moods import MOODS
from emotion.text.datasets import DIARIES
from tests.emotion.text.tables import make_data


def evaluate(file: Path, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("evaluate_text", str(file), "--json", *options, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_languages_and_all_beside_them(tmp_path: Path) -> None:
    rows = [
        {"text": "I am so happy, we won!", "mood": "joy"},
        {"text": "I cried all night, I miss him", "mood": "sadness", "lang": "en"},
        {"text": "너무 슬퍼서 하루 종일 울었다", "mood": "sadness", "lang": "ko"},
    ]
    file = tmp_path / "x.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    found = evaluate(file)
    assert set(found) == {"en", "ko", "all"}
    assert {"n", "accuracy", "macro_f1", "recall", "confusion"} <= set(found["all"])
    assert (found["en"]["n"], found["ko"]["n"], found["all"]["n"]) == (2, 1, 3)
    assert found["all"]["accuracy"] == 1.0
    assert found["all"]["recall"]["sadness"] == 1.0
    assert found["all"]["confusion"][MOODS.index("sadness")][MOODS.index("sadness")] == 2


def test_tables_have_the_labels_too(tmp_path: Path) -> None:
    root = make_data(tmp_path / "data")
    found = evaluate(root / "goemotions_ko" / "test.tsv.gz")
    assert {"macro_f1_at_0.3", "macro_f1_tuned"} <= set(found["ko"]["emotions"])
    assert found["ko"]["read_as"] == "comments"
    assert evaluate(root / "kote" / "test.tsv.gz")["ko"]["n"] == 60
    again = evaluate(root / "kote" / "test.tsv.gz", "--read-as", "diaries")
    assert again["ko"]["read_as"] == "diaries"


def test_diaries_of_another_hand_are_read() -> None:
    """On entries that nothing was trained or chosen by; some points below the card."""
    found = evaluate(DIARIES / "blind.jsonl")
    assert found["en"]["accuracy"] >= 0.78
    assert found["ko"]["accuracy"] >= 0.88


def test_without_json_it_prints_lines(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"text": "so happy", "mood": "joy"}')
    out = io.StringIO()
    call_command("evaluate_text", str(file), stdout=out)
    assert "accuracy: 1.0" in out.getvalue()


@pytest.mark.parametrize("content", ["", "{", '{"text": "a"}', "[]"])
def test_a_bad_file_is_a_clear_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(content)
    with pytest.raises(CommandError, match=r"x\.jsonl"):
        evaluate(file)


def test_a_missing_file_or_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        evaluate(tmp_path / "none.jsonl")
    with pytest.raises(CommandError):
        evaluate(DIARIES / "en.jsonl", "--model", str(tmp_path))
