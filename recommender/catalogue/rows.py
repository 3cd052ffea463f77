"""Bring rows in the database to what they should be, writing only what differs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def assign(row: Model, columns: Mapping[str, Any]) -> bool:
    """Set a row's columns (without saving); return whether any of them was different."""
    different = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in different:
        setattr(row, name, columns[name])
    return bool(different)


def sync_rows(
    have: QuerySet[Row],
    wanted: Iterable[Row],
    key: Callable[[Row], tuple[Any, ...]],
    values: Sequence[str] = (),
) -> list[Row]:
    """Make the rows of ``have`` the ``wanted`` ones: delete, add, and change what differs.

    key: what makes two rows the same. values: the columns that may differ between them.
    Returns the rows that were added, changed or deleted.
    """
    there = {key(row): row for row in have}
    wanted_by_key = {key(row): row for row in wanted}
    gone = [row for mark, row in there.items() if mark not in wanted_by_key]
    new = [row for mark, row in wanted_by_key.items() if mark not in there]
    changed = [
        row
        for mark, row in there.items()
        if mark in wanted_by_key
        and assign(row, {name: getattr(wanted_by_key[mark], name) for name in values})
    ]
    if gone:
        have.model._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
    have.model._default_manager.bulk_create(new)
    if changed:
        have.model._default_manager.bulk_update(changed, list(values))
    return [*gone, *new, *changed]
