"""Find the fusion and the weights with which the mix is best on lists that were held out.

The measure itself (nDCG@100) is climbed, one weight at a time. What is learned is used only if it
holds on examples that it was not learned on: in each of FOLDS parts the weights of the other parts
must beat the best single engine of the other parts by MARGIN on the whole, or that engine stands
alone. So no engine can make the mix worse than its best part, as far as the examples can tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Ranking
from recommender.engine.fusion import FUSIONS, Fusion, gains
from recommender.engine.mixes import FLOOR, FLOOR_ENGINE, KindMix

FOLDS = 4
MARGIN = 0.0

# Weights are tried in these ratios to what they are, then finer.
STEPS = (4.0, 2.0, 1.4, 1.15)
# A weight that was nothing starts at these shares of the heaviest one.
STARTS = (0.1, 0.3, 1.0)
# Less than this share of all weight is not worth asking an engine.
LEAST = 0.01
MOST_SONGS = 100

Weights = dict[str, float]


@dataclass(frozen=True)
class Example:
    """What every engine ranked for one query, and the songs that were to be found.

    group: the list that it is of; examples of one list are never on both sides of a fold.
    given: how many songs the query gave.
    """

    rankings: Mapping[str, Ranking]
    hidden: frozenset[int]
    group: int = 0
    given: int = 0


@dataclass(frozen=True)
class Learned:
    """A fusion with its weights, summing to 1, and what it reached.

    score: nDCG of weights on examples that they were not learned on. best: the best engine alone
    on the same. alone: every engine alone, on all examples.
    """

    fusion: Fusion
    weights: Weights
    score: float
    best: float
    alone: Mapping[str, float]
    examples: int


class Stack:
    """Examples as arrays, for one fusion: gains (examples, candidates, engines), and the hits."""

    def __init__(self, examples: Sequence[Example], names: Sequence[str], fusion: Fusion) -> None:
        self.names = tuple(names)
        self.floor = FLOOR * np.array([name == FLOOR_ENGINE for name in names], dtype=np.float64)
        parts = [_one(example, self.names, fusion) for example in examples]
        widest = max((len(hit) for _, hit in parts), default=0)
        self.gains = np.zeros((len(parts), widest, len(self.names)), dtype=np.float32)
        self.hits = np.zeros((len(parts), widest), dtype=bool)
        for place, (gain, hit) in enumerate(parts):
            self.gains[place, : len(hit)] = gain
            self.hits[place, : len(hit)] = hit
        discount = 1 / np.log2(np.arange(2, MOST_SONGS + 2))
        ideal = np.concatenate([[np.inf], np.cumsum(discount)])
        counts = [min(len(example.hidden), MOST_SONGS) for example in examples]
        self.discount, self.ideal = discount, ideal[counts]

    def scores(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """nDCG of each example under these weights, with the floor that every mix has."""
        floored = np.maximum(weights, self.floor * weights.sum())
        mixed = self.gains @ floored.astype(np.float32)
        depth = min(MOST_SONGS, mixed.shape[1])
        if depth == 0:
            return np.zeros(len(mixed))
        if depth < mixed.shape[1]:
            heads = np.argpartition(-mixed, depth - 1, axis=1)[:, :depth]
        else:
            heads = np.broadcast_to(np.arange(depth), mixed.shape)
        values = np.take_along_axis(mixed, heads, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        hits = np.take_along_axis(self.hits, np.take_along_axis(heads, order, axis=1), axis=1)
        # What no engine gave anything is not in the list at all.
        hits &= np.take_along_axis(values, order, axis=1) > 0
        found: NDArray[np.float64] = (hits * self.discount[:depth]).sum(axis=1) / self.ideal
        return found


def learn(examples: Sequence[Example]) -> Learned | None:
    """Return the best fusion and weights for these examples; None if there is nothing to learn."""
    names = sorted(
        {name for one in examples for name, (ids, _) in one.rankings.items() if len(ids)}
    )
    if len({example.group for example in examples}) < 2 * FOLDS or not names:
        return None
    stacks = {fusion: Stack(examples, names, fusion) for fusion in FUSIONS}
    fold = folds(examples)
    best, single = _held_out_single(stacks["places"], fold)
    tried = {fusion: _held_out(stack, fold) for fusion, stack in stacks.items()}
    fusion = max(FUSIONS, key=lambda one: tried[one])
    if tried[fusion] <= best + MARGIN:
        fusion, weights, score = "places", {names[single]: 1.0}, best
    else:
        weights, score = _named(climb(stacks[fusion], slice(None)), names), tried[fusion]
    alone = {
        name: float(stacks["places"].scores(row).mean())
        for name, row in zip(names, np.eye(len(names)), strict=True)
    }
    return Learned(fusion, weights, score, best, alone, len(examples))


def folds(examples: Sequence[Example]) -> NDArray[np.int64]:
    """The part that each example belongs to, by its list."""
    return np.array([example.group for example in examples], dtype=np.int64) % FOLDS


def climb(stack: Stack, at: slice | NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights that no single step makes better on the examples `at`, from the best engine on."""
    part = _part(stack, at)
    alone = [float(part.scores(row).mean()) for row in np.eye(len(stack.names))]
    weights = np.eye(len(stack.names))[int(np.argmax(alone))]
    reached = max(alone)
    for step in STEPS:
        moved = True
        while moved:
            moved = False
            for place in range(len(weights)):
                for trial in _trials(weights, place, step):
                    score = float(part.scores(trial).mean())
                    if score > reached + 1e-6:
                        weights, reached, moved = trial, score, True
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def _trials(weights: NDArray[np.float64], place: int, step: float) -> list[NDArray[np.float64]]:
    """The weights with one of them raised, lowered, or dropped; or brought in, if it is 0."""
    if weights[place] == 0:
        values = [start * float(weights.max()) for start in STARTS]
    else:
        values = [float(weights[place]) * step, float(weights[place]) / step, 0.0]
    trials = []
    for value in values:
        trial = weights.copy()
        trial[place] = value
        if trial.sum() > 0:
            trials.append(trial)
    return trials


def _held_out(stack: Stack, fold: NDArray[np.int64]) -> float:
    """Mean nDCG of each fold under the weights of the others."""
    scores = [stack.scores(climb(stack, fold != one))[fold == one] for one in range(FOLDS)]
    return float(np.concatenate(scores).mean())


def _held_out_single(stack: Stack, fold: NDArray[np.int64]) -> tuple[float, int]:
    """Mean nDCG of each fold under the best engine of the others; and the best of all."""
    alone = np.stack([stack.scores(row) for row in np.eye(len(stack.names))])
    chosen = [int(alone[:, fold != one].mean(axis=1).argmax()) for one in range(FOLDS)]
    scores = np.concatenate([alone[chosen[one], fold == one] for one in range(FOLDS)])
    return float(scores.mean()), int(alone.mean(axis=1).argmax())


def _part(stack: Stack, at: slice | NDArray[np.bool_]) -> Stack:
    part = object.__new__(Stack)
    part.names, part.discount, part.floor = stack.names, stack.discount, stack.floor
    part.gains, part.hits, part.ideal = stack.gains[at], stack.hits[at], stack.ideal[at]
    return part


def _named(weights: NDArray[np.float64], names: Sequence[str]) -> Weights:
    """Weights by name without those that hardly count, summing to 1."""
    kept = {name: float(w) for name, w in zip(names, weights, strict=True) if w >= LEAST}
    total = sum(kept.values())
    return {name: round(weight / total, 4) for name, weight in kept.items()}


def _one(
    example: Example, names: Sequence[str], fusion: Fusion
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Gains (candidates, engines) of one example, in the order of ids, and which are hidden."""
    ids = np.unique(
        np.concatenate([example.rankings[n][0] for n in names if n in example.rankings])
    )
    found = np.zeros((len(ids), len(names)))
    for column, name in enumerate(names):
        if name in example.rankings:
            ranking = example.rankings[name]
            found[np.searchsorted(ids, ranking[0]), column] = gains(ranking, len(ids), fusion)
    return found, np.isin(ids, list(example.hidden))


def learned_mix(learned: Learned) -> KindMix:
    """What was learned as the mix of one kind, with the figures that tell why."""
    figures = {
        "held_out_mix": round(learned.score, 4),
        "held_out_best": round(learned.best, 4),
        "alone": {name: round(score, 4) for name, score in learned.alone.items()},
        "examples": learned.examples,
    }
    return KindMix(learned.fusion, learned.weights, figures)
