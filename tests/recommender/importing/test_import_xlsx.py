"""The import of XLSX: cells, sheets, damage, and what a file may cost."""

import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from django.core.management import CommandError
from openpyxl import Workbook

from recommender.catalogue.table import open_table
from recommender.catalogue.xlsx_rows import MOST_UNPACKED, SheetUnreadable, open_sheet
from recommender.models import Song
from tests.recommender.importing.workbooks import (
    XML,
    import_table,
    saved,
    shared,
    sheet,
    with_part,
    with_strings,
)

Import = Callable[..., tuple[str, str]]


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Import:
    """Return a function that imports a table of some content, and returns what was printed."""
    return partial(import_table, tmp_path)


def test_cells_of_every_kind(bring: Import) -> None:
    rows = [
        ["title", "artist", "발매일", "energy", "length", "album"],
        ["One", "Ann", datetime(1999, 5, 1), 0.25, 200, None],
        [1979, "Smashing Pumpkins", 1995.0, None, None, "#N/A"],
        [None, None, None],
        ["Three", True, "2001", 1, 12.5, "x"],
    ]  # fmt: skip
    _out, err = bring(sheet(*rows), "a.xlsx")
    found = [(s.title, s.year, s.energy, s.duration, s.album) for s in Song.objects.order_by("pk")]
    assert found == [
        ("One", 1999, 0.25, 200.0, ""), ("1979", 1995, 0.5, None, ""),
        ("Three", 2001, 1.0, 12.5, "x"),
    ]  # fmt: skip
    assert "row" not in err


def test_a_sheet_by_its_name(bring: Import) -> None:
    book = Workbook()
    book.create_sheet("노래").append(["title"])
    book["노래"].append(["One"])
    bring(saved(book), "a.xlsx", sheet="노래")
    assert Song.objects.get().title == "One"
    with pytest.raises(CommandError, match="there are 'Sheet', '노래'"):
        bring(saved(book), "a.xlsx", sheet="none")


def xml_sheet(rows: str) -> bytes:
    content = f'<worksheet xmlns="{XML}"><sheetData>{rows}</sheetData></worksheet>'
    return with_part(sheet(["x"]), "xl/worksheets/sheet1.xml", content.encode())


def inline(text: str, place: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_row_of_a_sheet_that_is_broken_loses_nothing_else(bring: Import) -> None:
    rows = (
        f'<row r="1">{inline("title", "A1")}</row><row r="2">{inline("One", "A2")}</row>'
        '<row r="3"><c r="A3" t="s"><v>999</v></c></row><row r="4"><c r="!"><v>x</v></c></row>'
        f'<row r="9">{inline("Two", "A9")}</row>'
    )
    _out, err = bring(xml_sheet(rows), "a.xlsx")
    assert {song.title for song in Song.objects.all()} == {"One", "Two"}
    assert "skipped row 3: a cell in it cannot be read" in err
    assert "skipped row 4: a cell in it cannot be read" in err


def test_a_sheet_that_breaks_off_keeps_what_stands_before(bring: Import) -> None:
    rows = f'<row r="1">{inline("title", "A1")}</row><row r="2">{inline("One", "A2")}</row><row'
    _out, err = bring(xml_sheet(rows + "<"), "a.xlsx")
    assert Song.objects.get().title == "One"
    assert "breaks off or is damaged" in err


def test_a_row_number_beyond_all_sheets_costs_no_time(bring: Import) -> None:
    rows = (
        f'<row r="1">{inline("title", "A1")}</row><row r="99999999999">{inline("One", "A2")}</row>'
    )
    bring(xml_sheet(rows), "a.xlsx")
    assert Song.objects.get().title == "One"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize("raw", [
    with_part(sheet(["title"], ["One"]), "xl/worksheets/sheet1.xml", BOMB.encode()),
    with_part(sheet(["title"], ["One"]), "xl/styles.xml", BOMB.encode()),
    with_part(sheet(["title"], ["One"]), "[Content_Types].xml", BOMB.encode()),
    with_strings(BOMB, ""),
])  # fmt: skip
def test_entities_in_a_workbook_are_refused(bring: Import, raw: bytes) -> None:
    with pytest.raises(CommandError):
        bring(raw, "a.xlsx")
    assert not Song.objects.exists()


def test_cells_that_share_their_strings(bring: Import) -> None:
    bring(shared("title", "밤편지", "a &amp; b"), "a.xlsx")
    assert {song.title for song in Song.objects.all()} == {"밤편지", "a & b"}


def test_a_zip_bomb_is_refused_unopened(bring: Import) -> None:
    bomb = with_part(sheet(["title"]), "xl/worksheets/sheet1.xml", b" " * (70 * 1024**2))
    assert len(bomb) < 1_000_000
    with pytest.raises(CommandError, match="unpacks to more"):
        bring(bomb, "a.xlsx")


def test_a_bomb_beside_the_sheets_is_refused(bring: Import) -> None:
    bomb = with_part(sheet(["title"]), "xl/styles.xml", b" " * (33 * 1024**2), zipfile.ZIP_STORED)
    with pytest.raises(CommandError, match="unpacks to more"):
        bring(bomb, "a.xlsx")


def test_a_stated_size_beyond_all_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    raw = bytearray(sheet(["title"]))
    # The size of the first part in the central directory, 24 bytes behind its mark.
    place = raw.index(b"PK\x01\x02") + 24
    raw[place : place + 4] = (MOST_UNPACKED + 1).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises(SheetUnreadable, match="unpacks to more"), open_sheet(path):
        pass


def test_memory_does_not_grow_with_the_sheet(tmp_path: Path) -> None:
    peaks = []
    for count in (500, 8000):
        path = tmp_path / f"{count}.xlsx"
        path.write_bytes(shared(*(f"a song with the number {number}" for number in range(count))))
        with open_sheet(path) as warm:
            next(warm)
        tracemalloc.start()
        with open_sheet(path) as read:
            assert sum(1 for _row in read) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # 7,500 more rows, and a string each: eight bytes of it, no text.
    assert peaks[1] - peaks[0] < 150_000


def test_memory_does_not_grow_with_the_csv(tmp_path: Path) -> None:
    peaks = []
    for count in (500, 8000):
        path = tmp_path / f"{count}.csv"
        path.write_text("title,artist\n" + "".join(f"song {n},artist {n}\n" for n in range(count)))
        tracemalloc.start()
        with open_table(path) as table:
            table.find_columns([])
            assert sum(1 for _entry in table.entries()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000
