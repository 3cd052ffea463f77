"""The arrays in which everything is found: keys, names, and what bears the names.

Rows of `ids` are songs, then artists, then tags, each kind by popularity: of equally good finds the
lower row comes first, and nothing has to be sorted by popularity while someone waits.

    ids: (rows,) int64, primary keys
    by_id: (rows,) int32, each kind's rows by ascending key, counted from the kind's first
    worth: (rows,) float32, popularity, to merge two indexes
    stamps: (songs,) int64, Song.changed in microseconds when it was read
    fields: (names,) int8, what a name is (TITLE ...)
    starts: (names + 1,) int64 and rows: (...,) int32, what bears a name; of an artist's or a tag's
        name the first is the artist or the tag itself, and its songs follow

A million songs (1.5 million names) take 260 MB on disk, mapped and shared by all processes, of
which a search touches what it reads; its own arrays are some 10 MB for as long as it runs. To make
it takes a minute of one core and less than 1.3 GB in the worker (`benchmarks/search.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import ArtefactDamaged, Meta, load_array, read_meta, save_array
from recommender.engine.corpus import rows_of
from recommender.search.keys import WIDTH, Keys

NAME = "search"
# What a name is; of equally good finds the larger comes first.
TAG, ALBUM, ARTIST, TITLE = range(4)
SONGS, ARTISTS, TAGS = range(3)
KINDS = (SONGS, ARTISTS, TAGS)
DICTIONARIES = ("plain", "initials", "sounds")


@dataclass(frozen=True)
class Bearers:
    """What bears the names: see the module."""

    counts: tuple[int, int, int]
    ids: NDArray[np.int64]
    by_id: NDArray[np.int32]
    worth: NDArray[np.float32]
    stamps: NDArray[np.int64]

    def bounds(self, kind: int) -> tuple[int, int]:
        """Return the first row of a kind and the one after its last."""
        first = sum(self.counts[:kind])
        return first, first + self.counts[kind]

    def rows_of(self, kind: int, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row of each primary key of a kind, -1 where there is none."""
        first, last = self.bounds(kind)
        order = first + self.by_id[first:last].astype(np.int64)
        places = rows_of(self.ids[order], ids)
        return np.where(places >= 0, order[places], -1) if len(order) else places


@dataclass(frozen=True)
class Names:
    """The names: see the module."""

    fields: NDArray[np.int8]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]


@dataclass(frozen=True)
class Index:
    """All that a search reads."""

    bearers: Bearers
    names: Names
    plain: Keys
    initials: Keys
    sounds: Keys
    meta: Meta | None = None

    def __len__(self) -> int:
        return self.bearers.counts[SONGS]

    @property
    def size(self) -> int:
        """Bytes of the arrays."""
        return sum(array.nbytes for _, array in self.arrays())

    def arrays(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Yield every array with the name of its file."""
        for name in ("bearers", "names", *DICTIONARIES):
            part = getattr(self, name)
            for field in fields(part):
                value = getattr(part, field.name)
                if isinstance(value, np.ndarray):
                    yield f"{name}_{field.name}", value

    def write(self, directory: Path) -> None:
        """Write the arrays into an existing directory."""
        for name, array in self.arrays():
            # Artefacts hold signed numbers; the bytes are the same.
            save_array(directory, name, array.view(np.int8) if array.dtype == np.uint8 else array)

    @classmethod
    def load(cls, directory: Path) -> "Index":
        """Map what `write` wrote; ArtefactMissing, ArtefactDamaged."""
        meta = read_meta(directory)
        counts = meta.metrics.get("counts")
        if meta.name != NAME or meta.metrics.get("width") != WIDTH or not isinstance(counts, list):
            raise ArtefactDamaged("this is no index of names as they are compared today")
        songs, artists, tags = (int(count) for count in counts)
        total = songs + artists + tags
        bearers = Bearers(
            (songs, artists, tags),
            load_array(directory, "bearers_ids", (total,)),
            load_array(directory, "bearers_by_id", (total,)),
            load_array(directory, "bearers_worth", (total,)),
            load_array(directory, "bearers_stamps", (songs,)),
        )
        parts = ("fields", "starts", "rows")
        held = [load_array(directory, f"names_{part}", (None,)) for part in parts]
        if len(held[1]) != len(held[0]) + 1:
            raise ArtefactDamaged("the names do not fit together")
        plain, initials, sounds = (load_keys(directory, name) for name in DICTIONARIES)
        return cls(bearers, Names(*held), plain, initials, sounds, meta)


def load_keys(directory: Path, name: str) -> Keys:
    """Map one kind of keys."""
    letters = load_array(directory, f"{name}_keys", (None, WIDTH)).view(np.uint8)
    return Keys(
        letters,
        load_array(directory, f"{name}_starts", (len(letters) + 1,)),
        load_array(directory, f"{name}_postings", (None,)),
        load_array(directory, f"{name}_signs", (len(letters),)),
    )
