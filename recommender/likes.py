"""What a listener liked and what they put aside: find it, search in it, make a list of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from emotion.moods import MOODS, Mood
from mlfym.accounts.models import Listener
from recommender.engine.base import Query, Ranking
from recommender.engine.mixer import Mixed
from recommender.engine.refine import Target
from recommender.engine.snapshot import Snapshot
from recommender.feedback import MEMORY, asked_less
from recommender.mixing import MOST_LIKED, Stage, in_this_order, mix_list
from recommender.models import ArtistName, Event, Playlist, Rating, Song, SongName
from recommender.models.names import normalise_name
from recommender.services import Origin, playlist_store
from recommender.titles import likes_titles


class Word(NamedTuple):
    """A listener's standing word on a song.

    said: "like", "dislike" or "less". until: when a "less like this" is forgotten by itself.
    """

    song_id: int
    said: str
    since: datetime
    until: datetime | None = None


def liked(listener: Listener | None) -> list[Word]:
    """Return the songs that a listener likes, the latest first."""
    return _rated(listener, Rating.Value.LIKE, Event.Kind.LIKE)


def put_aside(listener: Listener | None) -> list[Word]:
    """Return the songs that do not come by themselves for now, the latest first, each once."""
    disliked = _rated(listener, Rating.Value.DISLIKE, Event.Kind.DISLIKE)
    known = {word.song_id for word in disliked}
    less = asked_less(listener) if listener else {}
    asked = [
        Word(song, Event.Kind.LESS, since, since + timedelta(days=MEMORY.days))
        for song, since in less.items()
        if song not in known
    ]
    return sorted([*disliked, *asked], key=lambda word: word.since, reverse=True)


def _rated(listener: Listener | None, value: int, said: str) -> list[Word]:
    if listener is None:
        return []
    rows = Rating.objects.filter(listener=listener, value=value).order_by("-changed", "-pk")
    return [Word(song, said, changed) for song, changed in rows.values_list("song_id", "changed")]


def search(words: Sequence[Word], text: str) -> list[Word]:
    """Return the words on songs in whose title, artists or album every part of ``text`` stands."""
    songs = Song.objects.filter(pk__in=[word.song_id for word in words])
    for part in normalise_name(text).split():
        songs = songs.filter(_named(part))
    found = set(songs.values_list("pk", flat=True))
    return [word for word in words if word.song_id in found]


def _named(part: str) -> Q:
    titles = SongName.objects.filter(song=OuterRef("pk"), normalised__contains=part)
    artists = ArtistName.objects.filter(artist__songs=OuterRef("pk"), normalised__contains=part)
    return Q(Exists(titles)) | Q(Exists(artists)) | Q(album__icontains=part)


def playlist_from_likes(*, listener: Listener) -> Playlist:
    """Make a list of what a listener likes and of what goes with it.

    A third are liked songs, those that were not heard for longest first, so that the list is
    another one tomorrow; for the rest the engines are asked with the likes alone. NothingToPlay
    if nothing is left.
    """
    stage = Stage.now(listener)
    target = Target(query=Query(likes=stage.liked))
    mixed = mix_list(stage, target, beside={"liked": least_heard(listener, stage)})
    with transaction.atomic():
        playlist = playlist_store(listener, target, mixed, likes_titles(), Origin(), stage)
        playlist.set_mood(mean_mood(stage.snapshot, mixed))
        playlist.save(update_fields=MOODS)
    return playlist


def least_heard(listener: Listener, stage: Stage) -> Ranking:
    """Rank some liked songs that can play: never played first, then the longest ago."""
    songs = [song for song in stage.taste.likes if song not in stage.taste.recent]
    rows = stage.snapshot.known_rows(songs)
    playable = stage.snapshot.song_ids[rows[stage.snapshot.available[rows]]].tolist()
    played = _last_played(listener, playable)
    never = [song for song in playable if song not in played]
    again = sorted((song for song in playable if song in played), key=lambda song: played[song])
    return in_this_order(stage.snapshot, [*never, *again][:MOST_LIKED])


def _last_played(listener: Listener, songs: Sequence[int]) -> dict[int, datetime]:
    plays: QuerySet[Event] = Event.objects.filter(
        listener=listener, kind=Event.Kind.PLAY, song__in=songs
    )
    rows = plays.order_by().values("song_id").annotate(last=Max("created"))
    return dict(rows.values_list("song_id", "last"))


def mean_mood(snapshot: Snapshot, songs: Sequence[Mixed]) -> Mood:
    """Return the mean of the songs' moods, for a list that was asked for without one."""
    rows = snapshot.known_rows([song.song_id for song in songs])
    return Mood(np.asarray(snapshot.mood[rows], dtype=np.float64).mean(axis=0))
