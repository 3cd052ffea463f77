"""What turns words into vectors: the site says which model does, as engines know no settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


class NothingReads(Exception):
    """There is no usable text model; the message says why."""


@dataclass(frozen=True)
class Embedder:
    """embed: (n, d) float32 rows of length 1; it may raise NothingReads. version: of its model."""

    embed: Callable[[Sequence[str]], NDArray[np.float32]]
    version: Callable[[], str]


def _nothing_reads(*_: object) -> NDArray[np.float32]:
    raise NothingReads("nobody has said what reads words")


def _no_version() -> str:
    raise NothingReads("nobody has said what reads words")


_embedder = Embedder(_nothing_reads, _no_version)


def use(embedder: Embedder) -> None:
    """Let this embedder serve from now on, in the whole process."""
    global _embedder
    _embedder = embedder


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """A row of length 1 for each text; raises NothingReads without a usable model."""
    return _embedder.embed(texts)


def version() -> str:
    """Which model embeds: vectors of two versions cannot be compared. Raises NothingReads."""
    return _embedder.version()
