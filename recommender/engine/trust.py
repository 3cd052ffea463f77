"""How much a list says, by who made it and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.engine.corpus import PlaylistRow

YEAR = 365.25 * 24 * 3600


@dataclass(frozen=True)
class Trust:
    """What a list's songs count beside those of an imported list of today, by judgement.

    A curator chose with care, and for this very library; a listener kept a list after hearing it;
    an imported list may be anything. half_life: years after which a list counts half, since the
    ear of today differs from that of then; least: what the oldest still counts. No data at hand
    have dates and a later truth to fit these on.
    """

    sources: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"curator": 2.0, "listener": 1.5})
    )
    half_life: float = 6.0
    least: float = 0.3

    def of(self, playlists: Iterable[PlaylistRow]) -> NDArray[np.float32]:
        """Return one weight a list, (lists,), with a mean of 1.

        Time goes by the newest list, not by the clock, so that the same lists weigh the same
        tomorrow. A list without a date counts as one of the mean age of those with one.
        """
        told = [(self.sources.get(one.source, 1.0), one.updated) for one in playlists]
        if not told:
            return np.empty(0, dtype=np.float32)
        by_source = np.array([worth for worth, _ in told])
        weights = by_source * self._by_age(np.array([updated for _, updated in told], dtype=float))
        return np.asarray(weights / weights.mean(), dtype=np.float32)

    def _by_age(self, updated: NDArray[np.float64]) -> NDArray[np.float64]:
        dated = updated > 0
        if not dated.any():
            return np.ones(len(updated))
        years = (updated.max() - updated) / YEAR
        fresh = np.maximum(0.5 ** (years / self.half_life), self.least)
        known: NDArray[np.float64] = np.where(dated, fresh, fresh[dated].mean())
        return known
