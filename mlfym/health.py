"""Say what works and what does not: each app registers probes, the health page asks them."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import Error
from django.utils.functional import Promise
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Status:
    """The state of one part of the site.

    detail: a sentence that everybody may read. fault: what a program said was wrong, which may name
    files and folders; the log has it, and the page for those who run the site.
    """

    ok: bool
    detail: str
    vital: bool = False  # a vital part that is down turns /healthz to 503
    fault: str = ""


Probe = Callable[[], Status]
Probes = Callable[[], Mapping[str, Status]]
_probes: dict[str, Probes] = {}
# What a person reads in place of a part's name, which is for machines.
_labels: dict[str, str | Promise] = {}
# As the log last heard of each part.
_told: dict[str, bool] = {}


def register(name: str, probe: Probe) -> None:
    """Add or replace the probe of the part ``name``."""
    register_several(name, lambda: {name: probe()})


def register_several(name: str, probes: Probes) -> None:
    """Add or replace the one look at several parts; ``name`` stands for all where it fails."""
    _probes[name] = probes


def label_parts(labels: Mapping[str, str | Promise]) -> None:
    """Give parts the names that people read."""
    _labels.update(labels)


def label_of(name: str) -> str:
    """Return the name of a part that people read; a part that has none goes by its own."""
    return str(_labels.get(name, name))


def report() -> dict[str, Status]:
    """Ask every probe, each once; the parts come in the order of their names.

    The log hears of a part when it stops working or works again: machines ask every few seconds.
    """
    found: dict[str, Status] = {}
    for name, probes in _probes.items():
        found |= _ask(name, probes)
    for name, status in found.items():
        _tell(name, status)
    return dict(sorted(found.items()))


def _ask(name: str, probes: Probes) -> Mapping[str, Status]:
    """Ask about parts; one that cannot ask the database says so, and the others are heard."""
    try:
        return probes()
    except Error as error:
        return {name: no_database(error)}


def no_database(error: Error, *, vital: bool = False) -> Status:
    """Return the state of a part that needs the database and has none."""
    return Status(False, _("The database does not answer."), vital, fault=str(error))


def _tell(name: str, status: Status) -> None:
    if _told.get(name, True) == status.ok:
        return
    _told[name] = status.ok
    if status.ok:
        logger.info("health: %s: works again", name)
    else:
        said = ": ".join(filter(None, (status.detail, status.fault)))
        logger.warning("health: %s: %s", name, said)
