"""Tagged tracks as arrays, and how much each of them counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

# A track counts by its artist's number of tracks to the power of minus this. 1 would let every
# artist count alike, 0 every track. An artist tags all they upload in one manner, so hundreds of
# tracks of one artist say little more than ten; the moods asked for are of artists never seen.
ARTIST_POWER = 0.5


@dataclass(frozen=True)
class TaggedTracks:
    """Tracks with two kinds of tags.

    tags: (tracks, tags), 1 where the track has the tag that predictions start from.
    moods: (tracks, moods), 1 where the track has the mood tag.
    artists: (tracks,), a number for each artist.
    tag_names, mood_names: what the columns are.
    """

    tags: Matrix
    moods: Matrix
    artists: NDArray[np.int64]
    tag_names: tuple[str, ...]
    mood_names: tuple[str, ...]

    def take(self, which: NDArray[np.bool_]) -> "TaggedTracks":
        """Return the tracks where `which` (tracks,) is true."""
        return TaggedTracks(
            self.tags[which], self.moods[which], self.artists[which], self.tag_names,
            self.mood_names,
        )  # fmt: skip

    @property
    def with_moods(self) -> "TaggedTracks":
        """Return the tracks that have a mood tag at all.

        One without any was not judged, so its zeros say nothing.
        """
        return self.take(np.asarray(self.moods.any(axis=1)))

    @property
    def weights(self) -> NDArray[np.float64]:
        """How much each track counts, 1 on average: (tracks,); see ARTIST_POWER."""
        _, places, counts = np.unique(self.artists, return_inverse=True, return_counts=True)
        weights = counts[places].astype(np.float64) ** -ARTIST_POWER
        return np.asarray(weights / weights.mean())


def indicators(rows: Iterable[Iterable[str]], names: Sequence[str]) -> Matrix:
    """Return (rows, names) with 1 where a row holds the name; what is no name is left out."""
    places = {name: place for place, name in enumerate(names)}
    listed = [[places[name] for name in row if name in places] for row in rows]
    found = np.zeros((len(listed), len(names)))
    for row, columns in zip(found, listed, strict=True):
        row[columns] = 1
    return found


def even_length(tags: Matrix) -> Matrix:
    """Divide each row by its length, so that a track with many tags speaks no louder."""
    return np.asarray(tags / np.sqrt(np.maximum(tags.sum(axis=1, keepdims=True), 1)))
