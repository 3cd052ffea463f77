"""What is asked of the engines: a query, the songs it gives, and those that are hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.engine.base import Engine, Query
from recommender.engine.evaluation.figures import DEPTH
from recommender.engine.evaluation.split import ListRow, TagTask


@dataclass(frozen=True)
class Task:
    """One query, the songs that may not come again, and the songs to be found."""

    query: Query
    given: tuple[int, ...]
    hidden: frozenset[int]


def list_tasks(
    questions: Sequence[ListRow], answers: Sequence[ListRow], with_songs: bool
) -> list[Task]:
    """Continue lists from their given songs and tags, or from their tags alone."""
    return [
        Task(
            Query(seeds=row.songs if with_songs else (), tags=dict.fromkeys(row.tags, 1.0)),
            row.songs,
            frozenset(hidden.songs),
        )
        for row, hidden in zip(questions, answers, strict=True)
    ]


def tag_tasks(tasks: Sequence[TagTask]) -> list[Task]:
    """Find more songs for a tag, from the tag and the songs that are known to carry it."""
    return [
        Task(Query(seeds=task.given, tags={task.tag: 1.0}), task.given, frozenset(task.answers))
        for task in tasks
    ]


def ranked_by(engine: Engine, tasks: Sequence[Task]) -> list[NDArray[np.int64]]:
    """The first DEPTH songs of an engine for every task, without those given."""
    return [engine.rank(task.query, DEPTH, task.given)[0] for task in tasks]


def hidden_of(tasks: Sequence[Task]) -> list[frozenset[int]]:
    """What is to be found, task by task."""
    return [task.hidden for task in tasks]
