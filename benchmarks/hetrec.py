"""Measure the engines on the fixed split of Last.fm HetRec, beside the published baselines.

    python -m benchmarks.hetrec ../shared/data/music/lastfm_hetrec

Trains on train.jsonl.gz alone and continues the 500 test lists, from songs and tags and from tags
alone. The given halves of the questions may be trained on too, by the split's rules; they are
not, because a half list teaches ALS that its other half is not wanted (.470 instead of .485).
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from recommender.engine.als import AlsConfig, AlsEngine
from recommender.engine.base import Engine, Query
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.metrics import mrr, ndcg, recall
from recommender.engine.mixer import fuse
from recommender.engine.popular import PopularEngine
from recommender.engine.tag2vec import Tag2VecEngine
from recommender.engine.tag2vec_fit import Tag2VecConfig

DEPTH = 100


def records(path: Path) -> Iterator[dict]:
    """One list a line: {id, songs, tags}."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def song_number(name: str) -> int:
    """The number in "a123"."""
    return int(name[1:])


def corpus_of(rows: list[dict]) -> Corpus:
    """A corpus of lists alone: no moods, no tags of songs."""
    lists = [
        PlaylistRow(tuple(map(song_number, row["songs"])), tuple(row["tags"]), "hetrec")
        for row in rows
    ]
    ids = np.unique(np.concatenate([np.array(one.songs, dtype=np.int64) for one in lists]))
    flat = np.zeros(len(ids), dtype=np.float32)
    even = np.full((len(ids), 6), 1 / 6, dtype=np.float32)
    none = csr_matrix((len(ids), 0), dtype=np.float32)
    return Corpus(ids, (), none, even, flat, flat, flat, flat, lists)


def figures(rank, questions: list[dict], answers: list[dict], with_songs: bool) -> dict:
    """Macro-averages of a ranking function over the test lists."""
    rows = []
    for question, answer in zip(questions, answers, strict=True):
        given = tuple(map(song_number, question["songs"]))
        hidden = set(map(song_number, answer["songs"]))
        query = Query(seeds=given if with_songs else (), tags=dict.fromkeys(question["tags"], 1.0))
        ranked = rank(query, given).tolist()
        rows.append(
            (ndcg(ranked, hidden), recall(ranked, hidden, 10), recall(ranked, hidden, 50),
             mrr(ranked, hidden))
        )  # fmt: skip
    means = np.mean(rows, axis=0)
    return dict(zip(("ndcg@100", "recall@10", "recall@50", "mrr"), means.round(4), strict=True))


def of_engine(engine: Engine):
    """Ranking function of one engine."""
    return lambda query, given: engine.rank(query, DEPTH, given)[0]


def of_mix(engines: dict[str, Engine], weights: dict[str, float]):
    """Ranking function of the weighted reciprocal-rank fusion, before filters and order."""

    def rank(query: Query, given: tuple[int, ...]):
        rankings = {name: one.rank(query, 1000, given) for name, one in engines.items()}
        return fuse(rankings, weights).song_ids[:DEPTH]

    return rank


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--window", type=int, default=10)
    parser.add_argument("--negative", type=int, default=5)
    parser.add_argument("--tag-share", type=float, default=0.2)
    parser.add_argument("--size", type=int, default=128)
    return parser.parse_args()


def main() -> None:
    """Train, measure, print one line of JSON for each method."""
    given = options()
    questions = list(records(given.directory / "test_questions.jsonl.gz"))
    answers = list(records(given.directory / "test_answers.jsonl.gz"))
    corpus = corpus_of(list(records(given.directory / "train.jsonl.gz")))
    tag2vec = Tag2VecConfig(
        size=given.size, epochs=given.epochs, window=given.window,
        negative=given.negative, tag_share=given.tag_share,
    )  # fmt: skip
    engines: dict[str, Engine] = {}
    for kind, config in ((PopularEngine, None), (AlsEngine, AlsConfig()), (Tag2VecEngine, tag2vec)):
        started = time.perf_counter()
        engines[kind.name] = kind.fit(corpus, config)
        report(kind.name, "training", {"seconds": round(time.perf_counter() - started, 1)})
        for with_songs, asked in ((True, "songs and tags"), (False, "tags only")):
            found = figures(of_engine(engines[kind.name]), questions, answers, with_songs)
            report(kind.name, asked, found)
    for weights in ({"als": 1.0, "tag2vec": 0.25}, {"als": 1.0, "tag2vec": 1.0}):
        found = figures(of_mix(engines, weights), questions, answers, True)
        report(f"mix {weights}", "songs and tags", found)


def report(method: str, what: str, found: dict) -> None:
    """Print one line."""
    print(json.dumps({"method": method, "query": what, **found}), flush=True)


if __name__ == "__main__":
    main()
