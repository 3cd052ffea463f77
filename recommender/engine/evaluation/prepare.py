"""Learn settings and mix on a carved-out part, then train the engines on the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.engine.base import Engine, Progress
from recommender.engine.corpus import Corpus
from recommender.engine.evaluation.carving import carve_tags
from recommender.engine.evaluation.corpora import list_corpus, tag_corpus
from recommender.engine.evaluation.split import Split
from recommender.engine.evaluation.tasks import Task, tag_tasks
from recommender.engine.kinds import ENGINES, TRAINED, config_for
from recommender.engine.learning.carve import DEPTH, Halved, carve, example, examples
from recommender.engine.learning.learn import Example, learn, learned_mix
from recommender.engine.learning.search import mean, search
from recommender.engine.metrics import ndcg
from recommender.engine.mixes import KindMix, Mix

SEED = 20261121

# The queries that the lists of a split can make; nobody knows their songs' moods.
LIST_KINDS = ("songs", "tags", "songs+tags")


@dataclass(frozen=True)
class Prepared:
    """Engines trained on the whole, their settings, the mix, and the examples it comes from."""

    corpus: Corpus
    engines: Mapping[str, Engine]
    settings: Mapping[str, Any]
    mix: Mix
    examples: Mapping[str, Sequence[Example]]


def prepare_lists(split: Split, progress: Progress) -> Prepared:
    """Learn from the lists of a split."""
    corpus = list_corpus(split.train)
    rest, halves = carve(corpus, SEED)

    def judge(engine: Engine) -> float:
        return _worth(engine, rest, halves)

    settings, trial = _searched(rest, config_for(corpus), judge, progress)
    found = examples(rest, halves, trial, LIST_KINDS)
    return _prepared(corpus, settings, found, progress)


def prepare_tags(split: Split, progress: Progress) -> Prepared:
    """Learn from the lists and the tagged songs of a split."""
    corpus = tag_corpus(split, split.song_tags)
    triples, carved = carve_tags(split.song_tags, split.tag_tasks, SEED)
    rest, asked = tag_corpus(split, triples), tag_tasks(carved)

    def judge(engine: Engine) -> float:
        return mean([_ndcg(engine, task) for task in asked])

    settings, trial = _searched(rest, config_for(corpus), judge, progress)
    found = [
        example(trial, task.query, task.given, task.hidden, place)
        for place, task in enumerate(asked)
    ]
    return _prepared(corpus, settings, {"songs+tags": found}, progress)


def _prepared(
    corpus: Corpus,
    settings: Mapping[str, Any],
    found: Mapping[str, Sequence[Example]],
    progress: Progress,
) -> Prepared:
    kinds: dict[str, KindMix] = {}
    for kind, of_kind in found.items():
        progress(0.6, f"learning the mix of {kind}")
        learned = learn(of_kind)
        if learned is not None:
            kinds[kind] = learned_mix(learned)
    engines: dict[str, Engine] = {}
    for name in TRAINED:
        progress(0.8, f"training {name} on the whole")
        engines[name] = ENGINES[name].fit(corpus, settings[name])
    return Prepared(corpus, engines, settings, Mix(kinds), found)


def _searched(
    rest: Corpus, start: Any, judge: Any, progress: Progress
) -> tuple[dict[str, Any], dict[str, Engine]]:
    settings: dict[str, Any] = {}
    trial: dict[str, Engine] = {}
    for place, name in enumerate(TRAINED):
        progress(0.5 * place / len(TRAINED), f"searching the settings of {name}")
        settings[name], trial[name], _ = search(name, rest, getattr(start, name), judge)
    return settings, trial


def _worth(engine: Engine, corpus: Corpus, halves: Sequence[Halved]) -> float:
    """Mean nDCG over lists asked for by songs and tags, plus that by tags alone."""
    found = examples(corpus, halves, {engine.name: engine}, ("songs+tags", "tags"))
    return sum(
        mean([ndcg(one.rankings[engine.name][0].tolist(), one.hidden) for one in of_kind])
        for of_kind in found.values()
    )


def _ndcg(engine: Engine, task: Task) -> float:
    return ndcg(engine.rank(task.query, DEPTH, task.given)[0].tolist(), task.hidden)
