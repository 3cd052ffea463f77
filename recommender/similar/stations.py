"""Stations: lists that begin with a song and go on for as long as songs are left."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from mlfym.accounts.models import Listener
from recommender.engine.mixer import Mixed
from recommender.engine.station import SoFar, next_songs
from recommender.feedback import Played, record_events
from recommender.mixing import Stage
from recommender.models import Event, Playlist, PlaylistItem, Rating, Song
from recommender.similar.lists import MIDDLE, as_mixed, began_with, playlist_of
from recommender.titles import station_titles

# So many songs come at once.
STEP = 10
# A station's page shows so many, the latest: some five hours of music.
SHOWN = 100
# What a station keeps of itself lies under this name in `Playlist.target`.
STATION = "station"

# How much each thing that was done with a song in the station says for it, or against it.
WORDS = {
    Event.Kind.LIKE: 1.0,
    Event.Kind.UNLIKE: -1.0,
    Event.Kind.MORE: 1.0,
    Event.Kind.FINISH: 0.4,
    Event.Kind.SKIP: -0.4,
    Event.Kind.LESS: -1.0,
    Event.Kind.UNLESS: 1.0,
    Event.Kind.DISLIKE: -1.0,
    Event.Kind.UNDISLIKE: 1.0,
}
# A song's key, its place in a station, and the row's key: a turn may bring the same songs again.
Place = tuple[int, int, int]
BEGUN = (Event.Kind.PLAY, Event.Kind.FINISH, Event.Kind.SKIP, Event.Kind.LEFT)


@dataclass(frozen=True)
class Station:
    """What a station keeps of itself: the song it began with, the lean, and whether it is over."""

    seed: int
    lean: float = MIDDLE
    over: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return values that JSON can hold; `station_of` reads them back."""
        return {"seed": self.seed, "lean": self.lean, "over": self.over}


def station_of(playlist: Playlist) -> Station | None:
    """Return what makes a list a station, None for any other."""
    kept = playlist.target.get(STATION)
    return Station(int(kept["seed"]), float(kept["lean"]), bool(kept["over"])) if kept else None


def station_start(*, listener: Listener, song: Song, lean: float = MIDDLE) -> Playlist:
    """Make a station that begins with a song. NothingToPlay if no song plays."""
    stage = Stage.now(listener)
    first = began_with(song)
    there = [mixed.song_id for mixed in first]
    so_far = SoFar(there, never=stage.taste.dislikes, later=later(stage))
    wanted = STEP - len(first)
    found = next_songs(song.pk, so_far, stage.engines, stage.snapshot, wanted, lean)
    with transaction.atomic():
        songs = [*first, *as_mixed(found)]
        made = playlist_of(listener, songs, (song.pk,), station_titles(song), stage)
        keep_station(made, Station(song.pk, lean))
    return made


def station_grow(*, listener: Listener, playlist: Playlist, after: int) -> list[PlaylistItem]:
    """Return the songs behind the place `after`; where there are none, add the next ten first.

    Empty where every song that may come was there: the station is over. To ask again, as a retry
    or a second tab does, adds nothing twice. ValueError for a list that is no station.
    """
    station = known(playlist)
    if not behind(listener, playlist, after):
        there = places(playlist.items.all())
        songs = more(listener, playlist, station, there)
        with transaction.atomic():
            locked = lock(playlist)
            now = places(locked.items.all())
            if now == there:
                add(locked, songs)
            # Another request was quicker, or turned the station: these songs follow on no more.
            elif not behind(listener, locked, after):
                add(locked, more(listener, locked, station, now))
    return behind(listener, playlist, after)


def station_turn(*, listener: Listener, playlist: Playlist, song: Song, kind: str) -> Playlist:
    """Take "more like this" or "less like this"; what was not begun yet makes room for new songs.

    ValueError for a list that is no station.
    """
    station = known(playlist)
    asked = Played(uuid.uuid4(), song, kind, playlist)
    record_events(listener=listener, played=[asked])
    # A song that more is wanted of has its place, if it was not begun either.
    kept = song if kind == Event.Kind.MORE else None
    left = waiting(playlist, kept).values("pk")
    songs = more(listener, playlist, station, places(playlist.items.exclude(pk__in=left)))
    with transaction.atomic():
        locked = lock(playlist)
        waiting(locked, kept).delete()
        add(locked, songs)
    return playlist


def known(playlist: Playlist) -> Station:
    """Return what makes a list a station; ValueError for any other."""
    station = station_of(playlist)
    if station is None:
        raise ValueError(f"list {playlist.pk} is no station")
    return station


def more(
    listener: Listener, playlist: Playlist, station: Station, there: Sequence[Place]
) -> list[Mixed]:
    """Return the ten songs that should follow in a station that has these."""
    stage = Stage.now(listener)
    so_far = SoFar(
        there=[song for song, _, _ in there],
        said=words_on(playlist),
        never=stage.taste.dislikes,
        later=later(stage),
    )
    found = next_songs(station.seed, so_far, stage.engines, stage.snapshot, STEP, station.lean)
    return as_mixed(found)


def lock(playlist: Playlist) -> Playlist:
    """Return a list as it is now, and let no other request change it in this transaction."""
    return Playlist.objects.select_for_update().get(pk=playlist.pk)


def places(items: QuerySet[PlaylistItem]) -> list[Place]:
    """Return the songs of a station with their places, in order."""
    return list(items.order_by("position").values_list("song_id", "position", "pk"))


def waiting(playlist: Playlist, kept: Song | None) -> QuerySet[PlaylistItem]:
    """Return what was not begun yet in a station, without the song that is kept."""
    rows = playlist.items.filter(position__gt=last_begun(playlist))
    return rows.exclude(song=kept) if kept else rows


def add(locked: Playlist, songs: Sequence[Mixed]) -> None:
    """Put songs that play and are not there behind the last of a station that is locked."""
    rows = places(locked.items.all())
    playable = Song.objects.playable().filter(pk__in=[song.song_id for song in songs])
    may = set(playable.values_list("pk", flat=True)) - {song for song, _, _ in rows}
    new = [song for song in songs if song.song_id in may]
    last = rows[-1][1] if rows else 0
    PlaylistItem.objects.bulk_create(
        PlaylistItem(
            playlist=locked, song_id=song.song_id, position=place, reasons=dict(song.reasons)
        )
        for place, song in enumerate(new, start=last + 1)
    )
    keep_station(locked, replace(known(locked), over=not new))


def latest(playlist: Playlist) -> QuerySet[PlaylistItem]:
    """Return the last SHOWN places of a station, in order: someone may listen for weeks."""
    last = playlist.items.aggregate(last=Max("position"))["last"] or 0
    return playlist.items.filter(position__gt=last - SHOWN).order_by("position")


def behind(listener: Listener, playlist: Playlist, after: int) -> list[PlaylistItem]:
    """Return what stands behind a place and is played: no song that was disliked meanwhile.

    SHOWN songs at most; who asks from further back asks again.
    """
    rows = playlist.items.filter(position__gt=after, song__available=True)
    disliked = Rating.objects.filter(listener=listener, value=Rating.Value.DISLIKE)
    return list(rows.exclude(song__in=disliked.values("song")).order_by("position")[:SHOWN])


def keep_station(playlist: Playlist, station: Station) -> None:
    """Write down what a station keeps of itself."""
    playlist.target = {**playlist.target, STATION: station.as_dict()}
    playlist.save(update_fields=["target"])


def words_on(playlist: Playlist) -> dict[int, float]:
    """Return how much each song of a station was liked in it, -1..1, the latest word last."""
    rows = Event.objects.filter(playlist=playlist, kind__in=list(WORDS)).order_by("created", "pk")
    words: dict[int, float] = {}
    for song, kind in rows.values_list("song_id", "kind"):
        before = words.pop(song, 0.0)
        words[song] = min(1.0, max(-1.0, before + WORDS[Event.Kind(kind)]))
    return words


def last_begun(playlist: Playlist) -> int:
    """Return the last place of a station that was begun; the first one counts as begun."""
    events = Event.objects.filter(playlist=playlist, kind__in=BEGUN)
    begun = playlist.items.filter(song__in=events.values("song"))
    return max(1, begun.aggregate(last=Max("position"))["last"] or 0)


def later(stage: Stage) -> tuple[int, ...]:
    """Return what comes only where nothing else is left."""
    return (*stage.taste.recent, *stage.taste.skips)
