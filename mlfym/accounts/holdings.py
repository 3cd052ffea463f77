"""What is kept for a listener: each app says of its own rows how to export and to move them.

``mlfym.accounts`` may not import the apps above it, so they register here, and nothing that hangs
on a listener can be left out of the export, of the account page or of a merge (a test compares
the registry with the models).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from mlfym.accounts.models import Listener

Exported = list[dict[str, Any]]
# Digits behind the point of a share in an export; no reading is surer than that.
PLACES = 4


def rounded(value: Any) -> Any:
    """Return a value with the shares in it, however deep, as a person would read them."""
    if isinstance(value, float):
        return round(value, PLACES)
    if isinstance(value, Mapping):
        return {key: rounded(part) for key, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list) else value


def move_all(rows: Mapping[str, "models.QuerySet[Any]"], into: Listener) -> None:
    """Give the guest's rows to another listener, where nothing can be in the way."""
    rows["guest"].update(listener=into)


@dataclass(frozen=True)
class Holding:
    """One sort of rows that is kept for a listener.

    name: the key in the export. label: what the account page calls it.
    model: has a foreign key ``listener``.
    export: a listener's rows as values that JSON can hold (dates and UUIDs included).
    move: given {"guest": the guest's rows, "into": the account's}, hand the guest's over to the
        listener; rows that would stand twice are settled and deleted first.
    """

    name: str
    label: str | Promise
    model: type[models.Model]
    export: Callable[["models.QuerySet[Any]"], Exported]
    move: Callable[[Mapping[str, "models.QuerySet[Any]"], Listener], None] = move_all

    def rows(self, listener: Listener) -> "models.QuerySet[Any]":
        """Return what is kept for one listener."""
        return self.model._default_manager.filter(listener=listener)


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Add or replace a sort of rows."""
    _holdings[holding.name] = holding


def all_holdings() -> list[Holding]:
    """Return what the apps have registered, in the order in which they did."""
    return list(_holdings.values())
