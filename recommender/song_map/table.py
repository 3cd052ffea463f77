"""The map as a table: which songs, and what stands near each."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from recommender.covers import cover_of
from recommender.models import Song
from recommender.song_map.orders import Order
from recommender.song_map.points import Points
from recommender.song_map.words import genre_words

# The songs named as near: more would be read out for each row.
NEAR = 2


@dataclass(frozen=True)
class TableRow:
    """A song of the map; near: what lies next to it."""

    song: Song
    cover: str
    genre: str
    era: str
    near: tuple[str, ...]

    @property
    def mood(self) -> str:
        """Return the song's leading mood."""
        return self.song.mood.top if self.song.mood else "neutral"


def kept_by(points: Points, mood: str, genre: str | None, era: str | None) -> NDArray[np.bool_]:
    """Tell which rows of the map are of a mood ("" for any), a genre and an era (None for any)."""
    columns = points.columns
    kept = np.ones(len(points), dtype=np.bool_)
    if mood:
        kept &= columns.mood == MOODS.index(mood)
    if genre is not None:
        kept &= columns.genre == columns.genres.index(genre)
    if era is not None:
        kept &= columns.era == columns.eras.index(era)
    return kept


def rows_at(points: Points, at: Order, eras: Mapping[str, str]) -> list[TableRow]:
    """Return what the table shows of these rows of the map, in a fixed number of queries."""
    columns = points.columns
    near = points.near(at, NEAR)
    ids = columns.song_ids[at].tolist()
    genres = genre_words(points, ids)
    songs = Song.objects.for_display().in_bulk({*ids, *(song for of in near for song in of)})
    return [
        TableRow(
            song=songs[song],
            cover=cover_of(songs[song]),
            genre=genres.get(song, ""),
            era=eras[columns.eras[columns.era[row]]],
            near=tuple(songs[other].title for other in of if other in songs),
        )
        for row, song, of in zip(at.tolist(), ids, near, strict=True)
        if song in songs
    ]
