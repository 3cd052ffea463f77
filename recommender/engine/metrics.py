"""How good a ranking is against the songs that were hidden."""

from collections.abc import Collection, Sequence

import numpy as np


def ndcg(ranked: Sequence[int], answers: Collection[int], k: int = 100) -> float:
    """Normalised discounted cumulative gain, exactly as Kakao Arena's evaluate.py counts it.

    Binary gain, discount 1 / log(place + 1), ideal over min(|answers|, k); the base of the
    logarithm cancels. 0 without answers. Source: kakao-arena/melon-playlist-continuation.
    """
    wanted = set(answers)
    if not wanted:
        return 0.0
    discount = 1 / np.log2(np.arange(2, k + 2))
    hits = np.array([song in wanted for song in ranked[:k]], dtype=bool)
    return float(discount[: len(hits)][hits].sum() / discount[: min(len(wanted), k)].sum())


def recall(ranked: Sequence[int], answers: Collection[int], k: int) -> float:
    """Share of the answers among the first k; 0 without answers."""
    wanted = set(answers)
    return len(wanted & set(ranked[:k])) / len(wanted) if wanted else 0.0


def mrr(ranked: Sequence[int], answers: Collection[int], k: int = 100) -> float:
    """1 / place of the first answer within the first k, 0 if there is none."""
    wanted = set(answers)
    for place, song in enumerate(ranked[:k], start=1):
        if song in wanted:
            return 1 / place
    return 0.0


def hit_rate(ranked: Sequence[int], answers: Collection[int], k: int) -> float:
    """1 if any answer is among the first k, else 0."""
    return float(not set(answers).isdisjoint(ranked[:k]))


def chance(candidates: int, k: int) -> dict[str, float]:
    """What a random order of `candidates` songs reaches in expectation, for one hidden song."""
    places = np.arange(1, min(candidates, k) + 1)
    if not len(places):
        return {"hit_rate": 0.0, "mrr": 0.0, "ndcg": 0.0}
    return {
        "hit_rate": len(places) / candidates,
        "mrr": float((1 / places).sum() / candidates),
        "ndcg": float((1 / np.log2(places + 1)).sum() / candidates),
    }
