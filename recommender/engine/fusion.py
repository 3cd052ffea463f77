"""How much an engine's ranking gives to each song: by place, or by score."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Ranking

Fusion = Literal["places", "scores"]
FUSIONS: tuple[Fusion, ...] = get_args(Fusion)

# Reciprocal-rank fusion's constant: Cormack, Clarke and Buettcher, "Reciprocal rank fusion
# outperforms Condorcet and individual rank learning methods", SIGIR 2009. Theirs is for 1,000
# results; in a catalogue of sixty it would make the first place worth only twice the last.
RRF_K = 60
SMALLEST_K = 10

TRACE = 1e-3


def constant(candidates: int) -> float:
    """k for so many candidates: a quarter of them, within SMALLEST_K..RRF_K."""
    return float(np.clip(candidates / 4, SMALLEST_K, RRF_K))


def gains(ranking: Ranking, candidates: int, fusion: Fusion) -> NDArray[np.float64]:
    """What each song of a ranking gets, at least 0; `candidates` are those of all engines.

    places: 1 / (k + place) - 1 / (k + candidates + 1): a song that an engine does not rank counts
    as its last. Songs that an engine scores alike share a place.
    scores: what a score is above the ranking's last, in units of the root mean square of that,
    times half of what the first place would get, so that weights mean the same in both. A trace
    of the place is added, so that the last song, or songs that are all scored alike, get some.
    """
    _, scores = ranking
    k = constant(candidates)
    last = 1 / (k + candidates + 1)
    by_place: NDArray[np.float64] = 1 / (k + places_of(scores)) - last
    if fusion == "places" or len(scores) == 0:
        return by_place
    above = scores.astype(np.float64) - float(scores.min())
    spread = float(np.sqrt((above**2).mean()))
    if spread == 0:
        return by_place
    by_score: NDArray[np.float64] = above / spread * (1 / (k + 1) - last) / 2
    return by_score + TRACE * by_place


def places_of(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Places 1.. of scores that fall; equal scores share the mean of their places.

    Otherwise the order of ids would speak where an engine says nothing: of sixty songs, the four
    with a tag are first, and the others are all as far behind.
    """
    _, group, sizes = np.unique(-scores, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    means: NDArray[np.float64] = (2 * last - sizes + 1) / 2
    return means[group]
