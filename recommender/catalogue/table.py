"""Read songs from a table that somebody kept: CSV in many forms, or XLSX."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from recommender.catalogue.csv_rows import DELIMITERS, Broken, read_rows
from recommender.catalogue.encodings import Encoding, recognise
from recommender.catalogue.importing import Entry, ImportReport, Skipped
from recommender.catalogue.table_cells import Row, entry_of
from recommender.catalogue.table_columns import Columns, field_of, guess_columns, read_map
from recommender.catalogue.xlsx_rows import SheetUnreadable, open_sheet
from recommender.tables import unguard

XLSX = (".xlsx", ".xlsm")
# The delimiter is judged by so many rows.
SAMPLE = 20
# Empty rows and a heading may stand above the headers.
MOST_ABOVE = 20
LONGEST_SOURCE = 40


@dataclass
class Table:
    """An open table. form: what it was recognised as. cleaned: what was wrong with single cells."""

    rows: Iterator[tuple[int, list[str] | Broken]]
    form: str
    columns: Columns = field(default_factory=lambda: Columns({}, ()))
    cleaned: ImportReport = field(default_factory=ImportReport)

    def find_columns(self, asked: Sequence[str]) -> None:
        """Read the headers; MapWrong where they do not hold what was asked for, or no title."""
        header = self._header(asked)
        self.columns = read_map(asked, header) if asked else guess_columns(header)

    def _header(self, asked: Sequence[str]) -> list[str]:
        """Return the headers: of the first rows the first with two names that are known."""
        first: list[str] = []
        for _number, cells in islice(self.rows, MOST_ABOVE):
            if isinstance(cells, Broken) or not any(cell.strip() for cell in cells):
                continue
            first = first or cells
            if asked or sum(bool(field_of(cell)) for cell in cells) > 1:
                return cells
            if field_of(cells[0]) == "title" and len(cells) == 1:
                return cells
        return first

    def entries(self) -> Iterator[Entry | Skipped]:
        """Yield a song for each row that holds one."""
        for number, cells in self.rows:
            where = f"row {number}"
            if isinstance(cells, Broken):
                yield Skipped(where, cells.why)
            elif any(cell.strip() for cell in cells):
                row = Row(self.columns, [unguard(cell) for cell in cells], where, self.cleaned.skip)
                yield entry_of(row)


@contextmanager
def open_table(
    path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = ""
) -> Iterator[Table]:
    """Open a table; what is not given is recognised. SheetUnreadable says why it cannot be."""
    if path.suffix.lower() in XLSX:
        with open_sheet(path, sheet) as rows:
            yield Table(enumerate(rows, start=1), "XLSX")
        return
    try:
        with path.open("rb") as raw:
            found = Encoding(encoding, damaged=True) if encoding else recognise(raw)
        delimiter = delimiter or delimiter_of(path, found)
        file = path.open(encoding=found.name, errors=found.errors, newline="")
    except (OSError, LookupError) as error:
        raise SheetUnreadable(f"it cannot be opened: {error}") from error
    with file:
        form = f"CSV, {found.name}, between the columns {delimiter!r}"
        yield Table(enumerate(read_rows(file, delimiter), start=1), form)


def delimiter_of(path: Path, encoding: Encoding) -> str:
    """Return what stands between the columns.

    That by which most headers are known; of equals that which most rows have, as often as the
    first has it.
    """

    def fit(delimiter: str) -> tuple[int, int, int]:
        with path.open(encoding=encoding.name, errors=encoding.errors, newline="") as file:
            rows = [row for row in islice(read_rows(file, delimiter), SAMPLE) if row]
        lists = [row for row in rows if not isinstance(row, Broken)]
        known = max((sum(bool(field_of(cell)) for cell in row) for row in lists), default=0)
        width = len(lists[0]) if lists else 0
        alike = sum(len(row) == width for row in lists) if width > 1 else 0
        return known, alike, width

    return max(DELIMITERS, key=fit)


def source_of(path: Path, name: str, columns: Columns) -> str:
    """Return the source that the songs are known by.

    Ids that a table gives count in that table alone, so its name goes with them; a song that is
    known by artist, title and album is the same in every table.
    """
    if not name and "id" in columns.places:
        name = path.stem
    if not name:
        return "table"
    word = "table-" + re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    if len(word) <= LONGEST_SOURCE:
        return word
    mark = blake2b(name.encode(), digest_size=4).hexdigest()
    return f"{word[: LONGEST_SOURCE - len(mark) - 1]}-{mark}"
