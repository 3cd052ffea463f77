"""What the pages of the search show: songs, artists and tags as rows."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from mlfym.accounts.models import Listener
from recommender.engine.similar import Likeness
from recommender.likes_showing import PageEntry
from recommender.models import Artist, Tag
from recommender.similar.showing import SongRow, queue_of_songs, rows_of_songs


@dataclass(frozen=True)
class ArtistRow:
    """An artist, and how many songs of theirs play."""

    artist: Artist
    songs: int


@dataclass(frozen=True)
class Option:
    """A song in the list under the box; `entry`: what the player plays, as JSON."""

    row: SongRow
    entry: str


def song_rows(
    keys: Sequence[int], listener: Listener | None, by_album: Collection[int] = ()
) -> list[SongRow]:
    """Return a row for each song, in their order; those of `by_album` name theirs."""
    rows = rows_of_songs([Likeness(key, 1.0, {}) for key in keys], listener)
    return [replace(row, album=row.song.album if row.song.pk in by_album else "") for row in rows]


def options_of(keys: Sequence[int], page: str, by_album: Collection[int] = ()) -> list[Option]:
    """Return songs as they stand under the box; `page`: the address that they play from."""
    rows = song_rows(keys, None, by_album)
    entries: list[PageEntry] = queue_of_songs(rows, page)
    by_song = {entry["song"]: entry for entry in entries}
    return [
        Option(row, json.dumps(by_song[str(row.song.uuid)], ensure_ascii=False))
        for row in rows
        if str(row.song.uuid) in by_song
    ]


def artist_rows(keys: Sequence[int]) -> list[ArtistRow]:
    """Return a row for each artist, in their order, in two queries."""
    playing = Count("songs", filter=Q(songs__available=True))
    found = Artist.objects.filter(pk__in=keys).prefetch_related("names").annotate(playing=playing)
    rows = {artist.pk: ArtistRow(artist, artist.playing) for artist in found.order_by()}
    return [rows[key] for key in keys if key in rows]


def artists_of(keys: Sequence[int]) -> list[Artist]:
    """Return artists with their names, in the order of their keys."""
    found = Artist.objects.prefetch_related("names").in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def tags_of(keys: Sequence[int]) -> list[Tag]:
    """Return tags in the order of their keys."""
    found = Tag.objects.in_bulk(list(keys))
    return [found[key] for key in keys if key in found]
