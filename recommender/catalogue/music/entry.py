"""Make a song's record of what was read of its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from recommender.catalogue.music.sound import Sound
from recommender.catalogue.music.tags import Tags
from recommender.catalogue.music.text import LONGEST
from recommender.catalogue.records import ArtistRecord, Name, SongRecord, TagRecord
from recommender.catalogue.slugs import tag_slug
from recommender.models import MusicFile, Tag
from recommender.models.names import normalise_name

LONGEST_ID = 200
LONGEST_SLUG = 80


@dataclass(frozen=True)
class MusicRecord(SongRecord):
    """A song with the files that hold its sound; they are written together."""

    files: list[MusicFile] = field(default_factory=list)


def record_of(file: MusicFile, sound: Sound, tags: Tags, lyrics: str) -> MusicRecord:
    """Return a song's record; the tags have a title.

    A level that no tag tells is left to the analysis, which hears the song anyway.
    """
    columns: dict[str, Any] = {
        "album": tags.album,
        "year": tags.year,
        "lyrics": lyrics,
        "path": file.path,
        "content_type": sound.content_type,
        "duration": sound.duration,
    }
    level = {"loudness": tags.level.loudness, "true_peak": tags.level.true_peak}
    columns |= {name: value for name, value in level.items() if value is not None}
    return MusicRecord(
        external_id=sound.fingerprint,
        names=(Name("", tags.title[:LONGEST]),),
        artists=tuple(dict.fromkeys(artist_id(name) for name in tags.artists)),
        tags={tag.slug: 1.0 for tag in tag_records(tags)},
        columns=columns,
        files=[file],
    )


def artist_records(tags: Tags) -> tuple[ArtistRecord, ...]:
    """Return the artists that the tags name."""
    return tuple(ArtistRecord(artist_id(name), (Name("", name),)) for name in tags.artists)


def artist_id(name: str) -> str:
    """Return by what an artist is known: the name as names are compared.

    Not the MusicBrainz id: in most collections a part of the files has none, and one artist would
    become two.
    """
    known = normalise_name(name)
    if len(known) <= LONGEST_ID:
        return known
    mark = blake2b(known.encode(), digest_size=16).hexdigest()
    return f"{known[: LONGEST_ID - len(mark) - 1]} {mark}"


def tag_records(tags: Tags) -> tuple[TagRecord, ...]:
    """Return the tags of a song, each once."""
    found: Mapping[str, TagRecord] = {tag.slug: tag for tag in each_tag(tags) if tag.slug}
    return tuple(found.values())


def each_tag(tags: Tags) -> Iterator[TagRecord]:
    """Yield genres, then moods: a word that stands for both counts as a mood."""
    for kind, words in ((Tag.Kind.GENRE, tags.genres), (Tag.Kind.MOOD, tags.moods)):
        for word in words:
            yield TagRecord(slug_of(word), kind.value, word)


def slug_of(word: str) -> str:
    """Return the slug of a word in any language, empty where no letter is in it."""
    return tag_slug(word)[:LONGEST_SLUG].strip("-_")
