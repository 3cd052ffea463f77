"""What pages about a song and its like show: rows of songs, and what the player plays."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlfym.accounts.models import Listener
from recommender.covers import cover_of
from recommender.likes_showing import PageEntry, queue_of_rows
from recommender.models import Rating, Song
from recommender.showing import ratings_of


@dataclass(frozen=True)
class SongRow:
    """A song on a page that is no list, as a listener sees it."""

    song: Song
    cover: str
    liked: bool = False
    disliked: bool = False

    @property
    def mood(self) -> str:
        """Return the song's leading mood."""
        return self.song.mood.top if self.song.mood else "neutral"


def rows_of_songs(song_ids: Sequence[int], listener: Listener | None) -> list[SongRow]:
    """Return a row for each song that is there, in their order, in a fixed number of queries."""
    songs = Song.objects.for_display().in_bulk(list(song_ids))
    ratings = ratings_of(listener, list(songs))
    return [
        SongRow(
            song=songs[key],
            cover=cover_of(songs[key]),
            liked=ratings.get(key) == Rating.Value.LIKE,
            disliked=ratings.get(key) == Rating.Value.DISLIKE,
        )
        for key in song_ids
        if key in songs
    ]


def queue_of_songs(rows: Sequence[SongRow], page: str) -> list[PageEntry]:
    """Return what the player plays from the page at `page`: all but what the listener dislikes."""
    return queue_of_rows([row for row in rows if not row.disliked], page)
