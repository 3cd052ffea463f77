"""How well tracks are ranked for each mood tag: the figures of MTG-Jamendo's own evaluation."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from recommender.engine.metrics import ndcg
from recommender.engine.tag_prediction.tracks import Matrix

Scores = NDArray[np.float64]


def roc_auc(scores: Scores, wanted: NDArray[np.bool_]) -> float:
    """Chance that a wanted track scores above an unwanted one; a tie counts half.

    ValueError unless there are both.
    """
    hits, misses = int(wanted.sum()), int((~wanted).sum())
    if not hits or not misses:
        raise ValueError("ROC-AUC needs tracks with and without the tag")
    ranks = rankdata(scores)[wanted].sum()
    return float((ranks - hits * (hits + 1) / 2) / (hits * misses))


def pr_auc(scores: Scores, wanted: NDArray[np.bool_]) -> float:
    """Average precision: the precision at each threshold, weighted by the recall it adds.

    Tracks of one score pass the threshold together, so their order cannot matter. ValueError if
    nothing is wanted.
    """
    if not wanted.any():
        raise ValueError("PR-AUC needs a track with the tag")
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(wanted[order])
    last_of_equals = np.append(ranked[1:] != ranked[:-1], True)
    precision = (hits / np.arange(1, len(hits) + 1))[last_of_equals]
    recall = hits[last_of_equals] / hits[-1]
    return float((precision * np.diff(recall, prepend=0)).sum())


def of_each_tag(
    scores: Matrix, moods: Matrix, names: tuple[str, ...]
) -> dict[str, dict[str, float]]:
    """ROC-AUC, PR-AUC and nDCG@100 of each mood tag that some but not all tracks have."""
    found = {}
    for name, column, truth in zip(names, scores.T, moods.T, strict=True):
        wanted = truth > 0
        if wanted.any() and not wanted.all():
            ranked = np.argsort(-column, kind="stable").tolist()
            found[name] = {
                "roc_auc": roc_auc(column, wanted),
                "pr_auc": pr_auc(column, wanted),
                "ndcg@100": ndcg(ranked, np.flatnonzero(wanted).tolist()),
            }
    return found


def macro(each: dict[str, dict[str, float]]) -> dict[str, float]:
    """The mean of each figure over the tags, to four places; ValueError without any tag."""
    if not each:
        raise ValueError("no mood tag is on some but not all of the tracks")
    figures = next(iter(each.values()))
    return {
        figure: round(float(np.mean([one[figure] for one in each.values()])), 4)
        for figure in figures
    }
