"""What every importer hands to the shared writer, whatever format it read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from emotion.moods import Mood
from recommender.models.names import NameKind


@dataclass(frozen=True)
class Name:
    """A title or name in one language (BCP 47; empty if unknown)."""

    language: str
    text: str
    kind: str = NameKind.TITLE.value


@dataclass(frozen=True)
class TagRecord:
    """A tag, known by its slug in every source."""

    slug: str
    kind: str
    label_en: str
    label_ko: str = ""


@dataclass(frozen=True)
class ArtistRecord:
    """An artist as a source knows them."""

    external_id: str
    names: tuple[Name, ...]


@dataclass(frozen=True)
class SongRecord:
    """A song as a source knows it.

    artists: external ids, the main artist first. tags: weight 0..1 by slug. mood: what this source
    says of it, None for nothing; mood_weight: what that counts beside other evidence. columns:
    values of Song's own columns. key: the primary key that a new song gets; None for the next free
    one.
    """

    external_id: str
    names: tuple[Name, ...]
    artists: tuple[str, ...] = ()
    tags: Mapping[str, float] = field(default_factory=dict)
    mood: Mood | None = None
    mood_weight: float = 1.0
    columns: Mapping[str, Any] = field(default_factory=dict)
    key: int | None = None


@dataclass
class Report:
    """How many songs (or lists) a writer added, changed, found as they should be, or left alone.

    kept: left as a curator made it. beside: tags and artists that it wrote.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    beside: int = 0

    @property
    def written(self) -> int:
        """Return how many songs, tags and artists were written."""
        return self.added + self.changed + self.beside

    @property
    def wrote(self) -> bool:
        """Tell whether anything was written."""
        return bool(self.written)

    def copy(self) -> "Report":
        """Return the same counts, which do not grow with these."""
        return replace(self)

    def put_back(self, before: "Report") -> None:
        """Make the counts what they were."""
        for name, count in asdict(before).items():
            setattr(self, name, count)
