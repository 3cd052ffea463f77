"""Keep what listeners do with songs, and say what follows from it for the next list.

Events are added and never changed; a rating is where a listener stands on a song now.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from mlfym.accounts.models import Listener
from recommender.models import Event, Playlist, Rating, Song
from recommender.selectors import mood_of

# What was played within this time does not come again by itself.
RECENT = timedelta(hours=1)
# Skips and "more like this" older than this say little about today.
MEMORY = timedelta(days=30)
# The latest likes say most, and folding in thousands of them would make a list slow.
MOST_LIKES = 500
MOST_SEEDS = 20
# A song left before this share of it was heard is skipped.
SKIPPED_BEFORE = 0.5

# The rating that each action leaves behind.
AFTER = {
    Event.Kind.LIKE: Rating.Value.LIKE,
    Event.Kind.DISLIKE: Rating.Value.DISLIKE,
    Event.Kind.UNLIKE: None,
    Event.Kind.UNDISLIKE: None,
}
TAKES_BACK = {
    Event.Kind.UNLIKE: Rating.Value.LIKE,
    Event.Kind.UNDISLIKE: Rating.Value.DISLIKE,
}


@dataclass(frozen=True)
class Played:
    """One thing that the player reports; the song and list are already looked up."""

    client_uuid: uuid.UUID
    song: Song
    kind: str
    playlist: Playlist | None = None
    position: int | None = None
    heard: float | None = None


@dataclass(frozen=True)
class Taste:
    """What the next list should know of a listener; song keys, the latest first.

    likes: standing. dislikes: standing, and songs that less was asked of lately: neither they nor
    their like are wanted. recent: played in the last hour. more_seeds: songs that more was asked
    of; of more, less and a like the latest word counts. skips: left early more often than heard
    to the end lately, and not liked: less welcome, but not banned.
    """

    likes: tuple[int, ...] = ()
    dislikes: tuple[int, ...] = ()
    recent: tuple[int, ...] = ()
    more_seeds: tuple[int, ...] = ()
    skips: tuple[int, ...] = ()

    def without(self, song_id: int) -> "Taste":
        """Return the taste of who has just asked for less of a song."""
        return replace(
            self,
            likes=tuple(liked for liked in self.likes if liked != song_id),
            dislikes=(song_id, *(other for other in self.dislikes if other != song_id)),
            more_seeds=tuple(seed for seed in self.more_seeds if seed != song_id),
        )


def rate(
    *,
    listener: Listener,
    song: Song,
    action: str,
    playlist: Playlist | None = None,
    client_uuid: uuid.UUID | None = None,
) -> int | None:
    """Apply like, unlike, dislike or undislike; return where the listener stands now (1, -1, None).

    What changes nothing (a second like, a retry with the same ``client_uuid``) adds no event.
    ValueError for any other action.
    """
    kind = Event.Kind(action)
    if kind not in AFTER:
        raise ValueError(f"{action} is not a rating")
    with transaction.atomic():
        before = _standing(listener, song)
        after = _after(kind, before)
        if after == before or not _add_event(listener, song, kind, playlist, client_uuid):
            return before
        _store_rating(listener, song, after)
    return after


def _standing(listener: Listener, song: Song) -> int | None:
    rows = Rating.objects.select_for_update().filter(listener=listener, song=song)
    return rows.values_list("value", flat=True).first()


def _after(kind: Event.Kind, before: int | None) -> int | None:
    """Return the rating that follows; taking back what does not stand changes nothing."""
    if kind in TAKES_BACK:
        return None if before == TAKES_BACK[kind] else before
    return AFTER[kind]


def _add_event(
    listener: Listener,
    song: Song,
    kind: Event.Kind,
    playlist: Playlist | None,
    client_uuid: uuid.UUID | None,
) -> bool:
    """Add the event; return False where one with this client UUID is there already."""
    moods = {playlist.pk: mood_of(playlist).top} if playlist else {}
    event = _event(listener, Played(client_uuid or uuid.uuid4(), song, kind, playlist), moods)
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _store_rating(listener: Listener, song: Song, value: int | None) -> None:
    if value is None:
        Rating.objects.filter(listener=listener, song=song).delete()
        return
    Rating.objects.update_or_create(
        listener=listener, song=song, defaults={"value": value, "changed": timezone.now()}
    )


def record_events(*, listener: Listener, played: Sequence[Played]) -> int:
    """Add what the player reports; return how many were new.

    A retry (same listener and client UUID) is dropped.
    """
    fresh = {item.client_uuid: item for item in played}
    with transaction.atomic():
        known = Event.objects.filter(listener=listener, client_uuid__in=list(fresh))
        for key in known.values_list("client_uuid", flat=True):
            del fresh[key]
        lists = {item.playlist.pk: item.playlist for item in fresh.values() if item.playlist}
        moods = {key: mood_of(playlist).top for key, playlist in lists.items()}
        events = [_event(listener, item, moods) for item in fresh.values()]
        # Two tabs may send the same at once: the constraint lets one of them win.
        Event.objects.bulk_create(events, ignore_conflicts=True)
    return len(fresh)


def put_aside(*, listener: Listener, song: Song, action: str) -> None:
    """Put a song aside by a dislike, or by "less like this" from no list.

    ValueError for any other action.
    """
    if action == Event.Kind.DISLIKE:
        rate(listener=listener, song=song, action=action)
    elif action == Event.Kind.LESS:
        record_events(listener=listener, played=[Played(uuid.uuid4(), song, action)])
    else:
        raise ValueError(f"{action} puts nothing aside")


def take_back(*, listener: Listener, song: Song) -> str:
    """Let a song come again; return what had put it aside, empty where nothing had."""
    with transaction.atomic():
        disliked = _standing(listener, song) == Rating.Value.DISLIKE
        less = song.pk in asked_less(listener)
        if disliked:
            rate(listener=listener, song=song, action=Event.Kind.UNDISLIKE)
        if less:
            again = Played(uuid.uuid4(), song, Event.Kind.UNLESS)
            record_events(listener=listener, played=[again])
    return Event.Kind.DISLIKE if disliked else Event.Kind.LESS if less else ""


def _event(listener: Listener, item: Played, moods: Mapping[int, str]) -> Event:
    """Return the event; ``moods`` are the names of the lists' moods by key."""
    return Event(
        listener=listener,
        song=item.song,
        kind=_kind(item),
        playlist=item.playlist,
        position=item.position,
        heard=item.heard,
        mood=moods[item.playlist.pk] if item.playlist else "",
        artefacts=item.playlist.artefacts if item.playlist else {},
        client_uuid=item.client_uuid,
    )


def _kind(item: Played) -> str:
    """Return what was done: who leaves after half of a song has not skipped it.

    Where the song's length or what was heard of it is not known, the player's word counts.
    """
    if item.kind != Event.Kind.SKIP or item.heard is None or not item.song.duration:
        return item.kind
    early = item.heard < SKIPPED_BEFORE * item.song.duration
    return Event.Kind.SKIP if early else Event.Kind.LEFT


def taste(listener: Listener, at: datetime | None = None) -> Taste:
    """Return what follows for a listener's next list at ``at`` (default: now), in two queries."""
    now = at or timezone.now()
    ratings = list(
        Rating.objects.filter(listener=listener)
        .order_by("-changed", "-pk")
        .values_list("song_id", "value", "changed")
    )
    habits = _habits(listener, now)
    liked = {song: at for song, value, at in ratings if value == Rating.Value.LIKE}
    less = {row["song_id"] for row in habits if _wants_less(row, liked.get(row["song_id"]))}
    likes = [song for song in liked if song not in less]
    dislikes = [song for song, value, _ in ratings if value == Rating.Value.DISLIKE]
    skipped = [row["song_id"] for row in habits if row["skips"] > row["finishes"]]
    return Taste(
        likes=tuple(likes[:MOST_LIKES]),
        dislikes=tuple(dict.fromkeys((*dislikes, *sorted(less)))),
        recent=tuple(row["song_id"] for row in habits if row["recent"]),
        more_seeds=tuple(row["song_id"] for row in habits if _wants_more(row))[:MOST_SEEDS],
        skips=tuple(song for song in skipped if song not in liked),
    )


def asked_less(listener: Listener, at: datetime | None = None) -> dict[int, datetime]:
    """Return the songs that a listener wants less of at ``at`` (default: now), and since when."""
    likes = Rating.objects.filter(listener=listener, value=Rating.Value.LIKE)
    liked = dict(likes.values_list("song_id", "changed"))
    habits = _habits(listener, at or timezone.now())
    return {
        row["song_id"]: row["less"] for row in habits if _wants_less(row, liked.get(row["song_id"]))
    }


def _wants_more(row: Mapping[str, Any]) -> bool:
    """Say whether more of a song was asked for, and not less of it since."""
    return bool(row["more"] and not (row["less"] and row["less"] > row["more"]))


def _wants_less(row: Mapping[str, Any], liked: datetime | None) -> bool:
    """Say whether less of a song was asked for, and nothing that takes it back came since."""
    later = [at for at in (row["unless"], liked) if at is not None]
    return bool(row["less"] and not _wants_more(row) and all(row["less"] > at for at in later))


def _habits(listener: Listener, now: datetime) -> list[dict[str, Any]]:
    """Count by song what a listener did of late, the latest first."""
    kind = Event.Kind
    heard = Q(kind__in=(kind.PLAY, kind.FINISH), created__gte=now - RECENT)
    rows = (
        Event.objects.filter(listener=listener, created__gte=now - MEMORY, created__lte=now)
        .order_by()
        .values("song_id")
        .annotate(
            recent=Count("pk", filter=heard),
            more=Max("created", filter=Q(kind=kind.MORE)),
            less=Max("created", filter=Q(kind=kind.LESS)),
            unless=Max("created", filter=Q(kind=kind.UNLESS)),
            skips=Count("pk", filter=Q(kind=kind.SKIP)),
            finishes=Count("pk", filter=Q(kind=kind.FINISH)),
            latest=Max("created"),
        )
        .order_by(F("latest").desc(), "song_id")
    )
    return [dict(row) for row in rows]
