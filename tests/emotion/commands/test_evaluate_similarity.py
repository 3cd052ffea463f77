import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.emotion.text.tables import make_data, table


def test_pairs_are_judged(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [5, "A man plays a guitar.", "A man is playing a guitar."],
        [2, "A man plays a guitar.", "A man plays football."],
        [0, "A man plays a guitar.", "The weather is cold."],
    ]
    table(tmp_path / "pairs.tsv.gz", rows)
    out = io.StringIO()
    call_command("evaluate_similarity", str(tmp_path / "pairs.tsv.gz"), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["n"] == 3
    assert found["spearman"] == pytest.approx(1)
    call_command("evaluate_similarity", str(tmp_path / "pairs.tsv.gz"), stdout=out)
    assert "spearman: 1.0" in out.getvalue()


def test_the_data_folder_is_judged_by_translations(tmp_path: Path) -> None:
    out = io.StringIO()
    root = make_data(tmp_path / "data", 12)
    call_command("evaluate_similarity", str(root), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["n"] == 12
    assert 0 <= found["first"] <= found["among_ten"] <= 1


def test_another_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("head\nno pairs\n")
    with pytest.raises(CommandError, match=r"x\.tsv"):
        call_command("evaluate_similarity", str(tmp_path / "x.tsv"))
