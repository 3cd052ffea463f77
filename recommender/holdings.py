"""Playlists, events and ratings, among what is kept for a listener."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mlfym.accounts import holdings
from mlfym.accounts.models import Listener
from recommender.models import Event, Playlist, Rating


def export_playlists(playlists: QuerySet[Playlist]) -> holdings.Exported:
    """Return playlists as plain values, oldest first, each with its songs in order."""
    rows = playlists.select_related("reading", "parent").prefetch_related("items__song__names")
    return [
        {
            "uuid": playlist.uuid,
            "name": playlist.name,
            "saved": playlist.saved,
            "created": playlist.created,
            "mood": holdings.rounded(playlist.mood.as_dict()) if playlist.mood else None,
            "reading": playlist.reading.uuid if playlist.reading else None,
            "parent": playlist.parent.uuid if playlist.parent else None,
            "target": holdings.rounded(playlist.target),
            "artefacts": playlist.artefacts,
            "songs": [
                {
                    "uuid": item.song.uuid,
                    "title": item.song.title,
                    "reasons": holdings.rounded(item.reasons),
                    "pair": holdings.rounded(item.pair),
                }
                for item in playlist.items.all()
            ],
        }
        for playlist in rows.order_by("created", "id")
    ]


def export_events(events: QuerySet[Event]) -> holdings.Exported:
    """Return events as plain values, oldest first."""
    rows = events.select_related("playlist", "song").prefetch_related("song__names")
    return [
        {
            "song": event.song.uuid,
            "title": event.song.title,
            "kind": event.kind,
            "playlist": event.playlist.uuid if event.playlist else None,
            "position": event.position,
            "heard_seconds": event.heard,
            "mood": event.mood,
            "artefacts": event.artefacts,
            "client_uuid": event.client_uuid,
            "created": event.created,
        }
        for event in rows.order_by("created", "id")
    ]


def export_ratings(ratings: QuerySet[Rating]) -> holdings.Exported:
    """Return ratings as plain values, oldest first."""
    rows = ratings.select_related("song").prefetch_related("song__names")
    return [
        {
            "song": rating.song.uuid,
            "title": rating.song.title,
            "rating": "like" if rating.value == Rating.Value.LIKE else "dislike",
            "changed": rating.changed,
        }
        for rating in rows.order_by("changed", "id")
    ]


def move_events(rows: Mapping[str, QuerySet[Event]], into: Listener) -> None:
    """Move the guest's events; one that the account has already (a retry) counts once."""
    known = rows["into"].values("client_uuid")
    rows["guest"].filter(client_uuid__in=known).delete()
    holdings.move_all(rows, into)


def move_ratings(rows: Mapping[str, QuerySet[Rating]], into: Listener) -> None:
    """Move the guest's ratings; where both rated a song, the later word counts."""
    theirs = dict(rows["into"].values_list("song_id", "changed"))
    for rating in rows["guest"].filter(song_id__in=list(theirs)):
        older = (
            rating
            if rating.changed <= theirs[rating.song_id]
            else rows["into"].get(song_id=rating.song_id)
        )
        older.delete()
    holdings.move_all(rows, into)


def register() -> None:
    """Tell the accounts what is kept here."""
    for holding in (
        holdings.Holding("playlists", _("Playlists"), Playlist, export=export_playlists),
        holdings.Holding(
            "events", _("Plays, skips and likes"), Event, export=export_events, move=move_events
        ),
        holdings.Holding(
            "ratings", _("Songs rated"), Rating, export=export_ratings, move=move_ratings
        ),
    ):
        holdings.register(holding)
