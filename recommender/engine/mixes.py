"""What was learned about mixing: a fusion and weights for each kind of query."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from recommender.engine.artefacts import ArtefactDamaged, Meta, Origin, read_meta, seal
from recommender.engine.base import NOTHING, Query
from recommender.engine.fusion import FUSIONS, Fusion
from recommender.engine.weights import DEFAULT_WEIGHTS, WORDS_SHARE

NAME = "mix"

# What a query gives: songs (seeds), tags, both, or a mood.
KINDS = ("songs", "tags", "songs+tags", "mood")

# What the listener liked before says a little beside what they ask for now.
LIKES_SHARE = 0.3

# What is popular always counts this share: too little to be heard beside others, and what is left
# where all of them are silent (tags that nobody used before).
FLOOR_ENGINE = "popular"
FLOOR = 0.001

# The engine that answers a text: it gets its share of the mix beside whatever else was asked for.
WORDS_ENGINE = "lyrics"

# Names in the weights that are no engines: nobody trains them, and nothing is learned of them.
STEERING = ("aim",)


def kinds_of(query: Query) -> dict[str, float]:
    """The kinds that a query is of, with their shares, summing to 1; empty if it gives nothing.

    A mood beside songs or tags counts half: in the lists that weights are learned from, the mood
    is that of the songs, so that they cannot tell what a listener means who asks for another.
    """
    given = [name for name, value in (("songs", query.seeds), ("tags", query.tags)) if value]
    asked = (["+".join(given)] if given else []) + (["mood"] if query.mood is not None else [])
    shares = {kind: 1 / len(asked) for kind in asked}
    if query.likes and not query.seeds:
        likes = LIKES_SHARE if shares else 1.0
        shares = {kind: (1 - likes) * share for kind, share in shares.items()}
        shares["songs"] = likes
    return shares


@dataclass(frozen=True)
class KindMix:
    """How one kind of query is mixed. `weights` of the engines sum to 1; `figures` tell why."""

    fusion: Fusion
    weights: Mapping[str, float]
    figures: Mapping[str, Any] = field(default_factory=dict)

    def leaning(self, factors: Mapping[str, float]) -> "KindMix":
        """The same with each engine's weight multiplied; they sum to what they did."""
        moved = {name: weight * factors.get(name, 1.0) for name, weight in self.weights.items()}
        before, after = sum(self.weights.values()), sum(moved.values())
        if after <= 0:
            return self
        weights = {name: weight * before / after for name, weight in moved.items()}
        return replace(self, weights=MappingProxyType(weights))

    def as_dict(self) -> dict[str, Any]:
        """Values that JSON can hold."""
        return {
            "fusion": self.fusion,
            "weights": dict(self.weights),
            "figures": dict(self.figures),
        }


@dataclass(frozen=True)
class Mix:
    """The learned mixes by kind; a kind that was not learned goes by the weights asked for."""

    kinds: Mapping[str, KindMix] = field(default_factory=dict)

    def for_query(
        self, query: Query, weights: Mapping[str, float]
    ) -> tuple[Fusion, dict[str, float]]:
        """The fusion and the weights for a query.

        `weights` are what the listener's answers and feedback made of DEFAULT_WEIGHTS: an engine
        that they doubled counts twice what was learned for it. Everything else in them ("aim",
        what stands beside the engines) counts as it is there, beside engines that together weigh
        what the default ones do. Where the query has a text, its engine gets WORDS_SHARE of the
        whole, times what the weights say of it (1 if nothing).
        """
        fusion, mixed = self._without_words(query, weights)
        return fusion, with_words(mixed, weights) if query.text else mixed

    def _without_words(
        self, query: Query, weights: Mapping[str, float]
    ) -> tuple[Fusion, dict[str, float]]:
        """The same for a query as if it had no text."""
        shares = kinds_of(query)
        if not shares or not set(shares) <= set(self.kinds):
            return "places", dict(weights)
        engines = {name: w for name, w in DEFAULT_WEIGHTS.items() if name not in STEERING}
        whole = sum(engines.values())
        mixed = {name: weight for name, weight in weights.items() if name not in engines}
        for kind, share in shares.items():
            learned = self.kinds[kind].weights
            floor = max(FLOOR, learned.get(FLOOR_ENGINE, 0.0))
            for name, weight in {**learned, FLOOR_ENGINE: floor}.items():
                factor = weights.get(name, engines.get(name, 1.0)) / engines.get(name, 1.0)
                mixed[name] = mixed.get(name, 0.0) + whole * share * weight * factor
        return self.kinds[next(iter(shares))].fusion, mixed

    def leaning(self, factors: Mapping[str, float]) -> "Mix":
        """This mix as one listener's feedback moves it: a factor (above 0) on each engine."""
        if not factors:
            return self
        return Mix({kind: mix.leaning(factors) for kind, mix in self.kinds.items()})

    def as_dict(self) -> dict[str, Any]:
        """Values that JSON can hold; `from_dict` reads them back."""
        return {kind: mix.as_dict() for kind, mix in self.kinds.items()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Mix":
        """Read what `as_dict` wrote; ValueError if it is anything else."""
        try:
            kinds = {str(kind): _kind_mix(value) for kind, value in values.items()}
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no mix: {error}") from error
        return cls(MappingProxyType(kinds))

    def save(
        self, directory: Path, version: str = "", metrics: Mapping[str, Any] = NOTHING
    ) -> Meta:
        """Write the mix and its JSON into an existing directory."""
        text = json.dumps(self.as_dict(), indent=1, sort_keys=True, allow_nan=False)
        (directory / f"{NAME}.json").write_text(text + "\n", encoding="utf-8")
        return seal(directory, Meta(NAME, Origin(), 0, version, "", dict(metrics)))

    @classmethod
    def load(cls, directory: Path) -> "Mix":
        """Read what `save` wrote; ArtefactMissing or ArtefactDamaged if that cannot be."""
        meta = read_meta(directory)
        if meta.name != NAME:
            raise ArtefactDamaged(f"this is {meta.name}, not {NAME}")
        try:
            return cls.from_dict(json.loads((directory / f"{NAME}.json").read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise ArtefactDamaged(f"{NAME}.json cannot be used: {error}") from error


NOT_LEARNED = Mix()


def with_words(mixed: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    """The weights with the engine of words among them: its share of what all engines weigh."""
    engines = [name for name in DEFAULT_WEIGHTS if name not in STEERING]
    whole = sum(mixed.get(name, 0.0) for name in engines)
    words = WORDS_SHARE * weights.get(WORDS_ENGINE, 1.0)
    cut = {name: weight * (1 - WORDS_SHARE) for name, weight in mixed.items() if name in engines}
    return {**mixed, **cut, WORDS_ENGINE: words * (whole or 1.0)}


def _kind_mix(value: Mapping[str, Any]) -> KindMix:
    weights = {str(name): float(weight) for name, weight in value["weights"].items()}
    if value["fusion"] not in FUSIONS or not weights:
        raise ValueError("a mix has a known fusion and at least one weight")
    if not all(np.isfinite(weight) and weight >= 0 for weight in weights.values()):
        raise ValueError("a weight is a finite number of at least 0")
    return KindMix(value["fusion"], MappingProxyType(weights), dict(value.get("figures", {})))
