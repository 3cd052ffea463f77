"""Choose songs that fit and are not all alike: maximal marginal relevance.

J. Carbonell, J. Goldstein, "The use of MMR, diversity-based reranking for reordering documents and
producing summaries", SIGIR 1998. What each share costs in nDCG is in docs/models/recommender.md.
"""

import numpy as np
from numpy.typing import NDArray

# So many candidates are looked at for every song of the list.
POOL_A_SONG = 4


def diversify(
    scores: NDArray[np.float64], vectors: NDArray[np.float32], n: int, share: float
) -> list[int]:
    """Return positions of at most `n` candidates, the one with the best score first.

    Each next one has the highest (1 - share) x score - share x likeness, where scores are scaled
    to 0..1 and likeness is the highest cosine to what was chosen before. scores (m,) fall;
    vectors (m, d) may be of any length; share 0 keeps the order, 1 looks at likeness alone.
    ValueError for a share outside 0..1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share is from 0 to 1, not {share}")
    count = min(n, len(scores))
    if share == 0 or count == 0:
        return list(range(count))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    spread = float(scores[0] - scores[-1])
    worth = (1 - share) * (scores - scores[-1]) / (spread if spread > 0 else 1.0)
    chosen = [0]
    nearest = unit @ unit[0]
    left = np.ones(len(scores), dtype=bool)
    left[0] = False
    while len(chosen) < count:
        following = int(np.where(left, worth - share * nearest, -np.inf).argmax())
        chosen.append(following)
        left[following] = False
        nearest = np.maximum(nearest, unit @ unit[following])
    return chosen
