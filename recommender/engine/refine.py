"""What the answers of the questionnaire do to the next list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from emotion.moods import MOODS, Mood
from recommender.engine.aim import DIMENSIONS, Aim
from recommender.engine.base import Query
from recommender.engine.order import Finish
from recommender.engine.weights import DEFAULT_WEIGHTS

# How clearly a mood that an answer names is meant, when it gives the name alone.
NAMED_STRENGTH = 0.85

EFFECT_KEYS = (*DIMENSIONS, "tags", "mood", "blend", "weights")


@dataclass(frozen=True)
class Effects:
    """What one answer changes.

    valence, arousal, energy, familiar: how far the list should move from what is heard now, in
        the units of that dimension; 0 leaves it.
    tags: added to the query's tag weights; below 0 is "less of it".
    mood, blend: the mood to mix into the one asked for, and its share 0..1.
    weights: factor (at least 0) on an engine's weight.
    """

    valence: float = 0.0
    arousal: float = 0.0
    energy: float = 0.0
    familiar: float = 0.0
    tags: Mapping[str, float] = field(default_factory=dict)
    mood: Mood | None = None
    blend: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.blend <= 1:
            raise ValueError("blend must be from 0 to 1")
        if not all(-2 <= getattr(self, name) <= 2 for name in DIMENSIONS):
            raise ValueError("a move must be from -2 to 2")
        if not all(-1 <= weight <= 1 for weight in self.tags.values()):
            raise ValueError("a tag's weight must be from -1 to 1")
        if not all(0 <= factor <= 100 for factor in self.weights.values()):
            raise ValueError("an engine's factor must be from 0 to 100")
        object.__setattr__(self, "tags", MappingProxyType(dict(self.tags)))
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Effects":
        """Read effects as a curator writes them (docs/models/recommender.md).

        `mood` is a name or {mood: share}. ValueError names what is wrong.
        """
        unknown = sorted(set(values) - set(EFFECT_KEYS))
        if unknown:
            raise ValueError(f"unknown effects: {', '.join(unknown)}")
        mood = values.get("mood")
        try:
            return cls(
                **{name: float(values.get(name, 0.0)) for name in (*DIMENSIONS, "blend")},
                tags={str(slug): float(weight) for slug, weight in _items(values, "tags")},
                weights={str(name): float(factor) for name, factor in _items(values, "weights")},
                mood=None if mood is None else _mood(mood),
            )
        except TypeError as error:
            raise ValueError(f"an effect is not a number: {error}") from error

    @classmethod
    def from_parts(cls, parts: Iterable[tuple[str, str, float]]) -> "Effects":
        """Read effects that are kept as (kind, key, amount), as rows of a table are.

        kind: a dimension, "tag" (key: slug), "mood" (key: mood, amount: its share) or "weight"
        (key: engine, amount: factor). ValueError names what is wrong.
        """
        moves: dict[str, float] = {}
        tags: dict[str, float] = {}
        weights: dict[str, float] = {}
        moods: list[tuple[Mood, float]] = []
        for kind, key, amount in parts:
            if kind in DIMENSIONS:
                moves[kind] = moves.get(kind, 0.0) + amount
            elif kind == "tag":
                tags[key] = amount
            elif kind == "weight":
                weights[key] = amount
            elif kind == "mood":
                moods.append((Mood.of(key, NAMED_STRENGTH), amount))
            else:
                raise ValueError(f"unknown effect: {kind}")
        blend = sum(share for _, share in moods)
        mood = Mood.blend(moods) if blend > 0 else None
        return cls(**moves, tags=tags, weights=weights, mood=mood, blend=blend)


@dataclass(frozen=True)
class Target:
    """All that decides a list, but for the catalogue and the rules.

    query: what the engines are asked. aim: where the answers steer. weights: each engine's,
    "aim" among them. finish: where the energy of the list ends.
    """

    query: Query = field(default_factory=Query)
    aim: Aim = field(default_factory=Aim)
    weights: Mapping[str, float] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    finish: Finish = "any"

    def as_dict(self) -> dict[str, Any]:
        """Values that JSON can hold; `from_dict` reads them back."""
        return {
            "query": self.query.as_dict(),
            "aim": asdict(self.aim),
            "weights": dict(self.weights),
            "finish": self.finish,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Target":
        """Read what `as_dict` wrote."""
        return cls(
            query=Query.from_dict(values["query"]),
            aim=Aim(**values["aim"]),
            weights={str(name): float(weight) for name, weight in values["weights"].items()},
            finish=values["finish"],
        )


def refine(target: Target, answers: Sequence[Effects], heard: Aim) -> Target:
    """Return the target after one round of the questionnaire.

    `heard` is the mean of the list that plays (`aim.centre`): every move starts from there, so
    that "livelier" means livelier than this, also in a second round. A dimension that no answer
    moves keeps its aim. Moves of several answers add up, and so do their tags, within -1..1.
    """
    if not answers:
        return target
    moves = {name: sum(getattr(answer, name) for answer in answers) for name in DIMENSIONS}
    starts = {name: getattr(heard, name) or 0.0 for name in DIMENSIONS}
    aims = {name: starts[name] + move for name, move in moves.items() if move}
    tags, weights, mood = dict(target.query.tags), dict(target.weights), target.query.mood
    for answer in answers:
        for slug, weight in answer.tags.items():
            tags[slug] = float(np.clip(tags.get(slug, 0.0) + weight, -1, 1))
        for name, factor in answer.weights.items():
            weights[name] = weights.get(name, 0.0) * factor
        mood = _blended(mood, answer)
    return Target(
        query=replace(target.query, tags=tags, mood=mood),
        aim=replace(target.aim, **aims),
        weights=weights,
        finish=_finish(target.finish, moves["energy"]),
    )


def more_like(target: Target, song_id: int) -> Target:
    """Return the target of "yes, more like this one": the song becomes the first seed.

    The engines that answer to seeds first of all count twice from then on.
    """
    others = tuple(seed for seed in target.query.seeds if seed != song_id)
    weights = dict(target.weights)
    for name in ("tag2vec", "als", "neighbours"):
        weights[name] = max(weights.get(name, 0.0), 2 * DEFAULT_WEIGHTS[name])
    return replace(target, query=replace(target.query, seeds=(song_id, *others)), weights=weights)


def _blended(mood: Mood | None, answer: Effects) -> Mood | None:
    if answer.mood is None or answer.blend == 0:
        return mood
    if mood is None:
        return answer.mood
    return Mood.blend([(mood, 1 - answer.blend), (answer.mood, answer.blend)])


def _finish(before: Finish, energy_move: float) -> Finish:
    if energy_move == 0:
        return before
    return "lively" if energy_move > 0 else "calm"


def _items(values: Mapping[str, Any], key: str) -> Any:
    inner = values.get(key, {})
    if not isinstance(inner, Mapping):
        raise ValueError(f"{key} must be a mapping")
    return inner.items()


def _mood(value: Any) -> Mood:
    if isinstance(value, str):
        return Mood.of(value, NAMED_STRENGTH)
    if isinstance(value, Mapping):
        return Mood.from_dict(value)
    raise ValueError(f"mood must be one of {', '.join(MOODS)}, or {{mood: share}}")
