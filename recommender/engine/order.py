"""Order a chosen list so that its energy does not jump."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Finish = Literal["any", "calm", "lively"]


def smooth_order(energy: NDArray[np.float32], first: int, finish: Finish = "any") -> list[int]:
    """Return positions in playing order, starting with `first`, without jumps in energy.

    The songs are laid out by energy. From the first song the list walks to one end of that row
    over every other song, comes back over those it left out, and goes on to the other end. So
    no step is ever wider than two neighbouring gaps of the row, or than three beside the start.

    `finish`: "calm" ends on the lowest energy, "lively" on the highest, "any" takes the end that
    is further off last, which is the shorter way. Equal energies keep the order they came in.
    """
    if len(energy) == 0:
        return []
    row = [int(position) for position in np.argsort(energy, kind="stable")]
    start = row.index(first)
    below, above = row[:start][::-1], row[start + 1 :]  # both: nearest to the start first
    if finish == "any":
        low, high = energy[row[0]], energy[row[-1]]
        finish = "lively" if energy[first] - low <= high - energy[first] else "calm"
    detour, last = (below, above) if finish == "lively" else (above, below)
    return [first, *detour[0::2], *detour[1::2][::-1], *last]
