"""emotion.text.labelled: files as people hand them in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.text.datasets import DataError
from emotion.text.labelled import load_labelled
from tests.emotion.text.tables import make_data


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_languages_come_apart_and_are_guessed_where_unnamed(tmp_path: Path) -> None:
    file = write(
        tmp_path / "x.jsonl",
        {"text": "so happy", "mood": "joy"},
        {"text": "슬프다", "mood": "sadness"},
        {"text": "OK", "mood": "neutral", "lang": "ko"},
    )
    found = {corpus.lang: corpus.texts for corpus in load_labelled(file)}
    assert found == {"ko": ["슬프다", "OK"], "en": ["so happy"]}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"mood": "joy"}, "no text"),
        ({"text": 3, "mood": "joy"}, "no text"),
        ({"text": "a", "mood": "happy"}, "mood"),
        ({"text": "a"}, "mood"),
        ({"text": "a", "mood": "joy", "lang": "fr"}, "lang"),
        ({"text": "a", "mood": "joy", "emotions": ["bliss"]}, "emotion"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: object, wrong: str) -> None:
    file = write(tmp_path / "x.jsonl", {"text": "a", "mood": "joy"}, row)
    with pytest.raises(DataError, match=f"entry 2.*{wrong}"):
        load_labelled(file)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no rows"):
        load_labelled(write(tmp_path / "x.jsonl"))


def test_tables_of_the_data_folder(tmp_path: Path) -> None:
    root = make_data(tmp_path / "data")
    (english,) = load_labelled(root / "goemotions_en" / "test.tsv.gz")
    (korean,) = load_labelled(root / "goemotions_ko" / "test.tsv.gz")
    (kote,) = load_labelled(root / "kote" / "test.tsv.gz")
    assert (english.lang, korean.lang) == ("en", "ko")
    assert english.source == korean.source == "goemotions"
    assert (kote.source, kote.lang, len(kote)) == ("kote", "ko", 60)


@pytest.mark.parametrize("content", ["", "head\n", "text\tlabels\nonly\n", "a\tb\nx\tnone\n"])
def test_a_table_of_another_kind_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.tsv"
    file.write_text(content)
    with pytest.raises(DataError):
        load_labelled(file)


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_an_error_of_the_data(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("x.jsonl", "x.tsv", "x.tsv.gz"):
        (folder / name).write_bytes(data)
        with pytest.raises(DataError):
            load_labelled(folder / name)
