"""Labelled files as people hand them in: JSONL of diaries, or a TSV of the data folder."""

from pathlib import Path
from typing import Any

from emotion.moods import MOODS
from emotion.text.cleaning import language_of
from emotion.text.datasets import (
    Corpus,
    DataError,
    diary_corpus,
    goemotions_file,
    json_lines,
    kote_file,
    rows_of,
)
from emotion.text.emotions import EMOTIONS
from emotion.text.reading import LANGUAGES


def load_labelled(path: Path) -> list[Corpus]:
    """A corpus for each language in the file; DataError says what is wrong with which line."""
    if path.name.endswith((".tsv", ".tsv.gz")):
        return [_table(path)]
    rows = json_lines(path)
    for number, row in enumerate(rows, 1):
        _check(path, number, row)
    found = []
    for lang in LANGUAGES:
        chosen = [row for row in rows if (row.get("lang") or language_of(row["text"])) == lang]
        if chosen:
            found.append(diary_corpus(chosen, lang))
    if not found:
        raise DataError(f"{path.name}: no rows")
    return found


def _check(path: Path, number: int, row: dict[str, Any]) -> None:
    place = f"{path.name}, entry {number}"
    if not isinstance(row.get("text"), str):
        raise DataError(f"{place}: no text")
    if row.get("mood") not in MOODS:
        raise DataError(f"{place}: mood is not one of {', '.join(MOODS)}")
    if row.get("lang") not in (None, "", *LANGUAGES):
        raise DataError(f"{place}: lang is not one of {', '.join(LANGUAGES)}")
    if set(row.get("emotions", ())) - set(EMOTIONS):
        raise DataError(f"{place}: an emotion is not one of the 28")


def _table(path: Path) -> Corpus:
    """GoEmotions by two columns, KOTE by three; the language by what the first rows are in."""
    rows = [row for _, row in zip(range(50), rows_of(path), strict=False)]
    if not rows:
        raise DataError(f"{path.name}: no rows")
    try:
        if len(rows[0]) == 3:
            return kote_file(path, path.resolve().parent.parent)
        lang = language_of(" ".join(row[0] for row in rows))
        return goemotions_file(path, lang)
    except (IndexError, ValueError, OSError) as error:
        raise DataError(f"{path.name}: not text and numbers of labels: {error}") from error
