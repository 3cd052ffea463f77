"""What the page of likes shows: its rows, and the player's queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

from recommender.covers import cover_of
from recommender.levelling import play_level
from recommender.likes import Word
from recommender.models import Song
from recommender.showing import QueueEntry


class PageEntry(QueueEntry):
    """A song that plays from a page which is no list."""

    page: str


class PlayedRow(Protocol):
    """A row of a page which is no list."""

    @property
    def song(self) -> Song: ...
    @property
    def cover(self) -> str: ...
    @property
    def mood(self) -> str: ...


@dataclass(frozen=True)
class LikedRow:
    """A song that a listener liked or put aside."""

    song: Song
    word: Word
    cover: str

    @property
    def mood(self) -> str:
        """Return the song's leading mood."""
        return self.song.mood.top if self.song.mood else "neutral"


def rows_of_words(words: Sequence[Word]) -> list[LikedRow]:
    """Return a row for each word, in their order, in a fixed number of queries."""
    songs = Song.objects.for_display().in_bulk([word.song_id for word in words])
    return [
        LikedRow(songs[word.song_id], word, cover_of(songs[word.song_id]))
        for word in words
        if word.song_id in songs
    ]


def queue_of_rows(rows: Sequence[PlayedRow], page: str) -> list[PageEntry]:
    """Return what the player plays: the rows whose songs can play, and the page they are from."""
    return [
        PageEntry(
            song=str(row.song.uuid),
            title=row.song.title,
            artist=row.song.artist_line,
            cover=row.cover,
            src=row.song.stream_url or reverse("song_audio", args=[row.song.uuid]),
            type=row.song.content_type,
            duration=row.song.duration,
            level=play_level(row.song.loudness),
            mood=row.mood,
            position=position,
            playlist="",
            station="",
            page=page,
        )
        for position, row in enumerate(rows, start=1)
        if row.song.available
    ]
