"""Train on a split, rank what it asks, and compare with what it hides."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from recommender.engine.als import AlsEngine
from recommender.engine.base import Progress, quiet
from recommender.engine.diversity import POOL_A_SONG, diversify
from recommender.engine.evaluation.figures import DEPTH, accuracy, beyond
from recommender.engine.evaluation.prepare import Prepared, prepare_lists, prepare_tags
from recommender.engine.evaluation.split import Split
from recommender.engine.evaluation.tasks import (
    Task,
    hidden_of,
    list_tasks,
    ranked_by,
    tag_tasks,
)
from recommender.engine.learning.carve import DEPTH as MIX_DEPTH
from recommender.engine.learning.learn import Example, learn, learned_mix
from recommender.engine.mixer import Fused, fuse
from recommender.engine.mixes import Mix, kinds_of
from recommender.engine.weights import DEFAULT_WEIGHTS

# Shares of diversity whose cost is shown; the site's is set in `Rules`.
SHARES = (0.0, 0.1, 0.2, 0.4)

Report = dict[str, Any]


def evaluate(split: Split, progress: Progress = quiet, ablate: bool = False) -> Report:
    """Return the figures of every engine and of the mix, task by task.

    Settings and mix are learned on a part of the training data; the answers are looked at once,
    for these figures. `ablate`: also the mix learned anew without each of the engines.
    """
    report: Report = {"engines": {}, "mix": {}, "weights": {}, "settings": {}, "ms_per_query": {}}
    if ablate:
        report["without"] = {}
    lists = prepare_lists(split, progress)
    of_lists = {
        "songs_and_tags": list_tasks(split.questions, split.answers, True),
        "tags_only": list_tasks(split.questions, split.answers, False),
    }
    _add(report, "lists", lists, of_lists)
    report["diversity"] = diversity(lists, of_lists["songs_and_tags"])
    if split.tag_tasks:
        tags = prepare_tags(split, progress)
        moods = [task for task in split.tag_tasks if task.mood]
        of_tags = {"tag_to_items": tag_tasks(split.tag_tasks)}
        if moods:
            of_tags["tag_to_items_mood"] = tag_tasks(moods)
        _add(report, "tags", tags, of_tags)
    spent = list(report["ms_per_query"].values())
    report["ms_per_query"] = {**report["ms_per_query"], "mean": round(float(np.mean(spent)), 2)}
    progress(1.0, "done")
    return report


def _add(report: Report, of: str, ready: Prepared, asked: Mapping[str, Sequence[Task]]) -> None:
    """Add the figures of some tasks, and what was learned for them."""
    report["weights"][of] = ready.mix.as_dict()
    report["settings"][of] = {name: asdict(one) for name, one in ready.settings.items()}
    songs = len(ready.corpus.song_ids)
    for name, tasks in asked.items():
        for engine in ready.engines.values():
            figures = accuracy(ranked_by(engine, tasks), hidden_of(tasks), songs)
            report["engines"].setdefault(engine.name, {})[name] = figures
        started = time.perf_counter()
        ranked = [mixed(ready, ready.mix, task) for task in tasks]
        spent = time.perf_counter() - started
        figures = accuracy(ranked, hidden_of(tasks), songs)
        report["mix"][name] = {**figures, **beyond(ranked, ready.corpus)}
        report["ms_per_query"][name] = round(1000 * spent / max(len(tasks), 1), 2)
        if "without" in report:
            _add_ablations(report, name, ready, tasks)


def mixed(ready: Prepared, mix: Mix, task: Task, leave_out: str = "") -> NDArray[np.int64]:
    """The first DEPTH songs of the mix, before any rule of the site."""
    return fused(ready, mix, task, leave_out).song_ids[:DEPTH]


def fused(ready: Prepared, mix: Mix, task: Task, leave_out: str = "") -> Fused:
    """All candidates of the mix; engines without a weight are not asked."""
    fusion, weights = mix.for_query(task.query, DEFAULT_WEIGHTS)
    rankings = {
        name: engine.rank(task.query, MIX_DEPTH, task.given)
        for name, engine in ready.engines.items()
        if weights.get(name, 0.0) > 0 and name != leave_out
    }
    return fuse(rankings, weights, fusion)


def diversity(ready: Prepared, tasks: Sequence[Task]) -> list[Report]:
    """What some shares of diversity cost in nDCG, and what they bring."""
    als = cast(AlsEngine, ready.engines[AlsEngine.name])
    pools = [fused(ready, ready.mix, task) for task in tasks]
    rows = []
    for share in SHARES:
        ranked = []
        for pool in pools:
            ids = pool.song_ids[: POOL_A_SONG * DEPTH]
            scores = pool.scores[: len(ids)]
            ranked.append(ids[diversify(scores, als.vectors_of(ids), DEPTH, share)])
        figures = accuracy(ranked, hidden_of(tasks), len(ready.corpus.song_ids))
        kept = {name: figures[name] for name in ("ndcg@100", "recall@10", "coverage")}
        rows.append({"share": share, **kept, **beyond(ranked, ready.corpus)})
    return rows


def _add_ablations(report: Report, name: str, ready: Prepared, tasks: Sequence[Task]) -> None:
    """nDCG@100 of the mix that is learned without each of the engines."""
    kinds = sorted({kind for task in tasks for kind in kinds_of(task.query)})
    for engine in ready.engines:
        learned = {kind: learn(_without(ready.examples[kind], engine)) for kind in kinds}
        mix = Mix({kind: learned_mix(one) for kind, one in learned.items() if one is not None})
        ranked = [mixed(ready, mix, task, engine) for task in tasks]
        figures = accuracy(ranked, hidden_of(tasks), len(ready.corpus.song_ids))
        report["without"].setdefault(engine, {})[name] = figures["ndcg@100"]


def _without(examples: Sequence[Example], engine: str) -> list[Example]:
    return [
        replace(one, rankings={name: r for name, r in one.rankings.items() if name != engine})
        for one in examples
    ]
