"""What every engine answers to: the query, the ranking, and the interface."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS, Mood
from recommender.engine.artefacts import ArtefactDamaged, Meta, Origin, read_meta, seal
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.snapshot import Snapshot

# Song ids, best first, and their scores; same length, no id twice.
Ranking = tuple[NDArray[np.int64], NDArray[np.float32]]

# Called with the share done (0..1) and what is being done.
Progress = Callable[[float, str], None]

NOTHING: Mapping[str, Any] = MappingProxyType({})


def quiet(share: float, what: str) -> None:
    """Take a progress report and say nothing."""


def no_songs() -> Ranking:
    """The ranking of an engine that has nothing to say to a query."""
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


@dataclass(frozen=True)
class Query:
    """What the engines are asked; any part may be empty.

    seeds: ids of songs that the list should be like.
    tags: weight -1..1 by tag slug; below zero means "less of it".
    mood: the mood to play for.
    likes, dislikes: ids of songs that the listener has judged before.
    text: what the listener said in words; `lyrics` answers it.
    """

    seeds: tuple[int, ...] = ()
    tags: Mapping[str, float] = field(default_factory=dict)
    mood: Mood | None = None
    likes: tuple[int, ...] = ()
    dislikes: tuple[int, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        if not all(np.isfinite(weight) for weight in self.tags.values()):
            raise ValueError("a tag's weight must be a finite number")
        object.__setattr__(self, "tags", MappingProxyType(dict(self.tags)))

    def as_dict(self) -> dict[str, Any]:
        """Values that JSON can hold; `from_dict` reads them back."""
        return {
            "seeds": list(self.seeds),
            "tags": dict(self.tags),
            "mood": None if self.mood is None else self.mood.as_dict(),
            "likes": list(self.likes),
            "dislikes": list(self.dislikes),
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Query":
        """Read what `as_dict` wrote; a part that is missing is empty."""
        mood = values.get("mood")
        return cls(
            seeds=tuple(int(song) for song in values.get("seeds", ())),
            tags={str(slug): float(weight) for slug, weight in values.get("tags", {}).items()},
            mood=None if mood is None else Mood([mood[name] for name in MOODS]),
            likes=tuple(int(song) for song in values.get("likes", ())),
            dislikes=tuple(int(song) for song in values.get("dislikes", ())),
            text=str(values.get("text", "")),
        )


class Engine(ABC):
    """A model that ranks songs.

    A song that came after training: an engine says in its own docstring what it does about it.
    `with_catalogue` is where it learns of such songs; a model that cannot place them returns
    itself, does not know them, and leaves them to the engines that can.
    """

    name: ClassVar[str]
    origin: Origin = Origin()
    meta: Meta | None = None  # None until it was loaded from an artefact

    @classmethod
    @abstractmethod
    def fit(cls, corpus: Corpus, config: Any = None, progress: Progress = quiet) -> Self:
        """Train on `corpus`; the same corpus and config give the same model.

        `config` is the engine's own frozen dataclass, or None for its defaults.
        """

    @abstractmethod
    def rank(self, query: Query, n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return at most `n` songs, best first, none of them in `exclude`.

        Empty when the query holds nothing that this engine can use. Equal scores are ordered by
        id, so the same input gives the same output. ValueError if `n` is negative.
        """

    @abstractmethod
    def similar(self, song_ids: Sequence[int], n: int) -> Ranking:
        """Return at most `n` songs that go with these, best first, without these themselves."""

    def like(self, wanted: Mapping[int, float], n: int, exclude: Collection[int] = ()) -> Ranking:
        """Return at most `n` songs like those wanted: weight by song id, below zero "less like it".

        Where an engine cannot weigh its songs, it goes by the sign alone.
        """
        more = tuple(song for song, weight in wanted.items() if weight > 0)
        less = tuple(song for song, weight in wanted.items() if weight < 0)
        return self.rank(Query(seeds=more, dislikes=less), n, exclude)

    def knows(self, song_id: int) -> bool:
        """Tell whether this engine can rank the song."""
        return bool(rows_of(self.song_ids, [song_id])[0] >= 0)

    @property
    @abstractmethod
    def song_ids(self) -> NDArray[np.int64]:
        """The songs of the training, ascending: (n,)."""

    @abstractmethod
    def write_arrays(self, directory: Path) -> None:
        """Write the model's arrays into an existing directory."""

    @classmethod
    @abstractmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map what `write_arrays` wrote; ArtefactDamaged if anything does not fit."""

    def save(
        self, directory: Path, version: str = "", metrics: Mapping[str, Any] = NOTHING
    ) -> Meta:
        """Write the model and its JSON into an existing directory; return what the JSON says."""
        self.write_arrays(directory)
        date = datetime.now(UTC).isoformat(timespec="seconds")
        meta = Meta(self.name, self.origin, len(self.song_ids), version, date, dict(metrics))
        return seal(directory, meta)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote: verified, arrays memory-mapped, never unpickling.

        ArtefactMissing if there is nothing, ArtefactDamaged if it cannot be trusted.
        """
        meta = read_meta(directory)
        if meta.name != cls.name:
            raise ArtefactDamaged(f"this is {meta.name}, not {cls.name}")
        engine = cls.read_arrays(directory, meta)
        if len(engine.song_ids) != meta.songs or (np.diff(engine.song_ids) <= 0).any():
            raise ArtefactDamaged("the song ids are not the ones that were written")
        engine.origin, engine.meta = meta.origin, meta
        return engine

    def with_catalogue(self, snapshot: Snapshot) -> "Engine":
        """Return this model with the songs of `snapshot` that came after training, if it can."""
        return self
