"""Read what the tags of a file say about its song."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from recommender.catalogue.music.gain import Level, tagged_level
from recommender.catalogue.music.lyrics import plain
from recommender.catalogue.music.sound import Sound
from recommender.catalogue.music.tag_values import TagValues, read_values
from recommender.catalogue.music.text import clean, split_artists, year_of

# A word has at most so many letters, and a song so many of them.
LONGEST_WORD = 80
MOST_WORDS = 20
BETWEEN_WORDS = re.compile(r"[;,/|\0\n]")
TRACK = re.compile(r"([0-9]{1,4})(?:\s*/.*)?")
BETWEEN_IDS = re.compile(r"[;,/\s]+")
# What taggers write where they know nothing.
NO_WORDS = frozenset({"other", "unknown", "genre", "misc", "none", "undefined", "unclassifiable"})

# Who stands for an album of many.
MANY = frozenset({"various artists", "various", "va", "v.a.", "여러 아티스트", "여러 음악가"})
NO_NAMES = frozenset({
    "unknown", "unknown artist", "unknown album", "no artist", "no album", "n/a",
    "none", "알 수 없음", "알 수 없는 음악가", "알 수 없는 아티스트", "알 수 없는 앨범",
})  # fmt: skip


@dataclass(frozen=True)
class Tags:
    """What the tags of a file say; empty or None for what they do not.

    track: its number on the album, disc: that of the album's disc. too_long: whether a genre or a
    mood was left out since it is no word.
    """

    title: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    year: int | None = None
    genres: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    lyrics: str = ""
    level: Level = Level()
    track: int | None = None
    disc: int | None = None
    recording_id: str = ""
    artist_ids: tuple[str, ...] = ()
    too_long: bool = False


def read_tags(file: IO[bytes], sound: Sound) -> Tags:
    """Read the tags of a seekable file; TagsUnreadable where they are damaged."""
    found = read_values(file, sound.container, sound.codec)
    if sound.container in {"wav", "matroska"}:
        # RIFF's own fields and Matroska's, which mutagen does not read.
        for name, text in sound.metadata.items():
            found.add(name, [text])
    return make_tags(found)


def make_tags(found: TagValues) -> Tags:
    """Make sense of texts by name."""
    values = found.values
    genres, moods = words(values.get("genre", ())), words(values.get("mood", ()))
    return Tags(
        title=first(values, "title"),
        artists=artists_of(values),
        album=next(iter(named([first(values, "album")])), ""),
        year=year_of(first(values, "date")),
        genres=short(genres),
        moods=short(moods),
        lyrics=first_lyrics(values),
        level=tagged_level(values),
        track=number(first(values, "tracknumber")),
        disc=number(first(values, "discnumber")),
        recording_id=next(iter(ids(values.get("musicbrainz_trackid", ()))), ""),
        artist_ids=ids(values.get("musicbrainz_artistid", ())),
        too_long=any(len(word) > LONGEST_WORD for word in (*genres, *moods)),
    )


def artists_of(values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return who plays; of a song that does not say it, whose album it is on."""
    own = named(split_artists(values.get("artists") or values.get("artist") or ()))
    album = split_artists(values.get("albumartist", ()))
    return own or tuple(name for name in named(album) if name.casefold() not in MANY)


def named(texts: Iterable[str]) -> tuple[str, ...]:
    """Return names without what programs write where they know none."""
    return tuple(text for text in texts if text and text.strip("<>[]()").lower() not in NO_NAMES)


def first(values: Mapping[str, Sequence[str]], name: str) -> str:
    """Return the first text under a name, cleaned."""
    texts = (clean(text) for text in values.get(name, ()))
    return next((text for text in texts if text), "")


def first_lyrics(values: Mapping[str, Sequence[str]]) -> str:
    """Return the words of the song, those without times first."""
    texts = (plain(text) for name in ("lyrics", "timed") for text in values.get(name, ()))
    return next((text for text in texts if text), "")


def number(text: str) -> int | None:
    """Return a track's or disc's number ("3", "03/12"); None for none, as "A1" on a record."""
    told = TRACK.fullmatch(text)
    return int(told[1]) or None if told else None


def words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the genres or moods that fields name, each once."""
    parts = (clean(part, LONGEST_WORD + 1) for text in texts for part in BETWEEN_WORDS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part and part.lower() not in NO_WORDS))


def short(found: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are words."""
    return tuple(word for word in found if len(word) <= LONGEST_WORD)[:MOST_WORDS]


def ids(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the MusicBrainz ids in fields, each once."""
    found = (as_id(part) for text in texts for part in BETWEEN_IDS.split(text))
    return tuple(dict.fromkeys(one for one in found if one))


def as_id(text: str) -> str:
    """Return a MusicBrainz id in its usual form, empty for what is none."""
    try:
        return str(uuid.UUID(text)) if len(text) == len(str(uuid.UUID(int=0))) else ""
    except ValueError:
        return ""
