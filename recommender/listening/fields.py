"""Take values out of records that others made; what does not fit is told, never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from recommender.catalogue.slugs import tag_slug

# As long as the catalogue's names and tags may be.
LONGEST_NAME = 300
LONGEST_TAG = 80

# Ids of lists and of Melon's songs are counted through; a set of them is kept as one bit each.
MOST_NUMBER = 2**28 - 1

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Broken(ValueError):
    """A record that cannot be taken; the message is the reason."""


@dataclass(frozen=True)
class ListRecord:
    """A playlist as a source knows it.

    number: its id there. songs: external ids in order. tags: slugs. updated: seconds since 1970,
    0 if unknown. where: its place, for messages.
    """

    number: int
    songs: tuple[str, ...]
    tags: tuple[str, ...] = ()
    updated: int = 0
    where: str = ""


def clean_text(value: Any, longest: int = LONGEST_NAME) -> str:
    """Return a text in one line: NFC, no control characters, cut; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    # Far more than is kept is not even looked at.
    text = CONTROLS.sub(" ", value[: 8 * longest])
    return " ".join(unicodedata.normalize("NFC", text).split())[:longest].rstrip()


def tag_slugs(values: Any) -> tuple[tuple[str, ...], int]:
    """Return the slugs of a list of tags, each once, and how many were too long or no text."""
    slugs, bad = [], 0
    for value in sequence(values, "its tags are not a list"):
        # Control characters and what is no text leave nothing; so long a text is no tag.
        slug = tag_slug(clean_text(value, LONGEST_NAME))
        if not isinstance(value, str) or len(value) > LONGEST_TAG or len(slug) > LONGEST_TAG:
            bad += 1
        elif slug:
            slugs.append(slug)
    return tuple(dict.fromkeys(slugs)), bad


def sequence(value: Any, why: str) -> list[Any]:
    """Return a list as it is, nothing for None; Broken(why) for anything else."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Broken(why)
    return value


def whole_number(value: Any, why: str, most: int = MOST_NUMBER) -> int:
    """Return a whole number of 0 to `most`, also from its digits in a text; else Broken(why)."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise Broken(why)
    return value


def mapping(value: Any) -> dict[str, Any]:
    """Return a JSON object as it is; Broken for anything else."""
    if not isinstance(value, dict):
        raise Broken("is not an object")
    return value
