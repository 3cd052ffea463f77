"""Train on a split, rank what it asks, and compare with what it hides."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Engine, Progress, quiet
from recommender.engine.corpus import Corpus
from recommender.engine.evaluation.corpora import list_corpus, tag_corpus
from recommender.engine.evaluation.figures import DEPTH, accuracy, beyond
from recommender.engine.evaluation.split import Split
from recommender.engine.evaluation.tasks import (
    Task,
    hidden_of,
    list_tasks,
    ranked_by,
    tag_tasks,
)
from recommender.engine.kinds import ENGINES, TRAINED, config_for
from recommender.engine.mixer import fuse
from recommender.engine.pipeline import depth
from recommender.engine.weights import DEFAULT_WEIGHTS

Report = dict[str, Any]
Ranked = list[NDArray[np.int64]]


def evaluate(split: Split, progress: Progress = quiet) -> Report:
    """Return the figures of every engine and of the mix, task by task."""
    corpus = list_corpus(split.train)
    engines = _trained(corpus)
    asked = {
        "songs_and_tags": list_tasks(split.questions, split.answers, True),
        "tags_only": list_tasks(split.questions, split.answers, False),
    }
    report: Report = {"engines": {name: {} for name in engines}, "mix": {}, "weights": {}}
    for task, tasks in asked.items():
        _judge(report, task, tasks, engines, corpus)
    if split.tag_tasks:
        _judge_tags(report, split)
    return report


def _judge_tags(report: Report, split: Split) -> None:
    corpus = tag_corpus(split, split.song_tags)
    engines = _trained(corpus)
    for name, of_mood in (("tag_to_items", False), ("tag_to_items_mood", True)):
        tasks = tag_tasks([one for one in split.tag_tasks if one.mood or not of_mood])
        _judge(report, name, tasks, engines, corpus)


def _trained(corpus: Corpus) -> dict[str, Engine]:
    config = config_for(corpus)
    return {name: ENGINES[name].fit(corpus, getattr(config, name)) for name in TRAINED}


def _judge(
    report: Report,
    name: str,
    tasks: Sequence[Task],
    engines: Mapping[str, Engine],
    corpus: Corpus,
) -> None:
    for engine in engines:
        ranked = ranked_by(engines[engine], tasks)
        report["engines"][engine][name] = accuracy(ranked, hidden_of(tasks), len(corpus.song_ids))
    started = time.perf_counter()
    ranked = [_mixed(engines, task) for task in tasks]
    spent = time.perf_counter() - started
    report["mix"][name] = {
        **accuracy(ranked, hidden_of(tasks), len(corpus.song_ids)),
        **beyond(ranked, corpus),
    }
    report.setdefault("ms_per_query", {})[name] = round(1000 * spent / max(len(tasks), 1), 2)


def _mixed(engines: Mapping[str, Engine], task: Task) -> NDArray[np.int64]:
    rankings = {
        name: engine.rank(task.query, depth(DEPTH), task.given) for name, engine in engines.items()
    }
    return fuse(rankings, DEFAULT_WEIGHTS).song_ids[:DEPTH]
