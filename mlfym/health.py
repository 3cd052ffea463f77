"""Say what works and what does not: each app registers probes, the health page asks them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import Error
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Status:
    """The state of one part of the site; ``detail`` is a sentence for the person who runs it."""

    ok: bool
    detail: str
    vital: bool = False  # a vital part that is down turns /healthz to 503


Probe = Callable[[], Status]
_probes: dict[str, Probe] = {}


def register(name: str, probe: Probe) -> None:
    """Add or replace the probe of the part ``name``."""
    _probes[name] = probe


def report() -> dict[str, Status]:
    """Ask every probe, in the order of their names."""
    statuses = {name: _ask(_probes[name]) for name in sorted(_probes)}
    for name, status in statuses.items():
        if not status.ok:
            logger.warning("health: %s: %s", name, status.detail)
    return statuses


def _ask(probe: Probe) -> Status:
    """Ask a probe; one that cannot ask the database says so, and the others are heard."""
    try:
        return probe()
    except Error as error:
        logger.warning("health: the database does not answer: %s", error)
        return Status(ok=False, detail=_("The database does not answer."))
