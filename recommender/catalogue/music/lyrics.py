"""Lyrics: from tags and from the LRC file beside the audio, without their timestamps."""

import re
from pathlib import Path

from recommender.catalogue.encodings import REPLACED, decode
from recommender.catalogue.music.text import clean_lines, is_sound

# Longer than the longest rap; a file of this size holds something else.
MOST_BYTES = 512 * 1024
LONGEST = 50_000
STAMP = r"\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?"
LINE_STAMPS = re.compile(rf"^\s*(?:\[{STAMP}\]\s*)+", re.MULTILINE)
WORD_STAMPS = re.compile(rf"<{STAMP}>\s?")
# The fields at the head of an LRC file: artist, album, title, author, length, maker, offset...
FIELDS = re.compile(
    r"^\s*\[(?:ar|al|ti|au|lr|length|by|offset|re|ve|tool|id|la|#)\s*:.*\]\s*$",
    re.IGNORECASE | re.MULTILINE,
)
# A few damaged places leave a text a text.
MOST_STRANGE = 0.05


class LyricsUnreadable(Exception):
    """The file is too large or no text in a code we know."""


def plain(text: str) -> str:
    """Return the words alone: no timestamps of lines or words, no fields."""
    words = WORD_STAMPS.sub("", LINE_STAMPS.sub("", FIELDS.sub("", text)))
    return clean_lines(words, LONGEST)


def read_lrc(path: Path) -> str:
    """Return the words of an LRC file; LyricsUnreadable where it has none that can be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise LyricsUnreadable from error
    if len(content) > MOST_BYTES:
        raise LyricsUnreadable
    return plain(decoded(content))


def decoded(content: bytes) -> str:
    """Return a text file's text; LyricsUnreadable where too much of it is none."""
    text, _ = decode(content)
    strange = sum(not (sign.isspace() or is_sound(sign)) or sign == REPLACED for sign in text)
    if strange > MOST_STRANGE * len(text):
        raise LyricsUnreadable
    return text
