"""Which pictures in a folder are the cover of the songs in it."""

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

# By rank: what taggers and players call an album's picture.
STEMS = ("cover", "folder", "front", "albumart")
# The last cannot be shown, and is told: somebody who put it there waits for it.
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".svg")
MARK_BYTES = 8


@dataclass(frozen=True, slots=True)
class Beside:
    """The pictures beside a song, the best first, and a text that is another when one changes."""

    paths: tuple[str, ...]
    mark: str


def rank(name: str) -> tuple[int, int, str] | None:
    """Return a name's place among the pictures of a folder, None if it is no cover's."""
    stem, suffix = os.path.splitext(unicodedata.normalize("NFC", name).casefold())  # noqa: PTH122
    if stem not in STEMS or suffix not in SUFFIXES:
        return None
    return STEMS.index(stem), SUFFIXES.index(suffix), name


def beside_of(entries: Iterable[os.DirEntry[str]]) -> Beside:
    """Return the pictures among a folder's entries. Links are not followed, as everywhere here."""
    ranked = sorted((place, entry) for entry in entries if (place := rank(entry.name)))
    states = [(entry.path, state) for _, entry in ranked if (state := state_of(entry))]
    text = "\0".join(f"{os.path.basename(path)}:{state}" for path, state in states)  # noqa: PTH119
    mark = blake2b(os.fsencode(text), digest_size=MARK_BYTES).hexdigest()
    return Beside(tuple(path for path, _ in states), mark)


def state_of(entry: os.DirEntry[str]) -> str:
    """Return a text that is another when a file changes, empty for what is no plain file."""
    try:
        if not entry.is_file(follow_symlinks=False):
            return ""
        state = entry.stat(follow_symlinks=False)
    except OSError:
        return ""  # It went away since it was listed.
    return f"{state.st_size}:{state.st_mtime_ns}"
