"""What a page shows of a list: its rows, the player's queue, and the reasons in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from recommender.covers import cover_of
from recommender.levelling import play_level
from recommender.library import TRAINED
from recommender.models import Playlist, PlaylistItem, Rating, Song
from recommender.selectors import mood_of
from recommender.similar.stations import station_of

REASONS: Mapping[str, str | Promise] = {
    "curated": _("chosen by our curators"),
    "liked": _("you liked it"),
    "mood": _("fits the mood"),
    "tag2vec": _("goes with songs like these"),
    "als": _("people who like these play it"),
    "neighbours": _("in lists together with songs like these"),
    "popular": _("in many lists"),
    "aim": _("fits your answers"),
    "lyrics": _("these words"),
    "seed": _("you began with it"),
    "genre": _("of a like genre"),
    "sound": _("sounds alike"),
    "listeners": _("people who like these play it"),
    "path": _("a step on the way"),
    "path_start": _("where you begin"),
    "path_end": _("where you are going"),
    "map": _("you drew around it on the map"),
}


@dataclass(frozen=True)
class Row:
    """A song in a list, as its listener sees it.

    `pair`: see PlaylistItem. `said`: the listener's own words of it, where a page has them in hand.
    """

    song: Song
    position: int
    reasons: list[tuple[str, int]]
    liked: bool
    disliked: bool
    cover: str
    pair: Mapping[str, Any]
    said: str = ""


class QueueEntry(TypedDict):
    """What the player needs to know of a song."""

    song: str
    title: str
    artist: str
    cover: str
    src: str
    type: str
    duration: float | None
    # The share of the listener's volume at which it is as loud as other songs.
    level: float
    mood: str
    position: int
    playlist: str
    # Where more songs are asked for before the list ends; empty for a list that has an end.
    station: str


def rows_of(playlist: Playlist, listener: Listener | None) -> list[Row]:
    """Return the songs of a list that can be played, in a fixed number of queries."""
    return rows_of_items(playlist.items.order_by("position"), listener)


def rows_of_items(items: Iterable[PlaylistItem], listener: Listener | None) -> list[Row]:
    """Return a row for each place whose song can be played, in a fixed number of queries."""
    places = list(items)
    songs = Song.objects.playable().for_display()
    found = songs.in_bulk([item.song_id for item in places])
    ratings = ratings_of(listener, list(found))
    return [
        _row(item, found[item.song_id], ratings.get(item.song_id))
        for item in places
        if item.song_id in found
    ]


def queue_of(playlist: Playlist, rows: Sequence[Row]) -> list[QueueEntry]:
    """Return what the player plays: every row but the songs that the listener dislikes."""
    mood = mood_of(playlist).top
    station = reverse("station_on", args=[playlist.uuid]) if station_of(playlist) else ""
    return [
        QueueEntry(
            song=str(row.song.uuid),
            title=row.song.title,
            artist=row.song.artist_line,
            cover=row.cover,
            src=row.song.stream_url or reverse("song_audio", args=[row.song.uuid]),
            type=row.song.content_type,
            duration=row.song.duration,
            level=play_level(row.song.loudness),
            mood=mood,
            position=row.position,
            playlist=str(playlist.uuid),
            station=station,
        )
        for row in rows
        if not row.disliked
    ]


def mood_shares(playlist: Playlist) -> dict[str, int]:
    """Return the list's mood in per cent, in the order of the moods."""
    shares = mood_of(playlist).as_dict()
    return {mood: round(100 * shares[mood]) for mood in MOODS}


def reasons_in_words(reasons: Mapping[str, float]) -> list[tuple[str, int]]:
    """Return why a song stands in a list: what, and its share in per cent, the largest first.

    A song of a list that nobody mixed stands there because a curator put it there.
    """
    ordered = sorted((reasons or {"curated": 1.0}).items(), key=lambda pair: (-pair[1], pair[0]))
    words = [(str(REASONS.get(name, name)), round(100 * share)) for name, share in ordered]
    return [(word, percent) for word, percent in words if percent > 0]


def is_plain(playlist: Playlist) -> bool:
    """Say whether a mixed list had to do without some of the trained engines."""
    return bool(playlist.target) and not set(TRAINED) <= set(playlist.artefacts)


def _row(item: PlaylistItem, song: Song, rating: int | None) -> Row:
    return Row(
        song=song,
        position=item.position,
        reasons=reasons_in_words(item.reasons),
        liked=rating == Rating.Value.LIKE,
        disliked=rating == Rating.Value.DISLIKE,
        cover=cover_of(song),
        pair=item.pair,
    )


def ratings_of(listener: Listener | None, song_ids: Sequence[int]) -> dict[int, int]:
    """Return where a listener stands on those of the songs that they have judged."""
    if listener is None:
        return {}
    rows = Rating.objects.filter(listener=listener, song__in=song_ids)
    return dict(rows.values_list("song_id", "value"))
