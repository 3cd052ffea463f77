"""The figures of a set of rankings against what was hidden, and what accuracy does not show.

Accuracy: nDCG@100 as Kakao Arena counts it, recall at 10 and 50, MRR within 100, each a mean over
the lists. Beyond: P. Castells, N. Hurley, S. Vargas, "Novelty and diversity in recommender
systems", in Recommender Systems Handbook, 2022.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.metrics import mrr, ndcg, recall

# So many songs of every ranking are looked at.
DEPTH = 100

# Similarity within a list and novelty are of what a listener sees of it.
HEAD = 10

Ranked = Sequence[NDArray[np.int64]]


def accuracy(
    ranked: Ranked, answers: Sequence[Collection[int]], catalogue: int
) -> dict[str, float | int]:
    """Means over the lists; coverage: share of `catalogue` songs that come in any ranking."""
    rows = [
        (ndcg(ids, hidden, DEPTH), recall(ids, hidden, 10), recall(ids, hidden, 50),
         mrr(ids, hidden, DEPTH))
        for ids, hidden in zip((one.tolist() for one in ranked), answers, strict=True)
    ]  # fmt: skip
    means = np.array(rows).reshape(-1, 4).mean(axis=0) if rows else np.zeros(4)
    names = ("ndcg@100", "recall@10", "recall@50", "mrr")
    found: dict[str, float | int] = {
        name: round(float(mean), 4) for name, mean in zip(names, means, strict=True)
    }
    found["coverage"] = round(len(_counts(ranked, DEPTH)) / max(catalogue, 1), 4)
    return {**found, "n": len(rows)}


def beyond(ranked: Ranked, corpus: Corpus) -> dict[str, float]:
    """What accuracy does not show of these rankings.

    gini: how unevenly the first 100 places fall on the catalogue (0 even, 1 all on one song).
    intra_list_similarity: mean cosine of two songs of a list's first 10, by the training lists
    that they are in. novelty: mean -log2 of the share of training lists that hold the song, in
    bits, of the first 10; a song in no list counts as in one.
    """
    lists = _lists(corpus)
    popularity = np.asarray(lists.sum(axis=0)).reshape(-1)
    heads = [rows_of(corpus.song_ids, ids[:HEAD]) for ids in ranked]
    heads = [rows[rows >= 0] for rows in heads]
    share = np.maximum(popularity, 1) / max(lists.shape[0], 1)
    novelty = [float(-np.log2(share[rows]).mean()) for rows in heads if len(rows)]
    alike = [_similarity(lists, rows) for rows in heads if len(rows) > 1]
    return {
        "gini": round(gini(_counts(ranked, DEPTH), len(corpus.song_ids)), 4),
        "intra_list_similarity": round(float(np.mean(alike)) if alike else 0.0, 4),
        "novelty": round(float(np.mean(novelty)) if novelty else 0.0, 4),
    }


def gini(counts: Mapping[int, int], catalogue: int) -> float:
    """Gini coefficient of how often each of `catalogue` songs comes; those in no list count 0."""
    values = np.zeros(max(catalogue, len(counts)))
    values[: len(counts)] = sorted(counts.values(), reverse=True)
    total = values.sum()
    if total == 0:
        return 0.0
    places = np.arange(1, len(values) + 1)
    falling = float((places * values).sum() / total)
    return float((len(values) + 1 - 2 * falling) / len(values))


def _counts(ranked: Ranked, depth: int) -> dict[int, int]:
    if not ranked:
        return {}
    ids, counts = np.unique(np.concatenate([one[:depth] for one in ranked]), return_counts=True)
    return dict(zip(ids.tolist(), counts.tolist(), strict=True))


def _lists(corpus: Corpus) -> Any:
    """Lists by songs, 1 where the song is in the list, as columns."""
    from scipy.sparse import csc_matrix

    rows = [corpus.rows(one.songs) for one in corpus.playlists]
    places = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
    columns = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    shape = (len(rows), len(corpus.song_ids))
    matrix = csc_matrix((np.ones(len(columns), dtype=np.float32), (places, columns)), shape=shape)
    matrix.data[:] = 1
    return matrix


def _similarity(lists: Any, rows: NDArray[np.int64]) -> float:
    columns = lists[:, rows]
    together = np.asarray((columns.T @ columns).todense(), dtype=np.float64)
    norms = np.sqrt(np.maximum(np.diag(together), 1e-12))
    cosine = together / np.outer(norms, norms)
    n = len(rows)
    return float((cosine.sum() - np.trace(cosine)) / (n * (n - 1)))
