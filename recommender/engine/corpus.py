"""What the engines learn from: songs, their tags and moods, playlists and listeners."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS


@dataclass(frozen=True)
class PlaylistRow:
    """One playlist: its songs in order, its tags, where it comes from, and when it last changed.

    updated: seconds since 1970, 0 if unknown.
    """

    songs: tuple[int, ...]
    tags: tuple[str, ...] = ()
    source: str = ""
    updated: int = 0

    def content(self) -> str:
        """Return all of it as a text, for hashes."""
        dated = (self.updated,) if self.updated else ()
        return repr((self.songs, self.tags, self.source, *dated))


@runtime_checkable
class Hashed(Protocol):
    """Lists that know their hash, because they lie on disk with a checksum."""

    def data_hash(self) -> str: ...


@dataclass(frozen=True)
class ListenerRow:
    """One listener's songs, each with a confidence: above 0 liked, below 0 disliked."""

    key: str
    songs: tuple[int, ...]
    confidence: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.songs) != len(self.confidence):
            raise ValueError(f"listener {self.key}: one confidence for each song, please")


@dataclass(frozen=True)
class Corpus:
    """A training set; row i of every array is the song `song_ids[i]`.

    song_ids: (n,) int64, ascending, none twice.
    tag_slugs: the tags, one for each column of `song_tags`.
    song_tags: (n, tags) sparse float32, weight 0..1 of a tag in a song.
    mood: (n, 6) float32, rows sum to 1. energy 0..1; valence, arousal -1..1; familiar 0..1: (n,).
    playlists: rows; any sequence, so that a large one need not lie in memory. Songs that are not
        in `song_ids` are left out by the engines.
    listeners: rows of what listeners liked and disliked.
    artist_ids, years: (n,) int64 as a catalogue has them (`Snapshot`); None where nobody says.
    """

    song_ids: NDArray[np.int64]
    tag_slugs: tuple[str, ...]
    song_tags: Any
    mood: NDArray[np.float32]
    energy: NDArray[np.float32]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    familiar: NDArray[np.float32]
    playlists: Sequence[PlaylistRow] = ()
    listeners: Sequence[ListenerRow] = ()
    artist_ids: NDArray[np.int64] | None = None
    years: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        check_songs(self)

    def rows(self, song_ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows of the ids that are in the corpus, in the order given; others are left out."""
        rows = rows_of(self.song_ids, song_ids)
        return rows[rows >= 0]

    def data_hash(self) -> str:
        """SHA-256 of everything in here, so that an artefact can say what it was trained on."""
        digest = hashlib.sha256()
        for array in song_arrays(self):
            digest.update(np.ascontiguousarray(array).tobytes())
        for name in ("artist_ids", "years"):
            if getattr(self, name) is not None:
                digest.update(name.encode() + getattr(self, name).tobytes())
        digest.update("\n".join(self.tag_slugs).encode())
        if isinstance(self.playlists, Hashed):
            digest.update(self.playlists.data_hash().encode())
        else:
            for playlist in self.playlists:
                digest.update(playlist.content().encode())
        for listener in self.listeners:
            digest.update(repr((listener.key, listener.songs, listener.confidence)).encode())
        return digest.hexdigest()


def rows_of(
    sorted_ids: NDArray[np.int64], song_ids: Sequence[int] | NDArray[np.int64]
) -> NDArray[np.int64]:
    """Row of each id in an ascending array, -1 where it is not in there."""
    wanted = np.asarray(song_ids, dtype=np.int64).reshape(-1)
    if len(sorted_ids) == 0:
        return np.full(len(wanted), -1, dtype=np.int64)
    rows = np.minimum(np.searchsorted(sorted_ids, wanted), len(sorted_ids) - 1)
    return np.where(sorted_ids[rows] == wanted, rows, -1).astype(np.int64)


def song_arrays(holder: Any) -> list[NDArray[Any]]:
    """The arrays that a corpus and a snapshot share, in a fixed order."""
    tags = holder.song_tags
    return [
        holder.song_ids,
        holder.mood,
        holder.energy,
        holder.valence,
        holder.arousal,
        holder.familiar,
        tags.indptr.astype(np.int64),
        tags.indices.astype(np.int64),
        tags.data,
    ]


def check_songs(holder: Any) -> None:
    """Raise ValueError unless ids ascend and all arrays have their shapes and finite values."""
    n = len(holder.song_ids)
    if holder.song_ids.dtype != np.int64 or (np.diff(holder.song_ids) <= 0).any():
        raise ValueError("song_ids must be int64, ascending, none twice")
    if holder.mood.shape != (n, len(MOODS)):
        raise ValueError(f"mood must have shape ({n}, {len(MOODS)}), not {holder.mood.shape}")
    if holder.song_tags.shape != (n, len(holder.tag_slugs)):
        raise ValueError(f"song_tags must have shape ({n}, {len(holder.tag_slugs)})")
    for name in ("energy", "valence", "arousal", "familiar", "artist_ids", "years"):
        array = getattr(holder, name)
        if array is not None and array.shape != (n,):
            raise ValueError(f"{name} must have shape ({n},)")
    if not all(np.isfinite(array).all() for array in song_arrays(holder)):
        raise ValueError("every value must be a finite number")
