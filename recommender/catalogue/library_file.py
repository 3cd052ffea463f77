"""Read starter/library.json into records, and say exactly what is wrong with it if anything is."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emotion.moods import MOODS, Mood
from recommender.catalogue.records import ArtistRecord, Name, SongRecord, TagRecord
from recommender.keys import LAST_STARTER_KEY
from recommender.models import Tag

VERSION = 1
# Slugs become file names, so nothing else may stand in them.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGES = ("en", "ko")


class LibraryError(Exception):
    """The library file is not what it should be; the message says where."""


@dataclass(frozen=True)
class PlaylistRecord:
    """A curated list: its columns, and its songs' external ids in order."""

    slug: str
    columns: Mapping[str, Any]
    songs: tuple[str, ...]


@dataclass(frozen=True)
class LibraryFile:
    """All that the library holds."""

    tags: tuple[TagRecord, ...]
    artists: tuple[ArtistRecord, ...]
    songs: tuple[SongRecord, ...]
    playlists: tuple[PlaylistRecord, ...]


def read_library(path: Path) -> LibraryFile:
    """Read and check the file; LibraryError if it cannot be read or does not hold together."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(values, dict) or values.get("version") != VERSION:
        raise LibraryError(f"{path.name} is not a library of version {VERSION}")
    numbers = {song.get("slug"): str(song.get("number")) for song in values.get("songs", ())}
    library = LibraryFile(
        tags=_each(values, "tags", _tag),
        artists=_each(values, "artists", _artist),
        songs=_each(values, "songs", _song),
        playlists=_each(values, "playlists", lambda item: _playlist(item, numbers)),
    )
    _check_references(library)
    return library


def read_words(path: Path) -> dict[str, str]:
    """Read the words written for the pieces, by slug, Korean before English; none without a file.

    {slug: {"ko": [lines], "en": [lines]}}; LibraryError if it is anything else.
    """
    if not path.exists():
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(slug): "\n\n".join("\n".join(lines[language]) for language in ("ko", "en"))
            for slug, lines in values.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}") from error


def _each(values: Mapping[str, Any], part: str, read: Any) -> tuple[Any, ...]:
    """Read every item of a part, naming the one that fails."""
    records = []
    for place, item in enumerate(values.get(part, ())):
        try:
            records.append(read(item))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            name = item.get("slug", place) if isinstance(item, dict) else place
            raise LibraryError(f"{part}: {name}: {type(error).__name__} {error}") from error
    return tuple(records)


def _tag(item: Mapping[str, Any]) -> TagRecord:
    label = item["label"]
    return TagRecord(_slug(item), Tag.Kind(item["kind"]).value, label["en"], label["ko"])


def _artist(item: Mapping[str, Any]) -> ArtistRecord:
    return ArtistRecord(_slug(item), _names(item["name"]))


def _song(item: Mapping[str, Any]) -> SongRecord:
    number, slug = item["number"], _slug(item)
    if type(number) is not int or not 1 <= number <= LAST_STARTER_KEY:
        raise ValueError(f"number must be from 1 to {LAST_STARTER_KEY}, not {number!r}")
    columns = {
        "path": f"starter:audio/{slug}.m4a",
        "cover": f"covers/{slug}.svg",
        "content_type": "audio/mp4",
        "source_note_en": item["source_note"]["en"],
        "source_note_ko": item["source_note"]["ko"],
        "licence": str(item["licence"]),
        "year": int(item["year"]),
        "key": str(item["key"]),
        **{name: _within(item, name, 0, 1) for name in ("energy", "familiar")},
        **{name: _within(item, name, -1, 1) for name in ("valence", "arousal")},
        **{name: float(item[name]) for name in ("tempo", "duration", "loudness", "true_peak")},
    }
    return SongRecord(
        external_id=str(number),
        key=number,
        names=_names(item["title"]),
        artists=tuple(item["artists"]),
        tags={str(slug): _within(item["tags"], slug, 0, 1) for slug in item["tags"]},
        mood=_mood(item["mood"]),
        columns=columns,
    )


def _playlist(item: Mapping[str, Any], numbers: Mapping[str, str]) -> PlaylistRecord:
    default_for = item["default_for"] or ""
    if default_for and default_for not in MOODS:
        raise ValueError(f"there is no mood {default_for!r}")
    columns = {
        **{f"title_{language}": item["title"][language] for language in LANGUAGES},
        **{f"description_{language}": item["description"][language] for language in LANGUAGES},
        "default_for": default_for,
        **_mood(item["mood"]).as_dict(),
    }
    return PlaylistRecord(_slug(item), columns, tuple(numbers[slug] for slug in item["songs"]))


def _slug(item: Mapping[str, Any]) -> str:
    slug = str(item["slug"])
    if not SLUG.fullmatch(slug):
        raise ValueError(f"{slug!r} is not a slug")
    return slug


def _names(texts: Mapping[str, str]) -> tuple[Name, ...]:
    return tuple(Name(language, str(texts[language])) for language in LANGUAGES)


def _mood(shares: Mapping[str, float]) -> Mood:
    return Mood([shares[name] for name in MOODS])


def _within(item: Mapping[str, Any], name: str, low: float, high: float) -> float:
    value = float(item[name])
    if not low <= value <= high:
        raise ValueError(f"{name} must be from {low} to {high}, not {value}")
    return value


def _check_references(library: LibraryFile) -> None:
    """Raise LibraryError for what is there twice, or is named and not there."""
    for part, keys in (
        ("tags", [tag.slug for tag in library.tags]),
        ("artists", [artist.external_id for artist in library.artists]),
        ("song numbers", [song.external_id for song in library.songs]),
        ("song slugs", [song.columns["path"] for song in library.songs]),
        ("playlists", [playlist.slug for playlist in library.playlists]),
        ("defaults", [m for p in library.playlists if (m := p.columns["default_for"])]),
    ):
        _none_twice(part, keys)
    for playlist in library.playlists:
        _none_twice(f"songs of {playlist.slug}", playlist.songs)
    tags = {tag.slug for tag in library.tags}
    artists = {artist.external_id for artist in library.artists}
    for song in library.songs:
        unknown = (set(song.tags) - tags) | (set(song.artists) - artists)
        if unknown:
            names = ", ".join(sorted(unknown))
            raise LibraryError(f"song {song.external_id} names unknown {names}")


def _none_twice(part: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise LibraryError(f"{part}: {key} is there twice")
        seen.add(key)
