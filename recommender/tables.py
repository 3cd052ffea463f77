"""Tables in and out (CSV, XLSX) that no spreadsheet takes for formulas.

A cell that begins with one of the signs below would be run by a spreadsheet as a formula (OWASP,
"CSV injection"). On the way out it gets an apostrophe in front, which spreadsheets take for "this
is text"; on the way in the apostrophe is taken off again, so nothing is lost.
"""

import re
from collections.abc import Callable
from typing import Any

import tablib
from import_export.formats.base_formats import CSV, XLSX

FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def guard(cell: Any) -> Any:
    """Return a cell that is safe to open; numbers stay numbers."""
    if isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unguard(cell: Any) -> Any:
    """Return the cell that ``guard`` was given."""
    return cell[1:] if isinstance(cell, str) and GUARDED.match(cell) else cell


def mapped(dataset: tablib.Dataset, change: Callable[[Any], Any]) -> tablib.Dataset:
    """Return a copy of a table with every cell changed."""
    rows = [tuple(change(cell) for cell in row) for row in dataset]
    return tablib.Dataset(*rows, headers=dataset.headers)


class GuardedCSV(CSV):  # type: ignore[misc]
    """CSV with guarded cells."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> Any:
        """Write the table."""
        return super().export_data(mapped(dataset, guard), **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> tablib.Dataset:
        """Read the table."""
        return mapped(super().create_dataset(in_stream, **kwargs), unguard)


class GuardedXLSX(XLSX):  # type: ignore[misc]
    """XLSX with guarded cells."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> Any:
        """Write the table."""
        return super().export_data(mapped(dataset, guard), **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> tablib.Dataset:
        """Read the table."""
        return mapped(super().create_dataset(in_stream, **kwargs), unguard)


# The order in which the admin offers them.
TABLES = [GuardedCSV, GuardedXLSX]
