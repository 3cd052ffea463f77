"""``manage.py evaluate_tags``: the figures, on which split, and what it says of a wrong file."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

HEAD = "track_id\tartist_id\tsplit0\tgenre\tinstrument\tmoodtheme\n"


def table(folder: Path, *, test_is_turned: bool = False) -> Path:
    """Harp is calm and drums are wild; in the test split the other way round if asked for."""
    lines = []
    for place in range(120):
        split = ("train", "train", "validation", "test")[place % 4]
        calm = place % 3 == 0
        harp = calm != (test_is_turned and split == "test")
        instrument, mood = ("harp" if harp else "drums"), ("calm" if calm else "wild")
        lines.append(f"{place}\t{place}\t{split}\tpop\t{instrument}\t{mood}\n")
    path = folder / "tracks.tsv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def figures(path: Path, *options: str) -> dict:
    out = StringIO()
    call_command("evaluate_tags", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_the_test_split_is_judged_after_training_on_the_training_split(tmp_path: Path) -> None:
    found = figures(table(tmp_path))
    assert (found["split"], found["n"], found["mood_tags"]) == ("test", 30, 2)
    assert (found["roc_auc"], found["pr_auc"], found["ndcg@100"]) == (1.0, 1.0, 1.0)
    assert set(found["per_tag"]) == {"calm", "wild"}
    assert found["methods"]["naive_bayes"]["roc_auc"] == 1.0


def test_nothing_is_learned_from_the_split_that_is_judged(tmp_path: Path) -> None:
    turned = table(tmp_path, test_is_turned=True)
    assert figures(turned)["roc_auc"] == 0.0
    assert figures(turned, "--split", "validation")["roc_auc"] == 1.0


def test_without_json_the_figures_stand_one_a_line(tmp_path: Path) -> None:
    out = StringIO()
    call_command("evaluate_tags", str(table(tmp_path)), stdout=out)
    assert "roc_auc: 1.0" in out.getvalue().splitlines()


def test_a_file_that_is_no_table_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "tracks.tsv"
    path.write_text("artist\ttitle\n", encoding="utf-8")
    with pytest.raises(CommandError, match="it has no column genre"):
        figures(path)


def test_a_table_without_mood_tags_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "tracks.tsv"
    path.write_text(HEAD + "1\t1\ttrain\tpop\t\t\n2\t2\ttest\tpop\t\tcalm\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no tracks with mood tags"):
        figures(path)


@pytest.mark.shared
def test_on_the_official_validation_split_it_beats_naive_bayes(shared: Path) -> None:
    found = figures(
        shared / "data" / "music" / "jamendo" / "tracks.tsv.gz", "--split", "validation"
    )
    assert found["roc_auc"] > 0.72 > found["methods"]["naive_bayes"]["roc_auc"]
    assert found["pr_auc"] > 0.128 > found["methods"]["naive_bayes"]["pr_auc"]
