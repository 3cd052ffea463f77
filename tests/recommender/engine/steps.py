"""How far a list jumps."""

import numpy as np
from numpy.typing import NDArray


def mean_step(energy: NDArray[np.float32]) -> float:
    """The mean absolute change of energy from song to song; 0 for fewer than two songs."""
    return float(np.abs(np.diff(energy)).mean()) if len(energy) > 1 else 0.0
