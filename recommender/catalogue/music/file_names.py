"""Read artist and title out of a file's name, for files whose tags do not say them."""

import re
from dataclasses import replace
from pathlib import Path

from recommender.catalogue.music.tags import Tags
from recommender.catalogue.music.text import clean, split_artists
from recommender.models.names import normalise_name

# A number in front of a title in a file name: "01 Intro", "7. Intro", "12 - Intro", "1-07 Intro".
TRACK = re.compile(r"^(?:\d{1,3}\.\s+|\d{1,3}\s*[-–—]\s+|0\d[\s._-]+|\d-\d{2}[\s._-]+)(?=\S)")
# What stands between artist and title has space on both sides; a hyphen in a word has none.
BETWEEN = re.compile(r"\s+[-–—]\s+")
NUMBER = re.compile(r"\d+")
# What often stands behind a title, and is none: "Yesterday - Remastered 2009", "봄날 - Live".
VERSION = re.compile(
    r"[(\[]?(?:\d{4}\s+)?(?:(?:\w+\s+)?(?:remaster(?:ed)?|remix|mix|edit|version|ver\.?)|"
    r"live|instrumental|inst\.?|acoustic|demo|mono|stereo|karaoke|mr|ost|"
    r"라이브|리마스터|리믹스|연주곡|반주)(?:\s+(?:version|ver\.?|edit|mix|버전))?(?:\s+\d{4})?[)\]]?",
    re.IGNORECASE,
)


def named(tags: Tags, path: Path) -> Tags:
    """Return the tags, with what they do not say of title and artists taken from the file's name.

    Where they say one of the two, the name is split only if it says the same: a title may well
    have a dash in it.
    """
    artist, title = names_of(path.stem)
    whole = file_title(path.stem)
    artists = split_artists([artist])
    if tags.title:
        knows = not tags.artists and bool(artist) and same(title, tags.title)
        return replace(tags, artists=artists) if knows else tags
    if not tags.artists:
        return replace(tags, title=title, artists=artists)
    agrees = bool(artist) and same(artist, ", ".join(tags.artists), *tags.artists)
    return replace(tags, title=title if agrees else whole)


def names_of(stem: str) -> tuple[str, str]:
    """Return the artist (empty where there is none) and the title in a file's name.

    "Artist - Title", also with numbers: "01. Artist - Title", "Artist - Album - 01 - Title". Of
    more parts without a number all but the first are the title.
    """
    whole = file_title(stem)
    first, *rest = BETWEEN.split(whole)
    numbers = [place for place, part in enumerate(rest[:-1]) if NUMBER.fullmatch(part)]
    if numbers:
        rest = rest[numbers[-1] + 1 :]
    only_version = len(rest) == 1 and not numbers and VERSION.fullmatch(rest[0])
    if not rest or not is_name(first) or NUMBER.fullmatch(first) or only_version:
        return "", whole
    return first, " - ".join(rest)


def file_title(stem: str) -> str:
    """Return the whole of a file's name (without its ending) as a title, but for its number."""
    if " " not in stem:
        # "Some_Artist.-.Some_Title", "Some.Artist.-.Some.Title"
        stem = (stem.replace(".", " ") if ".-." in stem else stem).replace("_", " ")
    title = clean(stem)
    return TRACK.sub("", title) or title or "?"


def is_name(text: str) -> bool:
    """Tell whether there is something to read in a text."""
    return any(sign.isalnum() for sign in text)


def same(text: str, *others: str) -> bool:
    """Tell whether a text is one of the others, as names are compared."""
    return normalise_name(text) in {normalise_name(other) for other in others}
