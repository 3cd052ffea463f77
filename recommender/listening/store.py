"""Keep an imported listening corpus as arrays on disk, mapped when they are read.

MODEL_DIR/listening/<source>/<version>/   published and checked like a trained model

songs.npy         (pairs,) int64: the catalogue's primary keys, list after list, in order
offsets.npy       (lists + 1,) int64: list i has songs[offsets[i]:offsets[i + 1]]
tags.npy          (uses,) int32: places in tag_words.json, a list of slugs
tag_offsets.npy   (lists + 1,) int64, as above
updated.npy       (lists,) int64: seconds since 1970, 0 if unknown
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import (
    ArtefactDamaged,
    Meta,
    Origin,
    load_array,
    load_words,
    save_words,
    seal,
)
from recommender.engine.growing_array import GrowingArray
from recommender.engine.publishing import POINTER
from recommender.listening.lists import StoredLists
from recommender.listening.versions import content_of, current, publish_if_new

FOLDER = "listening"
ARRAYS = {"songs": "<i8", "offsets": "<i8", "tags": "<i4", "tag_offsets": "<i8", "updated": "<i8"}


class Seen:
    """A set of whole numbers, a bit for each up to the largest: for keys, which are dense."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self.count = 0

    def add(self, number: int) -> bool:
        """Add a number; return whether it is new."""
        place, bit = number >> 3, 1 << (number & 7)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        new = not self._bits[place] & bit
        self._bits[place] |= bit
        self.count += new
        return new


class ListWriter:
    """Writes a corpus list by list; the tags' words and a bit for each song stay in memory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._files = {
            name: GrowingArray(directory / f"{name}.npy", np.empty(0, dtype))
            for name, dtype in ARRAYS.items()
        }
        self._words: dict[str, int] = {}
        self._distinct = Seen()
        self._mark()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for file in self._files.values():
            file.close()

    def add(self, songs: Sequence[int], tags: Sequence[str], updated: int) -> None:
        """Append one list: primary keys, slugs, time."""
        self._append("songs", songs)
        self._append("tags", [self._words.setdefault(tag, len(self._words)) for tag in tags])
        self._append("updated", [updated])
        for song in songs:
            self._distinct.add(song)
        self._mark()

    def finish(self, source: str) -> Meta:
        """Close all files and seal the directory."""
        for file in self._files.values():
            file.finish()
        save_words(self._directory, "tag_words", tuple(self._words))
        lists, pairs = self._files["updated"].length, self._files["songs"].length
        figures = {"lists": lists, "pairs": pairs}
        meta = Meta(source, Origin(), self._distinct.count, metrics=figures)
        return seal(self._directory, meta)

    def _mark(self) -> None:
        self._append("offsets", [self._files["songs"].length])
        self._append("tag_offsets", [self._files["tags"].length])

    def _append(self, name: str, values: Sequence[int]) -> None:
        self._files[name].add(np.asarray(values, ARRAYS[name]))


def write_corpus(model_dir: Path, source: str, fill: Callable[[ListWriter], None]) -> bool:
    """Have `fill` add all lists, and put them into service; return whether they are others.

    Whatever `fill` raises passes through, and the corpus of before stays.
    """

    def write(draft: Path) -> Meta:
        with ListWriter(draft) as writer:
            fill(writer)
            return writer.finish(source)

    return publish_if_new(model_dir / FOLDER, source, write)


def read_corpus(model_dir: Path, source: str) -> StoredLists:
    """Map the corpus of a source. ArtefactMissing if there is none, ArtefactDamaged if it broke."""
    home = model_dir / FOLDER
    directory, meta = current(home, source)
    songs = load_array(directory, "songs", (None,))
    updated = load_array(directory, "updated", (None,))
    tags = load_array(directory, "tags", (None,))
    words = _words(directory, tags)
    return StoredLists(
        source=source,
        songs=songs,
        offsets=_offsets(directory, "offsets", len(updated), len(songs)),
        tags=tags,
        tag_offsets=_offsets(directory, "tag_offsets", len(updated), len(tags)),
        words=words,
        updated=updated,
        content=content_of(meta),
    )


def sources(model_dir: Path) -> list[str]:
    """Return the names of the sources that something was imported from."""
    return sorted(path.parent.name for path in (model_dir / FOLDER).glob(f"[!.]*/{POINTER}"))


def _offsets(directory: Path, name: str, lists: int, end: int) -> NDArray[np.int64]:
    offsets = load_array(directory, name, (lists + 1,))
    if offsets[0] != 0 or offsets[-1] != end or (np.diff(offsets) < 0).any():
        raise ArtefactDamaged(f"{name}.npy does not divide its values into lists")
    return offsets


def _words(directory: Path, tags: NDArray[Any]) -> tuple[str, ...]:
    """Read the tags' words; there have to be as many as the tags name."""
    named = int(tags.max()) + 1 if len(tags) else 0
    return load_words(directory, "tag_words", named)
