"""Cells that no spreadsheet takes for formulas."""

import pytest
import tablib
from hypothesis import given
from hypothesis import strategies as st

from recommender.tables import NUMBER, GuardedCSV, GuardedXLSX, guard, unguard


@given(st.text() | st.from_regex(r"\A'{0,3}[=+\-@\t\r].*"))
def test_guarding_loses_nothing(cell: str) -> None:
    guarded = guard(cell)
    assert unguard(guarded) == cell
    assert guarded[:1] not in ("=", "+", "-", "@", "\t", "\r") or NUMBER.fullmatch(guarded)


@pytest.mark.parametrize("kind", [GuardedCSV, GuardedXLSX])
def test_numbers_stay_numbers(kind: type) -> None:
    table = kind().create_dataset(kind().export_data(tablib.Dataset(["-0.5"], headers=["a"])))
    assert float(table[0][0]) == -0.5
