"""The catalogue as arrays, as it is now: what filters, ordering and the mood engine read."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.engine.corpus import check_songs, rows_of


@dataclass(frozen=True)
class Snapshot:
    """The catalogue; row i of every array is the song `song_ids[i]`.

    song_ids: (n,) int64, ascending, none twice.
    mood: (n, 6) float32, rows sum to 1. energy 0..1; valence, arousal -1..1; familiar 0..1: (n,).
    artist_ids: (n,) int64, the first artist; negative for a song without one, which the artist
        cap then leaves alone.
    duplicate_keys: (n,) int64, equal for songs with the same title and artist (`duplicate_key`).
    available: (n,) bool, False for a song that cannot play.
    song_tags: (n, tags) sparse float32, weight 0..1. tag_slugs: one for each column.
    years: (n,) int64, when the song came out; 0 where nobody knows. None where nobody says.
    """

    song_ids: NDArray[np.int64]
    mood: NDArray[np.float32]
    energy: NDArray[np.float32]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    familiar: NDArray[np.float32]
    artist_ids: NDArray[np.int64]
    duplicate_keys: NDArray[np.int64]
    available: NDArray[np.bool_]
    song_tags: Any
    tag_slugs: tuple[str, ...]
    years: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        check_songs(self)
        for name in ("duplicate_keys", "available"):
            if getattr(self, name).shape != (len(self),):
                raise ValueError(f"{name} must have shape ({len(self)},)")

    def __len__(self) -> int:
        return len(self.song_ids)

    def rows(self, song_ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Row of each id, in the order given; -1 for a song that is not in the catalogue."""
        return rows_of(self.song_ids, song_ids)

    def known_rows(self, song_ids: Iterable[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows of the ids that are in the catalogue, in the order given."""
        if not isinstance(song_ids, np.ndarray):
            song_ids = np.fromiter(song_ids, dtype=np.int64)
        rows = self.rows(song_ids)
        return rows[rows >= 0]

    @cached_property
    def tag_columns(self) -> dict[str, int]:
        """Column of each tag slug."""
        return {slug: column for column, slug in enumerate(self.tag_slugs)}

    def tag_match(
        self, weights: Iterable[tuple[str, float]], rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.float32]:
        """Sum over the tags of (weight asked) x (weight in the song): (n,), or one for each row.

        Tags that no song has are left out.
        """
        asked = np.zeros(len(self.tag_slugs), dtype=np.float32)
        for slug, weight in weights:
            if slug in self.tag_columns:
                asked[self.tag_columns[slug]] += weight
        songs = self.song_tags if rows is None else self.song_tags[rows]
        if not asked.any():
            return np.zeros(songs.shape[0], dtype=np.float32)
        return np.asarray(songs @ asked, dtype=np.float32)


def duplicate_key(title: str, artist: str) -> int:
    """A 64-bit key that two songs share if title and artist differ in case and width alone.

    The first 8 bytes of a BLAKE2b hash: the same on every machine and in every process.
    """
    plain = [
        " ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in (title, artist)
    ]
    digest = hashlib.blake2b("\x1f".join(plain).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
