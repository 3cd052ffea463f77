"""Short words for what the tests of likes do again and again."""

from datetime import timedelta

from django.utils import timezone

from mlfym.accounts.models import Listener
from recommender.feedback import rate
from recommender.models import Event, Rating, Song


def like(listener: Listener, *songs: Song) -> None:
    """Like songs, one after the other."""
    for song in songs:
        rate(listener=listener, song=song, action="like")


def dislike(listener: Listener, song: Song) -> None:
    """Dislike a song."""
    rate(listener=listener, song=song, action="dislike")


def less(listener: Listener, song: Song, days: float = 0.0) -> None:
    """Ask for less of a song, some days ago."""
    created = timezone.now() - timedelta(days=days)
    Event.objects.create(listener=listener, song=song, kind="less", created=created)


def standing(listener: Listener) -> dict[int, int]:
    """Return the listener's ratings by song."""
    return dict(Rating.objects.filter(listener=listener).values_list("song_id", "value"))
