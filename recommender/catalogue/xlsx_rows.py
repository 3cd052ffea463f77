"""Read the rows of an XLSX sheet one by one, in memory that does not grow with the file.

openpyxl knows the format: sheets, dates, numbers. Two things it keeps whole, even when it only
reads: the strings that cells share, which lie in a file on disk here, and the parsed rows, which
are dropped here when they were read.
"""

import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from defusedxml import ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from openpyxl.cell.text import Text  # type: ignore[import-untyped]
from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped]
from openpyxl.styles.stylesheet import apply_stylesheet  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]
from openpyxl.worksheet._reader import (  # type: ignore[import-untyped]
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS  # type: ignore[import-untyped]

from recommender.catalogue.csv_rows import Broken

# A sheet of a million rows with twenty cells each, unpacked, is about this large.
MOST_UNPACKED = 1024**3
# A sheet packs to a tenth or so; one text that repeats itself to a thousandth.
MOST_PACKED, SMALL = 200, 64 * 1024**2
# Styles and the like are held in memory whole; a plain sheet has a few kilobytes of them.
MOST_BESIDE = 32 * 1024**2
MOST_ROWS, WIDEST, DEEPEST = 1_048_576, 16_384, 50
STREAMED = ("xl/worksheets/", "xl/sharedStrings")
STRING_TAG = f"{{{SHEET_MAIN_NS}}}si"
# What stands in a cell whose formula failed.
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"}
UNREADABLE = (
    BadZipFile, DefusedXmlException, ElementTree.ParseError, InvalidFileException, KeyError,
    ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, NotImplementedError,
)  # fmt: skip


class SheetUnreadable(Exception):
    """Nothing of a file can be taken; the message says why."""


class StoredStrings:
    """The strings of a workbook, in a file on disk; eight bytes each in memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.ends = file, array("Q", [0])

    def append(self, text: str) -> None:
        """Add a string."""
        data = text.encode("utf-8", "replace")
        self.file.write(data)
        self.ends.append(self.ends[-1] + len(data))

    def __getitem__(self, place: int) -> str:
        if not 0 <= place < len(self.ends) - 1:
            raise IndexError(place)
        self.file.seek(self.ends[place])
        return self.file.read(self.ends[place + 1] - self.ends[place]).decode()


class Workbook(ExcelReader):  # type: ignore[misc]
    """A workbook whose shared strings lie on disk."""

    def __init__(self, path: Path, strings: StoredStrings) -> None:
        super().__init__(path, read_only=True, data_only=True, keep_links=False)
        self.shared_strings = strings

    def read(self) -> None:
        """Read all but the cells, and no more than they need."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.sheets = {
            sheet.name: rel.target
            for sheet, rel in self.parser.find_sheets()
            if rel.target in self.valid_files and "chartsheet" not in rel.Type
        }

    def read_strings(self) -> None:
        """Store the strings one by one."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for element in _elements(source, STRING_TAG):
                self.shared_strings.append(Text.from_tree(element).content or "")


@contextmanager
def open_sheet(path: Path, name: str = "") -> Iterator[Iterator[list[str] | Broken]]:
    """Give the rows of a sheet, of the first if no name is given; SheetUnreadable says why not."""
    check_size(path)
    with tempfile.TemporaryFile() as strings:
        try:
            book = Workbook(path, StoredStrings(strings))
            book.read()
        except UNREADABLE as error:
            raise SheetUnreadable(f"it is no XLSX that can be read: {_short(error)}") from error
        with book.archive:
            yield read_rows(book, part_of(book, name))


def check_size(path: Path) -> None:
    """Refuse a file that unpacks to more than any table has (a "zip bomb").

    The sizes are those that the file states; zipfile never unpacks more of a part than that.
    """
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SheetUnreadable(f"it is no XLSX that can be read: {_short(error)}") from error
    beside = sum(part.file_size for part in parts if not part.filename.startswith(STREAMED))
    packed = any(p.file_size > max(SMALL, MOST_PACKED * p.compress_size) for p in parts)
    if packed or sum(p.file_size for p in parts) > MOST_UNPACKED or beside > MOST_BESIDE:
        raise SheetUnreadable("it unpacks to more than a table of a million rows has")


def part_of(book: Workbook, name: str) -> str:
    """Return the part of the file that holds a sheet; the first sheet if no name is given."""
    part = book.sheets.get(name) if name else next(iter(book.sheets.values()), None)
    if part is None:
        names = ", ".join(map(repr, book.sheets)) or "none at all"
        raise SheetUnreadable(f"there is no sheet {name!r}; there are {names}")
    return str(part)


def read_rows(book: Workbook, part: str) -> Iterator[list[str] | Broken]:
    """Yield every row as texts, an empty list for one that is not there."""
    parser = WorkSheetParser(
        None, book.shared_strings, data_only=True, epoch=book.wb.epoch,
        date_formats=book.wb._date_formats, timedelta_formats=book.wb._timedelta_formats,
    )  # fmt: skip
    given = 0
    try:
        with book.archive.open(part) as source:
            for element in _elements(source, ROW_TAG):
                number, row = _row(parser, element)
                for _gap in range(given + 1, min(number, MOST_ROWS)):
                    yield []
                given = max(given + 1, number)
                yield row
    except UNREADABLE as error:
        yield Broken(f"the file breaks off or is damaged here: {_short(error)}")


def _row(parser: WorkSheetParser, element: Any) -> tuple[int, list[str] | Broken]:
    """Return a row's number and its cells, or what is wrong with it."""
    try:
        number, cells = parser.parse_row(element)
    except UNREADABLE as error:
        return parser.row_counter, Broken(f"a cell in it cannot be read: {_short(error)}")
    finally:
        parser.row_dimensions.clear()
    row: list[str] = []
    for cell in cells:
        row += [""] * (cell["column"] - len(row))
        row[cell["column"] - 1] = in_words(cell["value"])
    return number, row


def _elements(source: IO[bytes], tag: str) -> Iterator[Any]:
    """Yield the elements of a tag, and forget each, and all others, when it was read."""
    stack: list[Any] = []
    inside = 0
    for event, element in ElementTree.iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            stack.append(element)
            inside += element.tag == tag
            if len(stack) > DEEPEST:
                raise ValueError("its elements stand in each other too deep")
            continue
        stack.pop()
        if element.tag == tag:
            inside -= 1
            yield element
        if stack and not inside:
            del stack[-1][:]
        elif stack and len(stack[-1]) > WIDEST:
            raise ValueError("a row has more cells than a sheet has columns")


def in_words(value: object) -> str:
    """Return a cell as a person would write it; nothing for a formula that failed."""
    if value is None or value in ERRORS:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g}"
    return str(value)


def _short(error: Exception) -> str:
    return " ".join(f"{type(error).__name__} {error}".split())[:200]
