"""Search an engine's settings on lists that were carved out, one dial after the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from recommender.engine.base import Engine
from recommender.engine.corpus import Corpus
from recommender.engine.kinds import ENGINES

# What an engine is worth on the lists that were carved out: higher is better.
Judge = Callable[[Engine], float]


@dataclass(frozen=True)
class Dial:
    """A setting and the values that are tried beside the one that it has.

    ratio: the values are factors on what it is. scoring: it changes how a trained model is
    asked, and needs no training of its own.
    """

    field: str
    values: tuple[float, ...]
    ratio: bool = False
    scoring: bool = False

    def turned(self, config: Any, value: float) -> Any:
        """The settings with this dial at a value."""
        if self.ratio:
            value *= getattr(config, self.field)
        return replace(config, **{self.field: value})


# The values are spread so widely that the best one differs from set to set. Training tag2vec
# again for every trial would take longer than all the rest, so that only its scoring is searched.
DIALS: Mapping[str, tuple[Dial, ...]] = MappingProxyType(
    {
        "als": (
            Dial("rarity", (0.2, 0.0, 0.6)),
            Dial("regularization", (0.25, 0.5, 2.0), ratio=True),
            Dial("alpha", (0.5, 2.0), ratio=True),
            Dial("tag_pull", (0.0, 1.0), scoring=True),
        ),
        "neighbours": (Dial("rarity", (0.0, 0.4)), Dial("ridge", (0.5, 2.0), ratio=True)),
        "tag2vec": (
            Dial("tag_share", (0.0, 0.1, 0.5), scoring=True),
            Dial("prior", (0.5, 1.0), scoring=True),
        ),
    }
)


def search(name: str, corpus: Corpus, start: Any, judge: Judge) -> tuple[Any, Engine, float]:
    """Return the best settings found for one engine, the engine trained with them, its worth.

    From `start` on, each dial in turn takes the value that is best while the others stay.
    """
    config, engine = start, ENGINES[name].fit(corpus, start)
    reached = judge(engine)
    for dial in DIALS.get(name, ()):
        stands = config
        for value in dial.values:
            trial = dial.turned(stands, value)
            other = _tried(name, corpus, trial, engine if dial.scoring else None)
            worth = judge(other)
            if worth > reached:
                config, engine, reached = trial, other, worth
    return config, engine, reached


def _tried(name: str, corpus: Corpus, config: Any, trained: Engine | None) -> Engine:
    """An engine with these settings: trained, or only asked otherwise than before."""
    if trained is None:
        return ENGINES[name].fit(corpus, config)
    rescored: Engine = trained.scored_by(config)  # type: ignore[attr-defined]
    return rescored


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
