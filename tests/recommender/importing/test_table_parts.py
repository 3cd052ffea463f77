"""The parts that read tables: rows, encodings, headers."""

import csv
import io
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.csv_rows import LONGEST_LINE, MOST_LINES, Broken, read_rows
from recommender.catalogue.encodings import recognise
from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.table import open_table
from recommender.catalogue.table_columns import MapWrong, guess_columns, read_map


def columns(**places: int) -> dict[str, tuple[int, ...]]:
    return {name: (place,) for name, place in places.items()}


def entries(path: Path, *asked: str) -> list[Entry | Skipped]:
    """Return what a table gives, without writing it."""
    with open_table(path) as table:
        table.find_columns(asked)
        return list(table.entries())


@given(rows=st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), max_size=6))
def test_what_csv_writes_is_read_again(rows: list[list[str]]) -> None:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    assert list(read_rows(StringIO(out.getvalue(), newline=""))) == rows


@settings(max_examples=200)
@given(text=st.text(st.sampled_from('a",;\n\r'), max_size=60))
def test_any_quotation_marks_are_survived(text: str) -> None:
    rows = list(read_rows(StringIO(text + "\nlast,row\n", newline="")))
    told = "".join("".join(row) for row in rows if not isinstance(row, Broken))
    assert "last" in told or any(isinstance(row, Broken) for row in rows)


def test_a_line_too_long_is_passed_over() -> None:
    text = "a,b\n" + "x" * (3 * LONGEST_LINE) + "\nc,d\n"
    first, broken, last = read_rows(StringIO(text, newline=""))
    assert (first, last) == (["a", "b"], ["c", "d"])
    assert isinstance(broken, Broken)


def test_a_cell_of_many_lines_is_read() -> None:
    words = "\n".join(["la"] * (MOST_LINES - 2))
    assert list(read_rows(StringIO(f'a,"{words}"\nb,c\n', newline=""))) == [
        ["a", words],
        ["b", "c"],
    ]


@given(text=st.text(st.characters(categories=["L", "N", "P", "Z"]), max_size=300))
def test_utf8_is_known_for_what_it_is(text: str) -> None:
    encoding = recognise(io.BytesIO(text.encode()))
    assert text.encode().decode(encoding.name).removeprefix("\ufeff") == text.removeprefix("\ufeff")


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=400), named=st.booleans())
def test_no_bytes_make_the_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, named: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes((b"title,artist,year,tags\n" if named else b"") + raw)
    try:
        found = entries(path)
    except MapWrong:
        return
    for entry in found:
        assert isinstance(entry, Skipped) or entry.song.names[0].text.strip()


@pytest.mark.parametrize(("header", "places"), [
    (["Song Title", "Artist Name(s)", "Album"], columns(title=0, artist=1, album=2)),
    (["번호", "곡명", "가수", "장르"], columns(title=1, artist=2, genre=3)),
    (["Track Name", "Duration (ms)"], columns(title=0, duration_ms=1)),
    (["NAME", "track", "x"], columns(title=0)),
    (["title", "Genre", "Style"], {"title": (0,), "genre": (1, 2)}),
])  # fmt: skip
def test_guesses(header: list[str], places: dict[str, tuple[int, ...]]) -> None:
    assert dict(guess_columns(header).places) == places


@pytest.mark.parametrize("asked", [
    "title=Nothing", "colour=a", "title", "title=a,title=b", "artist=a", "", "title=9", "title=",
])  # fmt: skip
def test_a_map_that_is_wrong_is_told(asked: str) -> None:
    with pytest.raises(MapWrong):
        read_map([asked], ["a", "b"])
