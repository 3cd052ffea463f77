"""Say what works and what does not: each app registers probes, the health page asks them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

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
    statuses = {name: _probes[name]() for name in sorted(_probes)}
    for name, status in statuses.items():
        if not status.ok:
            logger.warning("health: %s: %s", name, status.detail)
    return statuses
