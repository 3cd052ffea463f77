"""A list as the formats know it: what stands in a file, before any song is looked for."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from emotion.moods import MOODS
from recommender.catalogue.importing import Skipped

# Enough for 50,000 songs with their reasons in the wordiest format; all of it is held in memory.
MAX_BYTES = 20 * 1024 * 1024
# What the name of a reason may look like: an engine's name, which is shown where it is unknown.
REASON = re.compile(r"[a-z0-9_.-]{1,40}")

Shares = Mapping[str, float]


class ListUnreadable(Exception):
    """Nothing of a file can be taken; the message says why."""


@dataclass(frozen=True)
class Track:
    """What a file says of one song.

    duration: seconds. location: a path or an address. song: ``source:external_id`` in a catalogue
    of ours. display: artist and title in one line, where a format knows no better. where: its
    place in the file, for messages.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    duration: float | None = None
    location: str = ""
    song: str = ""
    musicbrainz: str = ""
    mood: Shares = field(default_factory=dict)
    reasons: Shares = field(default_factory=dict)
    display: str = field(default="", compare=False)
    where: str = field(default="", compare=False)

    @property
    def line(self) -> str:
        """Return the song in words, for messages."""
        names = " - ".join(part for part in (self.artist, self.title) if part)
        return names or self.display or self.location or self.song or "(nothing)"


@dataclass(frozen=True)
class Listing:
    """A whole list. titles and descriptions: by language, beside those that the file shows."""

    title: str = ""
    description: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    mood: Shares = field(default_factory=dict)
    tracks: tuple[Track, ...] = ()


@dataclass
class Found:
    """What a reader found, and what it could not take. broken: the file ends before its end."""

    listing: Listing = field(default_factory=Listing)
    problems: list[Skipped] = field(default_factory=list)
    broken: bool = False

    def problem(self, where: str, why: str) -> None:
        """Note what could not be taken."""
        self.problems.append(Skipped(where, why))

    def mood(self, values: object, where: str) -> Shares:
        """Return a mood's shares as they stand there; none where they are wrong, which is noted."""
        return self._shares(values, where, "mood", MOODS.__contains__)

    def reasons(self, values: object, where: str) -> Shares:
        """Return reasons with their shares; none where they are wrong, which is noted."""
        return self._shares(values, where, "reasons", lambda name: bool(REASON.fullmatch(name)))

    def _shares(self, values: object, where: str, what: str, known: Any) -> Shares:
        try:
            return read_shares(values, known)
        except ValueError as error:
            self.problem(where, f"its {what} cannot be read: {error}")
            return {}


def read_shares(values: object, known: Any) -> Shares:
    """Return {name: share} of a mapping; ValueError says what is wrong with it."""
    if not isinstance(values, Mapping):
        raise ValueError("no shares by name")
    shares = {}
    for name, value in values.items():
        if not isinstance(name, str) or not known(name):
            raise ValueError(f"{str(name)[:40]!r} is not known")
        shares[name] = number(value)
        if not 0 <= shares[name] <= 1:
            raise ValueError(f"{name} is not from 0 to 1")
    return shares


def number(value: object) -> float:
    """Return a finite number; ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{str(value)[:40]!r} is no number")
    try:
        result = float(value)
    except OverflowError as error:
        raise ValueError("too large") from error
    if not math.isfinite(result):
        raise ValueError(f"{str(value)[:40]!r} is no number")
    return result


def seconds(value: object, divided_by: float = 1.0) -> float | None:
    """Return a length in seconds, None where there is none: many files say 0 or -1 for unknown."""
    try:
        length = number(value) / divided_by
    except ValueError:
        return None
    return length if length > 0 else None


def pairs(cell: str) -> dict[str, str]:
    """Read ``joy:0.7 | peace:0.3``; ValueError where a part has no colon."""
    found = {}
    for part in (part.strip() for part in cell.split("|")):
        if part:
            name, colon, value = part.rpartition(":")
            if not colon:
                raise ValueError(f"{part[:40]!r} has no share")
            found[name.strip()] = value.strip()
    return found


def in_pairs(shares: Shares) -> str:
    """Write shares as ``joy:0.7 | peace:0.3``."""
    return " | ".join(f"{name}:{share!r}" for name, share in shares.items())


def languages(values: object) -> dict[str, str]:
    """Return texts by language, of the two that a list has."""
    if not isinstance(values, Mapping):
        return {}
    return {key: text(values.get(key)) for key in ("en", "ko") if text(values.get(key))}


def text(value: object) -> str:
    """Return a text, an empty one for anything else.

    JSON can hold halves of a surrogate pair, which no database takes, and NUL, which PostgreSQL
    does not.
    """
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode().replace("\0", "")


def first(values: Iterable[str]) -> str:
    """Return the first text that is not empty."""
    return next((value for value in values if value), "")
